import { addMultiple, gather } from './columns';
import { advance, restCompartments } from './compartments';
import { clearEligibility, settleColumns, transmitPlastic } from './eligibility';
import {
  adaptation,
  basalDrive,
  basalWeights,
  burstSpikeTrace,
  column,
  extent,
  feature,
  proximalDrive,
  proximalWeights,
  recurrentBurstTrace,
  somaWindowTrace,
  spikes,
  stride,
  synapseDecay,
  synapseStarts,
  synapseTargets,
  synapseValues,
  targetBurstTrace,
} from './memory';
import { clearSources } from './sources';

/** Steps between two searches for traces that have decayed to nothing. */
const FLUSH_EPOCH: u32 = 32;
/** 2^−30: less than the rounding of what a single spike leaves in a trace. */
const TINY: f32 = 9.313225746154785e-10;

let plastic = false;
let transmitting = false;
let age: u32 = 0;

/**
 * Starts an episode from rest: no input, no context, no teacher, no trace of the past.
 * @param recurrent whether any proximal weight can differ from 0
 */
export function reset(learning: bool, recurrent: bool): void {
  settle();
  plastic = learning;
  transmitting = recurrent;
  age = 0;
  clearSources();
  restCompartments(recurrent || learning, basalWeights !== 0);
  if (plastic) clearEligibility();
}

/** `count` time steps with everything that was set held. */
export function step(count: u32): void {
  for (let k: u32 = 0; k < count; k++) stepOnce();
}

/** The same; φ becomes gain · mean of a trace over these steps. */
export function stepToFeature(count: u32, trace: usize, gain: f32): void {
  memory.fill(feature, 0, extent);
  for (let k: u32 = 0; k < count; k++) {
    stepOnce();
    addMultiple(feature, trace, gain / <f32>count);
  }
}

function stepOnce(): void {
  const count = advance(plastic);
  const jump = <f32>1 - load<f32>(synapseDecay);
  if (plastic) transmitPlastic(count);
  else if (transmitting && proximalWeights)
    gather(proximalDrive, proximalWeights, column, spikes, count, jump);
  else if (transmitting) gatherSynapses(count, jump);
  if (basalWeights) gather(basalDrive, basalWeights, stride, spikes, count, jump);
  if (++age % FLUSH_EPOCH === 0) flushTraces();
}

/** drive += (1 − β) · the single synapses of the listed neurons */
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

/** Ends plasticity in this episode and brings the proximal weights up to date. */
export function settle(): void {
  if (!plastic) return;
  settleColumns();
  transmitting = true;
  plastic = false;
}

/** WebAssembly cannot tell the processor to flush denormal numbers, which are slow, to 0. */
function flushTraces(): void {
  flush(somaWindowTrace);
  flush(adaptation);
  flush(targetBurstTrace);
  flush(recurrentBurstTrace);
  flush(burstSpikeTrace);
  flush(proximalDrive);
  flush(basalDrive);
}

function flush(vector: usize): void {
  const tiny = f32x4.splat(TINY);
  const end = extent;
  for (let i: usize = 0; i < end; i += 16) {
    const values = v128.load(vector + i);
    v128.store(vector + i, v128.and(values, f32x4.gt(f32x4.abs(values), tiny)));
  }
}
