/** The apical compartments' part of a time step, and their bursts. */
import { lanesOf, sixteenBits } from './lanes';
import {
  apicalReset,
  burstFresh,
  distalDrive,
  distalVoltage,
  extent,
  membraneLeak,
  newFactor,
  proximalConstant,
  proximalDrive,
  proximalLeak,
  proximalVoltage,
  recurrentBurstTrace,
  somaWindowThreshold,
  somaWindowTrace,
  targetBurstTrace,
} from './memory';
import { followBurst, followed } from './readout';
import { burstScale } from './scales';

/** V^d ← [ V^d (1 − a) + a (…) ] (1 − z^d) + V^apical_reset z^d, and its bursts B = S z^d. */
export function advanceDistals(): void {
  const window = windowLimit();
  const leak = v128.load(membraneLeak);
  const reset = v128.load(apicalReset);
  const end = extent;
  for (let i: usize = 0; i < end; i += 64) {
    const bursts = sixteenBits(
      Apical.advanceDistal(i, window, leak, reset),
      Apical.advanceDistal(i + 16, window, leak, reset),
      Apical.advanceDistal(i + 32, window, leak, reset),
      Apical.advanceDistal(i + 48, window, leak, reset),
    );
    if (bursts) kick(targetBurstTrace, i, bursts);
  }
}

/**
 * V^p ← [ (h or V^p) (1 − a) + a (J ẑ + h + h_ref) ] (1 − z^p) + V^apical_reset z^p, and its bursts B^rec = S z^p. The
 * compiler makes a loop of each call.
 * @param plastic whether to write z^p before this step to `newFactor`, as a mask
 * @param gain a, scaled like the stored drive
 */
export function advanceProximals(plastic: bool, gain: f32): void {
  const leaking = load<f32>(proximalLeak) !== 0;
  if (plastic && leaking) Apical.advanceProximals(true, true, gain);
  else if (plastic) Apical.advanceProximals(true, false, gain);
  else if (leaking) Apical.advanceProximals(false, true, gain);
  else Apical.advanceProximals(false, false, gain);
}

// biome-ignore lint/complexity/noStaticOnlyClass: a decorator, such as that for inlining, can only stand on a method.
class Apical {
  /** @returns a mask of the bursts of four neurons */
  @inline
  static advanceDistal(i: usize, windowLimit: v128, leak: v128, reset: v128): v128 {
    const before = v128.load(i, distalVoltage);
    const zero = f32x4.splat(0);
    const voltage = v128.bitselect(
      reset,
      f32x4.add(f32x4.mul(before, leak), v128.load(i, distalDrive)),
      f32x4.gt(before, zero),
    );
    v128.store(i, voltage, distalVoltage);
    return v128.and(f32x4.gt(v128.load(i, somaWindowTrace), windowLimit), f32x4.gt(voltage, zero));
  }

  @inline
  static advanceProximals(plastic: bool, leaking: bool, gain: f32): void {
    const gains = lanesOf(gain);
    const window = windowLimit();
    const constant = v128.load(proximalConstant);
    const reset = v128.load(apicalReset);
    const end = extent;
    for (let i: usize = 0; i < end; i += 64) {
      const bursts = sixteenBits(
        Apical.advanceProximal(i, plastic, leaking, gains, window, constant, reset),
        Apical.advanceProximal(i + 16, plastic, leaking, gains, window, constant, reset),
        Apical.advanceProximal(i + 32, plastic, leaking, gains, window, constant, reset),
        Apical.advanceProximal(i + 48, plastic, leaking, gains, window, constant, reset),
      );
      if (bursts) kick(recurrentBurstTrace, i, bursts);
    }
  }

  @inline
  static advanceProximal(
    i: usize,
    plastic: bool,
    leaking: bool,
    gain: v128,
    windowLimit: v128,
    constant: v128,
    reset: v128,
  ): v128 {
    const before = v128.load(i, proximalVoltage);
    const zero = f32x4.splat(0);
    const refractory = f32x4.gt(before, zero);
    let rest = constant;
    if (leaking) rest = f32x4.add(f32x4.mul(before, v128.load(proximalLeak)), rest);
    const voltage = v128.bitselect(
      reset,
      f32x4.add(rest, f32x4.mul(gain, v128.load(i, proximalDrive))),
      refractory,
    );
    v128.store(i, voltage, proximalVoltage);
    if (plastic) v128.store(i, refractory, newFactor);
    return v128.and(f32x4.gt(v128.load(i, somaWindowTrace), windowLimit), f32x4.gt(voltage, zero));
  }
}

/** θ_soma, scaled like the stored r. */
function windowLimit(): v128 {
  return lanesOf(load<f32>(somaWindowThreshold) / <f32>burstScale);
}

/** Each burst of sixteen neurons, which begin at `start` bytes of a vector, leaves a kick in its trace. */
function kick(trace: usize, start: usize, bursts: i32): void {
  const fresh = load<f32>(burstFresh) / <f32>burstScale;
  for (; bursts; bursts &= bursts - 1) {
    const place = start + ((<usize>ctz(bursts)) << 2);
    store<f32>(trace + place, load<f32>(trace + place) + fresh);
    if (trace === followed) followBurst(place, fresh);
  }
}
