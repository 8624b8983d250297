/** The apical compartments' part of a time step, and their bursts. */
import { firm, lanesOf, sixteenBits } from './lanes';
import {
  apicalReset,
  burstFresh,
  distalBits,
  distalDrive,
  distalSpikes,
  distalVoltage,
  extent,
  membraneLeak,
  proximalBits,
  proximalConstant,
  proximalDrive,
  proximalLeak,
  proximalSpikes,
  proximalVoltage,
  recurrentBurstTrace,
  somaWindowThreshold,
  somaWindowTrace,
  targetBurstTrace,
} from './memory';
import { followBurst, followed } from './readout';
import { burstScale } from './scales';
import { listBits, resetTo } from './spikes';

/** Neurons listed in `distalSpikes` and `proximalSpikes`. */
let distalCount: u32 = 0;
let proximalCount: u32 = 0;

/** No apical compartment has spiked. */
export function forgetApicalSpikes(): void {
  distalCount = 0;
  proximalCount = 0;
}

/** V^d ← [ V^d (1 − a) + a (…) ] (1 − z^d) + V^apical_reset z^d, and its bursts B = S z^d. */
export function advanceDistals(): void {
  const leak = v128.load(membraneLeak);
  const end = extent;
  for (let i: usize = 0; i < end; i += 64) {
    const above = sixteenBits(
      Apical.advanceDistal(i, leak),
      Apical.advanceDistal(i + 16, leak),
      Apical.advanceDistal(i + 32, leak),
      Apical.advanceDistal(i + 48, leak),
    );
    store<u16>(distalBits + (i >> 5), <u16>above);
  }
  resetApicals(distalVoltage, distalBits, distalSpikes, distalCount);
  distalCount = listBits(distalBits, distalSpikes);
  recordBursts(targetBurstTrace, distalSpikes, distalCount);
}

/**
 * V^p ← [ (h or V^p) (1 − a) + a (J ẑ + h + h_ref) ] (1 − z^p) + V^apical_reset z^p. The compiler makes a loop of each call.
 * @param gain a, scaled like the stored drive
 */
export function advanceProximals(gain: f32): void {
  if (load<f32>(proximalLeak) !== 0) Apical.advanceProximals(true, gain);
  else Apical.advanceProximals(false, gain);
  resetApicals(proximalVoltage, proximalBits, proximalSpikes, proximalCount);
}

/** vector[i] = 0 where a proximal compartment has just been reset: (1 − z^p). To be called before `listProximals`. */
export function clearReset(vector: usize): void {
  for (let k: u32 = 0; k < proximalCount; k++) store<f32>(vector + load<u32>(proximalSpikes + (k << 2)), 0);
}

/** The new z^p, and the bursts B^rec = S z^p. */
export function listProximals(): void {
  proximalCount = listBits(proximalBits, proximalSpikes);
  recordBursts(recurrentBurstTrace, proximalSpikes, proximalCount);
}

// biome-ignore lint/complexity/noStaticOnlyClass: a decorator, such as that for inlining, can only stand on a method.
class Apical {
  /** @returns a mask of the voltages above 0 of four neurons */
  @inline
  static advanceDistal(i: usize, leak: v128): v128 {
    const voltage = f32x4.add(f32x4.mul(v128.load(i, distalVoltage), leak), v128.load(i, distalDrive));
    v128.store(i, voltage, distalVoltage);
    return f32x4.gt(voltage, f32x4.splat(0));
  }

  @inline
  static advanceProximals(leaking: bool, gain: f32): void {
    const gains = lanesOf(gain);
    const constant = v128.load(proximalConstant);
    const leak = v128.load(proximalLeak);
    const end = extent;
    for (let i: usize = 0; i < end; i += 64) {
      const above = sixteenBits(
        Apical.advanceProximal(i, leaking, gains, constant, leak),
        Apical.advanceProximal(i + 16, leaking, gains, constant, leak),
        Apical.advanceProximal(i + 32, leaking, gains, constant, leak),
        Apical.advanceProximal(i + 48, leaking, gains, constant, leak),
      );
      store<u16>(proximalBits + (i >> 5), <u16>above);
    }
  }

  @inline
  static advanceProximal(i: usize, leaking: bool, gain: v128, constant: v128, leak: v128): v128 {
    let rest = constant;
    if (leaking) rest = f32x4.add(f32x4.mul(v128.load(i, proximalVoltage), leak), rest);
    const voltage = f32x4.add(rest, f32x4.mul(gain, v128.load(i, proximalDrive)));
    v128.store(i, voltage, proximalVoltage);
    return f32x4.gt(voltage, f32x4.splat(0));
  }
}

function resetApicals(voltages: usize, bits: usize, list: usize, count: u32): void {
  const reset = load<f32>(apicalReset);
  for (let k: u32 = 0; k < count; k++) resetTo(voltages, reset, bits, load<u32>(list + (k << 2)));
}

/** Each spike within the window S leaves a kick in its burst trace. */
function recordBursts(trace: usize, list: usize, count: u32): void {
  const limit = firm(load<f32>(somaWindowThreshold) / <f32>burstScale);
  const kick = firm(load<f32>(burstFresh) / <f32>burstScale);
  for (let k: u32 = 0; k < count; k++) {
    const place: usize = load<u32>(list + (k << 2));
    if (!(load<f32>(place, somaWindowTrace) > limit)) continue;
    store<f32>(trace + place, load<f32>(trace + place) + kick);
    if (trace === followed) followBurst(place, kick);
  }
}
