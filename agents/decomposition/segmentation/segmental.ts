import { type LabelSequence, overlap, requireAligned, type Segment, segmentsOf } from './segments.ts';

/**
 * Edit score (Lea et al. 2017, Temporal Convolutional Networks for Action Segmentation and Detection): one minus the
 * Levenshtein distance between the sequences of segments' labels, over the length of the longer one; 0 … 1, the mean over
 * episodes. It punishes a wrong order and superfluous segments, and ignores durations. Episodes without steps are left out.
 */
export function editScore(reference: readonly LabelSequence[], predicted: readonly LabelSequence[]): number {
  requireAligned(reference, predicted);
  const scores = reference.flatMap((labels, episode) => {
    const a = segmentsOf(labels).map(({ label }) => label);
    const b = segmentsOf(predicted[episode]!).map(({ label }) => label);
    return a.length === 0 ? [] : [1 - levenshtein(a, b) / Math.max(a.length, b.length)];
  });
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

/** Fewest insertions, removals and replacements that make one sequence of the other (Levenshtein 1966). */
function levenshtein(a: readonly number[], b: readonly number[]): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}

/**
 * Segmental F1@k (Lea et al. 2017): a predicted segment is right if its intersection over union with the reference segment
 * of the same label that it overlaps most is at least k, and no earlier one has found that segment. Counts are pooled over
 * episodes.
 *
 * @param threshold k, above 0, at most 1; 0.1, 0.25 and 0.5 are customary
 */
export function segmentalF1(
  reference: readonly LabelSequence[],
  predicted: readonly LabelSequence[],
  threshold: number,
): number {
  requireAligned(reference, predicted);
  if (!(threshold > 0 && threshold <= 1))
    throw new RangeError(`threshold: expected a number above 0, at most 1, received ${threshold}`);
  let [found, inReference, inPrediction] = [0, 0, 0];
  reference.forEach((labels, episode) => {
    const [right, guesses] = [segmentsOf(labels), segmentsOf(predicted[episode]!)];
    found += segmentsFound(right, guesses, threshold);
    inReference += right.length;
    inPrediction += guesses.length;
  });
  return (2 * found) / (inReference + inPrediction);
}

function segmentsFound(reference: readonly Segment[], predicted: readonly Segment[], threshold: number) {
  const taken = new Uint8Array(reference.length);
  for (const guess of predicted) {
    let [best, largest] = [-1, 0];
    reference.forEach((segment, index) => {
      const ratio = segment.label === guess.label ? intersectionOverUnion(segment, guess) : 0;
      if (ratio > largest) [best, largest] = [index, ratio];
    });
    if (largest >= threshold) taken[best] = 1;
  }
  return taken.reduce((sum, isTaken) => sum + isTaken, 0);
}

function intersectionOverUnion(a: Segment, b: Segment): number {
  const common = overlap(a, b);
  return common / (a.end - a.start + b.end - b.start - common);
}

/**
 * Over-segmentation, 0 … 1: the share of steps outside the predicted segment that covers most of their reference segment;
 * 0 if no reference segment is cut. Labels play no role. The directional Hamming distance of Huang & Dom (1995), with which
 * `mir_eval` compares segmentations (as 1 − distance).
 */
export function overSegmentation(
  reference: readonly LabelSequence[],
  predicted: readonly LabelSequence[],
): number {
  requireAligned(reference, predicted);
  let [outside, total] = [0, 0];
  reference.forEach((labels, episode) => {
    const guesses = segmentsOf(predicted[episode]!);
    for (const segment of segmentsOf(labels)) {
      const covered = guesses.reduce((most, guess) => Math.max(most, overlap(segment, guess)), 0);
      outside += segment.end - segment.start - covered;
    }
    total += labels.length;
  });
  return outside / total;
}

/** Under-segmentation: as {@link overSegmentation}, of predicted segments that lie across boundaries of the reference. */
export function underSegmentation(
  reference: readonly LabelSequence[],
  predicted: readonly LabelSequence[],
): number {
  return overSegmentation(predicted, reference);
}
