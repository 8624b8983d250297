import { exp } from 'gymnasium-js/elementary';

/** β = exp(−dt/τ) of the low-pass x̂ ← β x̂ + (1 − β) x. Both times in the same unit, τ > 0. */
export function lowPassFactor(timeStep: number, timeConstant: number): number {
  return exp(-timeStep / timeConstant);
}
