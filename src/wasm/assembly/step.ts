import { addMultiple, gather, setMultiple } from './columns';
import { advance, restCompartments } from './compartments';
import { clearEligibility, settleColumns, transmitPlastic } from './eligibility';
import {
  basalDrive,
  basalWeights,
  column,
  feature,
  proximalDrive,
  proximalWeights,
  spikes,
  stride,
  synapseFresh,
  synapseStarts,
  synapseTargets,
  synapseValues,
} from './memory';
import { beginReadout, followFeature, keepFeature, presentFeature, settleReadout } from './readout';
import { burstScale, clearTraces, synapseScale } from './scales';
import { clearSources } from './sources';

let plastic = false;
let transmitting = false;

/**
 * Starts an episode from rest: no input, no context, no teacher, no trace of the past.
 * @param recurrent whether any proximal weight can differ from 0
 */
export function reset(learning: bool, recurrent: bool): void {
  settle();
  plastic = learning;
  transmitting = recurrent;
  clearSources();
  clearTraces();
  beginReadout(!learning);
  restCompartments(recurrent || learning, basalWeights !== 0);
  if (plastic) clearEligibility();
}

/** `count` time steps with input, context and teaching signal held. */
export function step(count: u32): void {
  keepFeature();
  for (let k: u32 = 0; k < count; k++) stepOnce();
}

/**
 * The same, each of which contributes to φ = gain · mean of a burst trace over `averaged` steps.
 * @param begin whether φ begins anew with the first of them
 */
export function stepToFeature(count: u32, trace: usize, gain: f32, averaged: u32, begin: bool): void {
  const share = gain / <f32>averaged;
  if (averaged !== 1) keepFeature();
  for (let k: u32 = 0; k < count; k++) {
    stepOnce();
    const weight = share * <f32>burstScale;
    const first = begin && k === 0;
    if (averaged === 1) presentFeature(trace, weight);
    else if (first) setMultiple(feature, trace, weight);
    else addMultiple(feature, trace, weight);
    followFeature(trace, weight, first);
  }
}

function stepOnce(): void {
  const count = advance(plastic);
  // The rise of a stored drive at a spike.
  const jump = load<f32>(synapseFresh) / <f32>synapseScale;
  if (plastic) transmitPlastic(count);
  else if (transmitting && proximalWeights)
    gather(proximalDrive, proximalWeights, column, spikes, count, jump);
  else if (transmitting) gatherSynapses(count, jump);
  if (basalWeights) gather(basalDrive, basalWeights, stride, spikes, count, jump);
}

/** drive += jump · the single synapses of the listed neurons */
function gatherSynapses(count: u32, jump: f32): void {
  for (let k: u32 = 0; k < count; k++) {
    const start = synapseStarts + (load<u32>(spikes + (k << 2)) << 2);
    const end = load<u32>(start, 4) << 2;
    for (let entry = load<u32>(start) << 2; entry < end; entry += 4) {
      const drive = proximalDrive + (load<u32>(synapseTargets + entry) << 2);
      store<f32>(drive, load<f32>(drive) + jump * load<f32>(synapseValues + entry));
    }
  }
}

/** Ends plasticity in this episode and brings the proximal weights and those of the readout up to date. */
export function settle(): void {
  settleReadout();
  if (!plastic) return;
  settleColumns();
  transmitting = true;
  plastic = false;
}
