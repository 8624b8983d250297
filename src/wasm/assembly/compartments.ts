/**
 * One time step of the compartments, equations 1–5 of `src/models/burst/README.md`; `src/models/burst/plain-population.ts`
 * states it without SIMD.
 *
 * A spike is a voltage above 0 and a burst a trace above θ_burst, so neither is stored. An apical compartment that has
 * not been driven since the reset has the same voltage in every neuron. While it sleeps like that, one number stands for its
 * voltages, there are no bursts of its kind, and only `describe` writes the voltages out.
 */
import { advanceDistals, advanceProximals, clearReset, forgetApicalSpikes, listProximals } from './apical';
import { fill } from './columns';
import { fallingLogistic } from './exponential';
import { lanesOf } from './lanes';
import {
  adaptationCurrent,
  burstThreshold,
  distalConstant,
  distalVoltage,
  escapeSteepness,
  extent,
  learningRate,
  membraneGain,
  membraneLeak,
  newFactor,
  proximalConstant,
  proximalLeak,
  proximalVoltage,
  restingInput,
  somaVoltage,
  somaWindowThreshold,
  somaWindowTrace,
} from './memory';
import { adaptationScale, burstScale, decayTraces, renewTraces, synapseScale } from './scales';
import { advanceSomas, forgetSpikes, spikeCount } from './soma';

let distalAwake = false;
let proximalAwake = false;
let basalAwake = false;
let restingDistal: f32 = 0;
let restingProximal: f32 = 0;

/** Every compartment at h. */
export function restCompartments(recurrentProximal: bool, recurrentBasal: bool): void {
  const rest = load<f32>(restingInput);
  restingDistal = rest;
  restingProximal = rest;
  distalAwake = false;
  proximalAwake = false;
  basalAwake = recurrentBasal;
  fill(somaVoltage, rest);
  forgetSpikes();
  forgetApicalSpikes();
  if (load<f32>(distalConstant) > 0) wakeDistal();
  if (recurrentProximal || load<f32>(proximalConstant) > 0) wakeProximal();
}

/** From now on every neuron's distal compartment has a voltage of its own. */
export function wakeDistal(): void {
  if (!distalAwake) fill(distalVoltage, restingDistal);
  distalAwake = true;
}

function wakeProximal(): void {
  if (!proximalAwake) fill(proximalVoltage, restingProximal);
  proximalAwake = true;
}

/** Writes out the voltages of sleeping compartments. */
export function describeSleepers(): void {
  if (!distalAwake) fill(distalVoltage, restingDistal);
  if (!proximalAwake) fill(proximalVoltage, restingProximal);
}

/**
 * Advances everything but recurrent drives and weights: the compartments one after the other, each from old spikes, W and
 * A; the new spikes of the soma set the window S, within which those of an apical compartment are bursts. While the weights
 * learn (`plastic`), `newFactor` receives the factor A of this step.
 * @returns the number of neurons listed in `spikes`
 */
export function advance(plastic: bool): u32 {
  renewTraces();
  // Limits for old values, before the scales of new values replace theirs.
  const burstLimit = load<f32>(burstThreshold) / <f32>burstScale;
  const gain = load<f32>(membraneGain) * <f32>synapseScale;
  const fatigue = load<f32>(adaptationCurrent) * <f32>adaptationScale;
  decayTraces();
  advanceSomas(distalAwake, basalAwake, burstLimit, gain, fatigue);
  if (distalAwake) advanceDistals();
  else restingDistal = load<f32>(membraneLeak) * restingDistal + load<f32>(distalConstant);
  if (proximalAwake) {
    advanceProximals(gain);
    if (plastic) computeFactor();
    listProximals();
  } else restingProximal = load<f32>(proximalLeak) * restingProximal + load<f32>(proximalConstant);
  return spikeCount;
}

/** A = η [ z^d − σ(V^p/δu) ] (1 − z^p_before) S */
function computeFactor(): void {
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  const limit = lanesOf(load<f32>(somaWindowThreshold) / <f32>burstScale);
  const rate = v128.load(learningRate);
  const steepness = v128.load(escapeSteepness);
  const end = extent;
  for (let i: usize = 0; i < end; i += 16) {
    const active = f32x4.gt(v128.load(i, somaWindowTrace), limit);
    if (!v128.any_true(active)) {
      v128.store(i, zero, newFactor);
      continue;
    }
    const probability = fallingLogistic(f32x4.mul(v128.load(i, proximalVoltage), steepness));
    const spike = distalAwake ? v128.and(one, f32x4.gt(v128.load(i, distalVoltage), zero)) : zero;
    v128.store(i, v128.and(active, f32x4.mul(rate, f32x4.sub(spike, probability))), newFactor);
  }
  clearReset(newFactor);
}
