/**
 * Low-passes x̂ ← β x̂ + (1 − β) x and their renewal. A decaying value never reaches 0 where β > ½, because the smallest denormal
 * number then rounds to itself; and denormal numbers are slow. So decaying values are renewed every few steps: those that are
 * too small to matter become 0.
 */
import { exp } from 'gymnasium-js/elementary';
import type { RealVector } from './vectors.ts';

/** β = exp(−dt/τ). Both times in the same unit, τ > 0. */
export function lowPassFactor(timeStep: number, timeConstant: number): number {
  return exp(-timeStep / timeConstant);
}

/** Most steps between two renewals. */
export const LONGEST_PERIOD = 32;
/** Smallest magnitude that renewal keeps: added to any value of interest, a smaller one is lost in rounding. */
export const SMALLEST = 1e-200;

/** Steps between two renewals during which a scale that decays by the given factor stays above SMALLEST. */
export function renewalPeriod(decay: number): number {
  let steps = 1;
  for (let scale = decay * decay; scale >= SMALLEST && steps < LONGEST_PERIOD; scale *= decay) steps++;
  return steps;
}

/** The value, or 0 where it is too small to matter. */
export function renewed(value: number): number {
  return Math.abs(value) < SMALLEST ? 0 : value;
}

/** Renews every element, in place. */
export function renew(values: RealVector): void {
  for (let i = 0; i < values.length; i++) values[i] = renewed(values[i]);
}
