import { decaysOf } from './compartments.ts';
import { type Epochs, epochsWithin, MOST_FAST_SUMS } from './epochs.ts';
import type { NeuronParameters } from './parameters.ts';

/** Longest time, in steps, before the weight-change sums start anew. */
const LONGEST_EPOCH = 128;
/** Largest λ^−m and β^−m before that: their size is the loss of precision (β^−16 ≈ 3000 as published). */
const LARGEST_POWER = 3000;
/** Smallest difference between λ and β: κ grows as its inverse. */
const CLOSEST_DECAYS = 1e-3;
/** A power of β below which a fast sum takes no new factors: they would be lost in the rounding of the sum. */
const FORGOTTEN = 1e-17;

/** The epochs of an `EventRecurrence`. */
export interface EventEpochs extends Epochs {
  /** Number of fast sums, counted from the newest, that new factors still change. */
  readonly livingSums: number;
}

/**
 * The epochs that a population's time constants allow in float64.
 * @returns null where membrane and synapse decay alike, or one of them decays within a fraction of a time step
 */
export function eventEpochs(neuron: NeuronParameters): EventEpochs | null {
  const decays = decaysOf(neuron);
  if (Math.abs(decays.membrane - decays.synapse) < CLOSEST_DECAYS) return null;
  const epochs = epochsWithin(decays, LARGEST_POWER, LONGEST_EPOCH);
  return epochs && { ...epochs, livingSums: 1 + sumsUntilForgotten(decays.synapse ** epochs.fastSteps) };
}

/** Number of powers of `decay` that are not yet forgotten. */
function sumsUntilForgotten(decay: number): number {
  let sums = 0;
  for (let power = 1; power > FORGOTTEN && sums < MOST_FAST_SUMS; power *= decay) sums++;
  return sums;
}
