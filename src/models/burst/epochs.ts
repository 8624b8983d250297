/** Largest number of fast sums in an epoch; the WebAssembly memory reserves space for them. */
export const MOST_FAST_SUMS = 8;

/** How the sums of weight changes are kept, see `event-recurrence.ts`: an epoch is `fastSums` times `fastSteps` long. */
export interface Epochs {
  /** Steps for which a fast sum takes new spikes. */
  readonly fastSteps: number;
  /** Number of fast sums in an epoch. */
  readonly fastSums: number;
}

/**
 * The longest epochs in which neither decay's power becomes larger than a precision allows.
 * @param decays λ of the membrane and β of the synapse
 * @param largestPower largest λ^−m and β^−m: their size is the loss of precision
 * @param longest largest number of steps of an epoch, for any decays
 * @returns null where one of the powers does so within a step
 */
export function epochsWithin(
  decays: { readonly membrane: number; readonly synapse: number },
  largestPower: number,
  longest: number,
): Epochs | null {
  const slowSteps = stepsWithin(decays.membrane, largestPower, longest);
  const fastSteps = Math.min(stepsWithin(decays.synapse, largestPower, longest), slowSteps);
  if (fastSteps === 0) return null;
  return { fastSteps, fastSums: Math.min(MOST_FAST_SUMS, Math.floor(slowSteps / fastSteps)) };
}

/** The most steps m, up to `longest`, with decay^−m ≤ largestPower. */
function stepsWithin(decay: number, largestPower: number, longest: number): number {
  let steps = 0;
  for (let power = decay; power * largestPower >= 1 && steps < longest; power *= decay) steps++;
  return steps;
}
