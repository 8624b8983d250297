/**
 * The labels of an episode, one for each step: which subtask was under way. Labels are whole numbers; which numbers they are
 * has no meaning beyond their equality.
 */
export type LabelSequence = ArrayLike<number>;

/** A run of steps with the same label. */
export interface Segment {
  readonly label: number;
  /** Its first step. */
  readonly start: number;
  /** The step after its last one. */
  readonly end: number;
}

/** The longest runs of equal labels, in order. */
export function segmentsOf(labels: LabelSequence): Segment[] {
  const segments: Segment[] = [];
  let start = 0;
  for (let step = 1; step <= labels.length; step++) {
    if (step < labels.length && labels[step] === labels[start]) continue;
    if (step > start) segments.push({ label: labels[start]!, start, end: step });
    start = step;
  }
  return segments;
}

/** The steps at which another label begins; the first step of an episode is no boundary. */
export function boundariesOf(labels: LabelSequence): number[] {
  return segmentsOf(labels)
    .slice(1)
    .map(({ start }) => start);
}

/** Number of steps that two segments share. */
export function overlap(a: Segment, b: Segment): number {
  return Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start));
}

/** @throws RangeError when the labels are not of the same episodes, or there are none */
export function requireAligned(
  reference: readonly LabelSequence[],
  predicted: readonly LabelSequence[],
): void {
  if (reference.length !== predicted.length)
    throw new RangeError(`predicted: expected ${reference.length} episodes, received ${predicted.length}`);
  reference.forEach(({ length }, episode) => {
    if (predicted[episode]!.length !== length)
      throw new RangeError(
        `predicted[${episode}]: expected ${length} labels, received ${predicted[episode]!.length}`,
      );
  });
  if (reference.every(({ length }) => length === 0))
    throw new RangeError('reference: expected at least one labelled step, received none');
}
