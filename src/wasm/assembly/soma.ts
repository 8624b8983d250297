/** The soma's part of a time step, and the list of its spikes. */
import { firm, lanesOf, sixteenBits } from './lanes';
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
  somaBits,
  somaDrive,
  somaReset,
  somaSpikes,
  somaVoltage,
  somaWindowTrace,
  spikes,
  targetBurstTrace,
} from './memory';
import { followBurst, followed } from './readout';
import { adaptationScale, burstScale } from './scales';
import { listBits, resetTo } from './spikes';

/** Neurons listed in `somaSpikes`. */
let count: u32 = 0;
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
  count = 0;
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
  resetSomas(distal, burstLimit);
  count = listBits(somaBits, somaSpikes);
  recordSpikes(distal, burstLimit);
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
    const end = extent;
    for (let i: usize = 0; i < end; i += 64) {
      const above = sixteenBits(
        Soma.advanceFour(i, distal, basal, limits, gains, fatigues, leak, current),
        Soma.advanceFour(i + 16, distal, basal, limits, gains, fatigues, leak, current),
        Soma.advanceFour(i + 32, distal, basal, limits, gains, fatigues, leak, current),
        Soma.advanceFour(i + 48, distal, basal, limits, gains, fatigues, leak, current),
      );
      store<u16>(somaBits + (i >> 5), <u16>above);
    }
  }

  /**
   * Advances four neurons as if none of them had spiked before. `limit` … `current` are the same for all neurons; engines
   * keep arguments in registers but load constants anew in every turn.
   * @returns a mask of the voltages above 0
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
  ): v128 {
    let bursting = f32x4.gt(v128.load(i, recurrentBurstTrace), limit);
    // While the distal compartment sleeps there is no trace of a target burst.
    if (distal) bursting = v128.or(bursting, f32x4.gt(v128.load(i, targetBurstTrace), limit));
    let drive = f32x4.add(v128.load(i, somaDrive), v128.and(current, bursting));
    if (basal) drive = f32x4.add(drive, f32x4.mul(gain, v128.load(i, basalDrive)));
    drive = f32x4.sub(drive, f32x4.mul(fatigue, v128.load(i, adaptation)));
    const voltage = f32x4.add(f32x4.mul(v128.load(i, somaVoltage), leak), drive);
    v128.store(i, voltage, somaVoltage);
    return f32x4.gt(voltage, f32x4.splat(0));
  }
}

function resetSomas(distal: bool, burstLimit: f32): void {
  const reset = load<f32>(somaReset);
  const shift = load<f32>(burstResetShift);
  for (let k: u32 = 0; k < count; k++) {
    const place: usize = load<u32>(somaSpikes + (k << 2));
    const bursting = isBursting(place, distal, burstLimit);
    resetTo(somaVoltage, reset + onlyIf(bursting, shift), somaBits, place);
  }
}

/** A: whether a burst is under way. Without a branch, because no processor could predict it. */
function isBursting(place: usize, distal: bool, burstLimit: f32): bool {
  const recurrent = load<f32>(place, recurrentBurstTrace) > burstLimit;
  const target = load<f32>(place, targetBurstTrace) > burstLimit;
  return <bool>(<i32>recurrent | (<i32>distal & <i32>target));
}

/** The number or 0. Engines would make a branch of `select`. */
function onlyIf(condition: bool, value: f32): f32 {
  return reinterpret<f32>(reinterpret<i32>(value) & -(<i32>condition));
}

/** Records spikes: kicks in r, W and, within a burst, B̃; and entries in the lists. */
function recordSpikes(distal: bool, burstLimit: f32): void {
  const kick = firm(load<f32>(burstFresh) / <f32>burstScale);
  const slowKick = firm(load<f32>(adaptationFresh) / <f32>adaptationScale);
  spikeCount = 0;
  burstSpikeCount = 0;
  for (let k: u32 = 0; k < count; k++) {
    const place: usize = load<u32>(somaSpikes + (k << 2));
    store<f32>(place, load<f32>(place, somaWindowTrace) + kick, somaWindowTrace);
    store<f32>(place, load<f32>(place, adaptation) + slowKick, adaptation);
    const withinBurst = isBursting(place, distal, burstLimit);
    store<f32>(place, load<f32>(place, burstSpikeTrace) + onlyIf(withinBurst, kick), burstSpikeTrace);
    store<u32>(burstSpikeCount << 2, <u32>place >> 2, burstSpikes);
    burstSpikeCount += <u32>withinBurst;
    store<u32>(spikeCount << 2, <u32>place >> 2, spikes);
    spikeCount += <u32>withinBurst | <u32>!burstsOnly;
  }
  if (followed !== burstSpikeTrace) return;
  for (let k: u32 = 0; k < burstSpikeCount; k++) followBurst(load<u32>(k << 2, burstSpikes) << 2, kick);
}
