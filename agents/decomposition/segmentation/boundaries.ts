import { boundariesOf, type LabelSequence, requireAligned } from './segments.ts';

/** How well predicted boundaries agree with those of a reference. */
export interface BoundaryScore {
  /** Share of the predicted boundaries that are right. */
  readonly precision: number;
  /** Share of the reference's boundaries that are found. */
  readonly recall: number;
  /** Harmonic mean of the two. */
  readonly f1: number;
}

/**
 * Boundary precision, recall and F1: a predicted boundary is right if it can be matched, one to one, with a boundary of the
 * reference at most `tolerance` steps away. As many as possible are matched. Labels play no role, and the first step of an
 * episode is no boundary. Counts are pooled over episodes; where both have no boundary, all scores are 1.
 *
 * @param tolerance largest distance, steps
 */
export function boundaryScore(
  reference: readonly LabelSequence[],
  predicted: readonly LabelSequence[],
  tolerance: number,
): BoundaryScore {
  requireAligned(reference, predicted);
  if (!(tolerance >= 0))
    throw new RangeError(`tolerance: expected a number of at least 0, received ${tolerance}`);
  let [matched, inReference, inPrediction] = [0, 0, 0];
  reference.forEach((labels, episode) => {
    const [right, guesses] = [boundariesOf(labels), boundariesOf(predicted[episode]!)];
    matched += matchedWithin(right, guesses, tolerance);
    inReference += right.length;
    inPrediction += guesses.length;
  });
  const share = (of: number) => (of === 0 ? (inReference + inPrediction === 0 ? 1 : 0) : matched / of);
  const f1 = inReference + inPrediction === 0 ? 1 : (2 * matched) / (inReference + inPrediction);
  return { precision: share(inPrediction), recall: share(inReference), f1 };
}

/** Largest number of pairs of two ascending lists: of two that are near, the earlier ones can be paired without loss. */
function matchedWithin(a: readonly number[], b: readonly number[], tolerance: number): number {
  let [i, j, matched] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const distance = a[i]! - b[j]!;
    if (Math.abs(distance) <= tolerance) {
      matched++;
      i++;
      j++;
    } else if (distance < 0) i++;
    else j++;
  }
  return matched;
}
