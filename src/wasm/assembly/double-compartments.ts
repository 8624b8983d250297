/**
 * One time step of the compartments in float64, as `src/models/burst/plain-loops.ts` states it: both give the same bits.
 * Spare elements follow each vector; their neurons stay at rest and have no soma window.
 */
import { pair, pitch } from './doubles';

/** @returns the number of neurons listed in `spiking` */
export function advanceSoma(
  voltage: usize,
  leak: f64,
  reset: f64,
  burstReset: f64,
  burstDrive: f64,
  drive: usize,
  adaptation: usize,
  fatigue: f64,
  targetTrace: usize,
  recurrentTrace: usize,
  burstLimit: f64,
  spiking: usize,
): u32 {
  const zero = f64x2.splat(0);
  const leaks = f64x2.splat(leak);
  const resets = f64x2.splat(reset);
  const burstResets = f64x2.splat(burstReset);
  const burstDrives = f64x2.splat(burstDrive);
  const fatigues = f64x2.splat(fatigue);
  const limits = f64x2.splat(burstLimit);
  let count: u32 = 0;
  for (let i: usize = 0; i < pitch; i += 16) {
    const bursting = v128.or(
      f64x2.gt(pair(targetTrace + i), limits),
      f64x2.gt(pair(recurrentTrace + i), limits),
    );
    const before = pair(voltage + i);
    const current = f64x2.sub(pair(drive + i), f64x2.mul(fatigues, pair(adaptation + i)));
    const amplified = v128.bitselect(f64x2.add(current, burstDrives), current, bursting);
    const after = v128.bitselect(
      v128.bitselect(burstResets, resets, bursting),
      f64x2.add(f64x2.mul(before, leaks), amplified),
      f64x2.gt(before, zero),
    );
    v128.store(voltage + i, after);
    const spikes = i64x2.bitmask(f64x2.gt(after, zero));
    if (spikes & 1) store<u32>(spiking + (count++ << 2), <u32>(i >> 3));
    if (spikes & 2) store<u32>(spiking + (count++ << 2), <u32>(i >> 3) + 1);
  }
  return count;
}

/** `refractory` takes 1 where the voltage was reset, else 0. */
export function advanceApical(
  voltage: usize,
  leak: f64,
  reset: f64,
  constant: f64,
  gain: f64,
  drive: usize,
  windowTrace: usize,
  windowLimit: f64,
  burstTrace: usize,
  kick: f64,
  refractory: usize,
): void {
  const zero = f64x2.splat(0);
  const one = f64x2.splat(1);
  const leaks = f64x2.splat(leak);
  const resets = f64x2.splat(reset);
  const constants = f64x2.splat(constant);
  const gains = f64x2.splat(gain);
  const limits = f64x2.splat(windowLimit);
  const kicks = f64x2.splat(kick);
  for (let i: usize = 0; i < pitch; i += 16) {
    const before = pair(voltage + i);
    const spiked = f64x2.gt(before, zero);
    const driven = f64x2.add(f64x2.mul(before, leaks), f64x2.mul(gains, pair(drive + i)));
    const after = v128.bitselect(resets, f64x2.add(driven, constants), spiked);
    v128.store(voltage + i, after);
    v128.store(refractory + i, v128.and(spiked, one));
    const bursts = v128.and(f64x2.gt(after, zero), f64x2.gt(pair(windowTrace + i), limits));
    if (v128.any_true(bursts)) {
      v128.store(burstTrace + i, f64x2.add(pair(burstTrace + i), v128.and(bursts, kicks)));
    }
  }
}
