/**
 * What decays from step to step loses, from time to time, what has become too small to matter. Left alone it would not reach 0:
 * where β > ½, the smallest denormal number rounds to itself, and denormal numbers are slow.
 */

/** Most steps between two renewals. */
import type { RealVector } from './vectors.ts';
export const LONGEST_PERIOD = 32;
/** Nothing beside anything that it could be added to; and the smallest that the scale of stored traces may become. */
export const SMALLEST = 1e-200;

/** Steps between two renewals during which a scale that decays so stays above SMALLEST. */
export function renewalPeriod(decay: number): number {
  let steps = 1;
  for (let scale = decay * decay; scale >= SMALLEST && steps < LONGEST_PERIOD; scale *= decay) steps++;
  return steps;
}

/** 0 for what is too small to matter. */
export function renewed(value: number): number {
  return Math.abs(value) < SMALLEST ? 0 : value;
}

/** The same, in place. */
export function renew(values: RealVector): void {
  for (let i = 0; i < values.length; i++) if (Math.abs(values[i]) < SMALLEST) values[i] = 0;
}
