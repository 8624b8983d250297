/**
 * One time step of the compartments (model.md, section 1; `src/neuron/population.ts` states it without SIMD).
 *
 * A spike is a voltage above 0 and a burst a trace above θ_burst, so neither is stored. An apical compartment that has
 * not been driven since the reset is the same in every neuron: while it is asleep one number stands for its voltages,
 * there are no bursts of its kind, and only `describe` writes the voltages out.
 */
import { fill } from './columns';
import { logistic } from './exponential';
import {
  adaptation,
  adaptationCurrent,
  adaptationDecay,
  adaptationFresh,
  apicalReset,
  basalDrive,
  burstCurrent,
  burstDecay,
  burstFresh,
  burstResetShift,
  burstSpikeMask,
  burstSpikeTrace,
  burstThreshold,
  distalConstant,
  distalDrive,
  distalVoltage,
  extent,
  inverseEscapeWidth,
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
  synapseDecay,
  targetBurstTrace,
} from './memory';

/** Whether only somatic spikes within bursts travel along the recurrent synapses. */
let burstsOnly = false;
let distalAwake = false;
let proximalAwake = false;
let basalAwake = false;
let restingDistal: f32 = 0;
let restingProximal: f32 = 0;

export function transmitBurstsOnly(yes: bool): void {
  burstsOnly = yes;
}

/** Every compartment at h, everything else 0. */
export function restCompartments(recurrentProximal: bool, recurrentBasal: bool): void {
  const rest = load<f32>(restingInput);
  restingDistal = rest;
  restingProximal = rest;
  distalAwake = false;
  proximalAwake = false;
  basalAwake = recurrentBasal;
  fill(somaVoltage, rest);
  memory.fill(somaWindowTrace, 0, extent);
  memory.fill(adaptation, 0, extent);
  memory.fill(targetBurstTrace, 0, extent);
  memory.fill(recurrentBurstTrace, 0, extent);
  memory.fill(burstSpikeTrace, 0, extent);
  memory.fill(burstSpikeMask, 0, extent);
  memory.fill(proximalDrive, 0, extent);
  memory.fill(basalDrive, 0, extent);
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
 * Advances all compartments. While the recurrent weights learn (`plastic`) the factor A of this step goes to
 * `newFactor`, and the proximal drive is left as it was; otherwise it decays.
 * @returns the number of neurons listed in `spikes`: those that transmit a spike
 */
export function advance(plastic: bool): u32 {
  if (distalAwake) advanceDistal();
  else restingDistal = load<f32>(membraneLeak) * restingDistal + load<f32>(distalConstant);
  if (proximalAwake) advanceProximal(plastic);
  else restingProximal = load<f32>(proximalLeak) * restingProximal + load<f32>(proximalConstant);
  const count = advanceSoma();
  if (plastic) computeFactor();
  return count;
}

/** V^d ← [ V^d (1 − a) + a (…) ] (1 − z^d) + V^apical_reset z^d */
function advanceDistal(): void {
  const leak = v128.load(membraneLeak);
  const reset = v128.load(apicalReset);
  const zero = f32x4.splat(0);
  const end = extent;
  for (let i: usize = 0; i < end; i += 16) {
    const before = v128.load(i, distalVoltage);
    const voltage = f32x4.add(f32x4.mul(before, leak), v128.load(i, distalDrive));
    v128.store(i, v128.bitselect(reset, voltage, f32x4.gt(before, zero)), distalVoltage);
  }
}

/** V^p ← [ (h or V^p) (1 − a) + a (J ẑ + h + h_ref) ] (1 − z^p) + V^apical_reset z^p */
function advanceProximal(plastic: bool): void {
  const leak = v128.load(proximalLeak);
  const gain = v128.load(membraneGain);
  const constant = v128.load(proximalConstant);
  const reset = v128.load(apicalReset);
  const decay = plastic ? f32x4.splat(1) : v128.load(synapseDecay);
  const zero = f32x4.splat(0);
  const end = extent;
  for (let i: usize = 0; i < end; i += 16) {
    const before = v128.load(i, proximalVoltage);
    const drive = v128.load(i, proximalDrive);
    const voltage = f32x4.add(f32x4.add(f32x4.mul(before, leak), f32x4.mul(gain, drive)), constant);
    const spike = f32x4.gt(before, zero);
    v128.store(i, v128.bitselect(reset, voltage, spike), proximalVoltage);
    v128.store(i, f32x4.mul(drive, decay), proximalDrive);
    // Refractory in this step; `computeFactor` turns it into A.
    if (plastic) v128.store(i, spike, newFactor);
  }
}

/**
 * V^s ← [ V^s (1 − a) + a (… + 20 A − b_W W) ] (1 − z^s) + V^soma_reset z^s / (1 + 2 A), from old z^s, W, A; then, from
 * new spikes, the traces r, W, B̃, the window S and the bursts B = S z^d, B^rec = S z^p with their traces.
 */
function advanceSoma(): u32 {
  const zero = f32x4.splat(0);
  const leak = v128.load(membraneLeak);
  const gain = v128.load(membraneGain);
  const reset = v128.load(somaReset);
  const resetShift = v128.load(burstResetShift);
  const amplification = v128.load(burstCurrent);
  const fatigue = v128.load(adaptationCurrent);
  const decay = v128.load(burstDecay);
  const fresh = v128.load(burstFresh);
  const decaySlow = v128.load(adaptationDecay);
  const freshSlow = v128.load(adaptationFresh);
  const decayBasal = v128.load(synapseDecay);
  const windowLimit = v128.load(somaWindowThreshold);
  const burstLimit = v128.load(burstThreshold);
  const always = i32x4.splat(burstsOnly ? 0 : -1);
  const distal = distalAwake;
  const proximal = proximalAwake;
  const basal = basalAwake;
  const end = extent;
  let count: u32 = 0;
  for (let i: usize = 0; i < end; i += 16) {
    const targetTrace = v128.load(i, targetBurstTrace);
    const recurrentTrace = v128.load(i, recurrentBurstTrace);
    const bursting = v128.or(f32x4.gt(targetTrace, burstLimit), f32x4.gt(recurrentTrace, burstLimit));

    const before = v128.load(i, somaVoltage);
    const tired = v128.load(i, adaptation);
    let drive = f32x4.add(v128.load(i, somaDrive), v128.and(amplification, bursting));
    if (basal) {
      const recurrent = v128.load(i, basalDrive);
      v128.store(i, f32x4.mul(recurrent, decayBasal), basalDrive);
      drive = f32x4.add(drive, f32x4.mul(gain, recurrent));
    }
    drive = f32x4.sub(drive, f32x4.mul(fatigue, tired));
    const voltage = v128.bitselect(
      f32x4.add(reset, v128.and(resetShift, bursting)),
      f32x4.add(f32x4.mul(before, leak), drive),
      f32x4.gt(before, zero),
    );
    v128.store(i, voltage, somaVoltage);

    const spike = f32x4.gt(voltage, zero);
    const burstSpike = v128.and(spike, bursting);
    const windowTrace = lowPass(decay, v128.load(i, somaWindowTrace), fresh, spike);
    v128.store(i, burstSpike, burstSpikeMask);
    v128.store(i, windowTrace, somaWindowTrace);
    v128.store(i, lowPass(decaySlow, tired, freshSlow, spike), adaptation);
    v128.store(i, lowPass(decay, v128.load(i, burstSpikeTrace), fresh, burstSpike), burstSpikeTrace);
    const window = f32x4.gt(windowTrace, windowLimit);
    if (distal) {
      const burst = v128.and(window, f32x4.gt(v128.load(i, distalVoltage), zero));
      v128.store(i, lowPass(decay, targetTrace, fresh, burst), targetBurstTrace);
    }
    if (proximal) {
      const burst = v128.and(window, f32x4.gt(v128.load(i, proximalVoltage), zero));
      v128.store(i, lowPass(decay, recurrentTrace, fresh, burst), recurrentBurstTrace);
    }

    let transmitting = i32x4.bitmask(v128.and(spike, v128.or(bursting, always)));
    while (transmitting) {
      store<u32>(count << 2, (<u32>i >> 2) + ctz(transmitting), spikes);
      count++;
      transmitting &= transmitting - 1;
    }
  }
  return count;
}

/** decay · trace + fresh · spike */
function lowPass(decay: v128, trace: v128, fresh: v128, spike: v128): v128 {
  return f32x4.add(f32x4.mul(decay, trace), v128.and(fresh, spike));
}

/** A = η [ z^d − σ(V^p/δu) ] (1 − z^p_before) S;  `newFactor` holds z^p_before as a mask. */
function computeFactor(): void {
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  const limit = v128.load(somaWindowThreshold);
  const rate = v128.load(learningRate);
  const inverseWidth = v128.load(inverseEscapeWidth);
  const end = extent;
  for (let i: usize = 0; i < end; i += 16) {
    const active = v128.andnot(f32x4.gt(v128.load(i, somaWindowTrace), limit), v128.load(i, newFactor));
    if (!v128.any_true(active)) {
      v128.store(i, zero, newFactor);
      continue;
    }
    const probability = logistic(f32x4.mul(v128.load(i, proximalVoltage), inverseWidth));
    const spike = distalAwake ? v128.and(one, f32x4.gt(v128.load(i, distalVoltage), zero)) : zero;
    v128.store(i, v128.and(active, f32x4.mul(rate, f32x4.sub(spike, probability))), newFactor);
  }
}
