import { exp } from 'gymnasium-js/elementary';
import type { NeuronParameters } from '../models/burst/parameters.ts';

/** β = exp(−dt/τ) of the low-pass x̂ ← β x̂ + (1 − β) x. Both times in the same unit, τ > 0. */
export function lowPassFactor(timeStep: number, timeConstant: number): number {
  return exp(-timeStep / timeConstant);
}

/** What is left after a time step of a voltage, λ = 1 − dt/tauMembrane, and β of the three low-passes. */
export function decaysOf({ timeStep, tauMembrane, tauSynapse, tauBurst, tauAdaptation }: NeuronParameters) {
  return {
    membrane: 1 - timeStep / tauMembrane,
    synapse: lowPassFactor(timeStep, tauSynapse),
    burst: lowPassFactor(timeStep, tauBurst),
    adaptation: lowPassFactor(timeStep, tauAdaptation),
  };
}
