/**
 * One time step of the compartments (model.md, section 1; `src/neuron/population.ts` states it without SIMD).
 *
 * A spike is a voltage above 0 and a burst a trace above θ_burst, so neither is stored. An apical compartment that has
 * not been driven since the reset is the same in every neuron: while it is asleep one number stands for its voltages,
 * there are no bursts of its kind, and only `describe` writes the voltages out.
 */
import { fill } from './columns';
import { fallingLogistic } from './exponential';
import { lanesOf } from './lanes';
import {
  adaptation,
  adaptationCurrent,
  adaptationFresh,
  apicalReset,
  basalDrive,
  burstCurrent,
  burstFresh,
  burstResetShift,
  burstSpikes,
  burstSpikeTrace,
  burstThreshold,
  distalConstant,
  distalDrive,
  distalVoltage,
  escapeSteepness,
  extent,
  learningRate,
  membraneGain,
  membraneLeak,
  newFactor,
  proximalConstant,
  proximalDrive,
  proximalLeak,
  proximalVoltage,
  recurrentBurstTrace,
  restingInput,
  somaDrive,
  somaReset,
  somaVoltage,
  somaWindowThreshold,
  somaWindowTrace,
  spikes,
  targetBurstTrace,
} from './memory';
import { adaptationScale, burstScale, decayTraces, renewTraces, synapseScale } from './scales';

/** Whether only somatic spikes within bursts travel along the recurrent synapses. */
let burstsOnly = false;
/** Neurons listed in `burstSpikes`: those with z^s · A(previous). */
export let burstSpikeCount: u32 = 0;

let distalAwake = false;
let proximalAwake = false;
let basalAwake = false;
let restingDistal: f32 = 0;
let restingProximal: f32 = 0;

export function transmitBurstsOnly(yes: bool): void {
  burstsOnly = yes;
}

/** Every compartment at h. */
export function restCompartments(recurrentProximal: bool, recurrentBasal: bool): void {
  const rest = load<f32>(restingInput);
  restingDistal = rest;
  restingProximal = rest;
  distalAwake = false;
  proximalAwake = false;
  basalAwake = recurrentBasal;
  burstSpikeCount = 0;
  fill(somaVoltage, rest);
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

/** Writes the voltages of sleeping compartments out. */
export function describeSleepers(): void {
  if (!distalAwake) fill(distalVoltage, restingDistal);
  if (!proximalAwake) fill(proximalVoltage, restingProximal);
}

/**
 * Advances everything but recurrent drives and weights. While the weights learn (`plastic`) the factor A of this step goes
 * to `newFactor`.
 * @returns the number of neurons listed in `spikes`: those that transmit a spike
 */
export function advance(plastic: bool): u32 {
  renewTraces();
  if (!distalAwake) restingDistal = load<f32>(membraneLeak) * restingDistal + load<f32>(distalConstant);
  if (!proximalAwake)
    restingProximal = load<f32>(proximalLeak) * restingProximal + load<f32>(proximalConstant);
  const count = advanceNeurons(plastic);
  if (plastic) computeFactor();
  return count;
}

/**
 * V^p ← [ (h or V^p) (1 − a) + a (J ẑ + h + h_ref) ] (1 − z^p) + V^apical_reset z^p
 * V^d ← [ V^d (1 − a) + a (…) ] (1 − z^d) + V^apical_reset z^d
 * V^s ← [ V^s (1 − a) + a (… + 20 A − b_W W) ] (1 − z^s) + V^soma_reset z^s / (1 + 2 A)
 *
 * from old spikes, W and A; then, of the new spikes, the traces r, W, B̃, the window S and the bursts B = S z^d and
 * B^rec = S z^p with their traces.
 *
 * What is usual has a loop of its own in which nothing is left to decide: the compiler makes one of each call.
 */
function advanceNeurons(plastic: bool): u32 {
  if (proximalAwake && !basalAwake && !burstsOnly) {
    if (plastic && distalAwake) return Neurons.advance(true, true, true, false, false);
    if (!plastic && !distalAwake) return Neurons.advance(false, false, true, false, false);
  }
  return Neurons.advance(plastic, distalAwake, proximalAwake, basalAwake, burstsOnly);
}

// biome-ignore lint/complexity/noStaticOnlyClass: only of a method may one say that calls of it are to be inlined.
class Neurons {
  @inline
  static advance(plastic: bool, distal: bool, proximal: bool, basal: bool, selective: bool): u32 {
    const zero = f32x4.splat(0);
    const leak = v128.load(membraneLeak);
    const leakProximal = v128.load(proximalLeak);
    const constantProximal = v128.load(proximalConstant);
    const recurrentGain = lanesOf(load<f32>(membraneGain) * <f32>synapseScale);
    const resetApical = v128.load(apicalReset);
    const reset = v128.load(somaReset);
    const resetShift = v128.load(burstResetShift);
    const amplification = v128.load(burstCurrent);
    const fatigue = lanesOf(load<f32>(adaptationCurrent) * <f32>adaptationScale);
    const burstLimit = lanesOf(load<f32>(burstThreshold) / <f32>burstScale);
    // Old values until here, new ones from here on.
    decayTraces();
    const windowLimit = lanesOf(load<f32>(somaWindowThreshold) / <f32>burstScale);
    const kick = load<f32>(burstFresh) / <f32>burstScale;
    const kicks = lanesOf(kick);
    const slowKick = load<f32>(adaptationFresh) / <f32>adaptationScale;
    const end = extent;
    let count: u32 = 0;
    let bursts: u32 = 0;
    for (let i: usize = 0; i < end; i += 16) {
      let bursting = f32x4.gt(v128.load(i, recurrentBurstTrace), burstLimit);
      // While the distal compartment sleeps nothing has left a target burst.
      if (distal) bursting = v128.or(bursting, f32x4.gt(v128.load(i, targetBurstTrace), burstLimit));
      const before = v128.load(i, somaVoltage);
      let drive = f32x4.add(v128.load(i, somaDrive), v128.and(amplification, bursting));
      if (basal) drive = f32x4.add(drive, f32x4.mul(recurrentGain, v128.load(i, basalDrive)));
      drive = f32x4.sub(drive, f32x4.mul(fatigue, v128.load(i, adaptation)));
      const soma = v128.bitselect(
        f32x4.add(reset, v128.and(resetShift, bursting)),
        f32x4.add(f32x4.mul(before, leak), drive),
        f32x4.gt(before, zero),
      );
      v128.store(i, soma, somaVoltage);

      let spiking = i32x4.bitmask(f32x4.gt(soma, zero));
      if (spiking) {
        const burstBits = i32x4.bitmask(bursting);
        do {
          const lane = <usize>ctz(spiking);
          const place = i + (lane << 2);
          store<f32>(place, load<f32>(place, somaWindowTrace) + kick, somaWindowTrace);
          store<f32>(place, load<f32>(place, adaptation) + slowKick, adaptation);
          const withinBurst = (burstBits >> <i32>lane) & 1;
          if (withinBurst) {
            store<f32>(place, load<f32>(place, burstSpikeTrace) + kick, burstSpikeTrace);
            store<u32>(bursts++ << 2, <u32>place >> 2, burstSpikes);
          }
          if (withinBurst || !selective) store<u32>(count++ << 2, <u32>place >> 2, spikes);
          spiking &= spiking - 1;
        } while (spiking);
      }

      const window = f32x4.gt(v128.load(i, somaWindowTrace), windowLimit);
      if (distal) {
        const old = v128.load(i, distalVoltage);
        const voltage = v128.bitselect(
          resetApical,
          f32x4.add(f32x4.mul(old, leak), v128.load(i, distalDrive)),
          f32x4.gt(old, zero),
        );
        v128.store(i, voltage, distalVoltage);
        addBursts(targetBurstTrace + i, v128.and(window, f32x4.gt(voltage, zero)), kicks);
      }
      if (proximal) {
        const old = v128.load(i, proximalVoltage);
        const spike = f32x4.gt(old, zero);
        const rest = f32x4.add(f32x4.mul(old, leakProximal), constantProximal);
        const voltage = v128.bitselect(
          resetApical,
          f32x4.add(rest, f32x4.mul(recurrentGain, v128.load(i, proximalDrive))),
          spike,
        );
        v128.store(i, voltage, proximalVoltage);
        // Refractory in this step; `computeFactor` turns it into A.
        if (plastic) v128.store(i, spike, newFactor);
        addBursts(recurrentBurstTrace + i, v128.and(window, f32x4.gt(voltage, zero)), kicks);
      }
    }
    burstSpikeCount = bursts;
    return count;
  }
}

/** Each burst leaves a kick in its trace. */
function addBursts(trace: usize, bursts: v128, kick: v128): void {
  if (!v128.any_true(bursts)) return;
  v128.store(trace, f32x4.add(v128.load(trace), v128.and(bursts, kick)));
}

/** A = η [ z^d − σ(V^p/δu) ] (1 − z^p_before) S;  `newFactor` holds z^p_before as a mask. */
function computeFactor(): void {
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  const limit = lanesOf(load<f32>(somaWindowThreshold) / <f32>burstScale);
  const rate = v128.load(learningRate);
  const steepness = v128.load(escapeSteepness);
  const end = extent;
  for (let i: usize = 0; i < end; i += 16) {
    const active = v128.andnot(f32x4.gt(v128.load(i, somaWindowTrace), limit), v128.load(i, newFactor));
    if (!v128.any_true(active)) {
      v128.store(i, zero, newFactor);
      continue;
    }
    const probability = fallingLogistic(f32x4.mul(v128.load(i, proximalVoltage), steepness));
    const spike = distalAwake ? v128.and(one, f32x4.gt(v128.load(i, distalVoltage), zero)) : zero;
    v128.store(i, v128.and(active, f32x4.mul(rate, f32x4.sub(spike, probability))), newFactor);
  }
}
