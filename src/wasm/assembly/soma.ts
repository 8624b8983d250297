/** The soma's part of a time step, and the list of its spikes. */
import { lanesOf, sixteenBits } from './lanes';
import {
  adaptation,
  adaptationFresh,
  basalDrive,
  burstCurrent,
  burstFresh,
  burstResetShift,
  burstSpikes,
  burstSpikeTrace,
  extent,
  membraneLeak,
  recurrentBurstTrace,
  somaDrive,
  somaReset,
  somaVoltage,
  somaWindowTrace,
  spikes,
  targetBurstTrace,
} from './memory';
import { followBurst, followed } from './readout';
import { adaptationScale, burstScale } from './scales';

/** Whether only somatic spikes within bursts travel along the recurrent synapses. */
let burstsOnly = false;
/** Neurons listed in `spikes`: those that transmit a spike in this step. */
export let spikeCount: u32 = 0;
/** Neurons listed in `burstSpikes`: those with z^s · A(previous). */
export let burstSpikeCount: u32 = 0;

export function transmitBurstsOnly(yes: bool): void {
  burstsOnly = yes;
}

export function forgetSpikes(): void {
  spikeCount = 0;
  burstSpikeCount = 0;
}

/**
 * V^s ← [ V^s (1 − a) + a (… + 20 A − b_W W) ] (1 − z^s) + V^soma_reset z^s / (1 + 2 A), and the traces of its spikes.
 * The compiler makes a loop of each call, without the parts that the call does not need.
 * @param distal whether there can be target bursts
 * @param basal whether there are recurrent synapses at the soma
 * @param burstLimit θ_burst, `gain` a, `fatigue` a b_W: scaled like the stored old traces
 */
export function advanceSomas(distal: bool, basal: bool, burstLimit: f32, gain: f32, fatigue: f32): void {
  if (basal) Soma.advanceAll(distal, true, burstLimit, gain, fatigue);
  else if (distal) Soma.advanceAll(true, false, burstLimit, gain, fatigue);
  else Soma.advanceAll(false, false, burstLimit, gain, fatigue);
}

// biome-ignore lint/complexity/noStaticOnlyClass: a decorator, such as that for inlining, can only stand on a method.
class Soma {
  @inline
  static advanceAll(distal: bool, basal: bool, burstLimit: f32, gain: f32, fatigue: f32): void {
    const limits = lanesOf(burstLimit);
    const gains = lanesOf(gain);
    const fatigues = lanesOf(fatigue);
    const leak = v128.load(membraneLeak);
    const current = v128.load(burstCurrent);
    const reset = v128.load(somaReset);
    const shift = v128.load(burstResetShift);
    const kick = load<f32>(burstFresh) / <f32>burstScale;
    const slowKick = load<f32>(adaptationFresh) / <f32>adaptationScale;
    const end = extent;
    forgetSpikes();
    for (let i: usize = 0; i < end; i += 64) {
      const spiking = sixteenBits(
        Soma.advanceFour(i, distal, basal, limits, gains, fatigues, leak, current, reset, shift),
        Soma.advanceFour(i + 16, distal, basal, limits, gains, fatigues, leak, current, reset, shift),
        Soma.advanceFour(i + 32, distal, basal, limits, gains, fatigues, leak, current, reset, shift),
        Soma.advanceFour(i + 48, distal, basal, limits, gains, fatigues, leak, current, reset, shift),
      );
      if (spiking) listSpikes(i, spiking, distal, burstLimit, kick, slowKick);
    }
  }

  /**
   * `limit` … `shift` are the same for all neurons; engines keep arguments in registers but load constants anew in every turn.
   * @returns a mask of the spikes
   */
  @inline
  static advanceFour(
    i: usize,
    distal: bool,
    basal: bool,
    limit: v128,
    gain: v128,
    fatigue: v128,
    leak: v128,
    current: v128,
    reset: v128,
    shift: v128,
  ): v128 {
    let bursting = f32x4.gt(v128.load(i, recurrentBurstTrace), limit);
    // While the distal compartment sleeps there is no trace of a target burst.
    if (distal) bursting = v128.or(bursting, f32x4.gt(v128.load(i, targetBurstTrace), limit));
    let drive = f32x4.add(v128.load(i, somaDrive), v128.and(current, bursting));
    if (basal) drive = f32x4.add(drive, f32x4.mul(gain, v128.load(i, basalDrive)));
    drive = f32x4.sub(drive, f32x4.mul(fatigue, v128.load(i, adaptation)));
    const before = v128.load(i, somaVoltage);
    const zero = f32x4.splat(0);
    const voltage = v128.bitselect(
      f32x4.add(reset, v128.and(shift, bursting)),
      f32x4.add(f32x4.mul(before, leak), drive),
      f32x4.gt(before, zero),
    );
    v128.store(i, voltage, somaVoltage);
    return f32x4.gt(voltage, zero);
  }
}

/**
 * Records the spikes of sixteen neurons: kicks in r, W and, within a burst, B̃; and entries in the lists.
 * @param start offset of the first of the sixteen in a vector, bytes
 * @param spiking a bit for each
 */
function listSpikes(
  start: usize,
  spiking: i32,
  distal: bool,
  burstLimit: f32,
  kick: f32,
  slowKick: f32,
): void {
  for (; spiking; spiking &= spiking - 1) {
    const place = start + ((<usize>ctz(spiking)) << 2);
    store<f32>(place, load<f32>(place, somaWindowTrace) + kick, somaWindowTrace);
    store<f32>(place, load<f32>(place, adaptation) + slowKick, adaptation);
    const withinBurst =
      load<f32>(place, recurrentBurstTrace) > burstLimit ||
      (distal && load<f32>(place, targetBurstTrace) > burstLimit);
    if (withinBurst) {
      store<f32>(place, load<f32>(place, burstSpikeTrace) + kick, burstSpikeTrace);
      if (followed === burstSpikeTrace) followBurst(place, kick);
      store<u32>(burstSpikeCount++ << 2, <u32>place >> 2, burstSpikes);
    }
    if (withinBurst || !burstsOnly) store<u32>(spikeCount++ << 2, <u32>place >> 2, spikes);
  }
}
