import { segmentsOf } from './segmentation/segments.ts';
import type { DecisionTrace } from './trace.ts';

/** How an agent followed a change of the subtask that is due. */
export interface Switch {
  /** The subtask that was due before. */
  readonly before: number;
  /** The subtask that is due now. */
  readonly after: number;
  /** Steps by which the agent switched after the expert; below 0 for too early, and null where it never did. */
  readonly latency: number | null;
  /** Steps for which the subtask was due. */
  readonly due: number;
}

/** Compares every change of the subtask that is due with what was carried out. */
export function switchesOf({ due, subtasks }: Pick<DecisionTrace, 'due' | 'subtasks'>): Switch[] {
  const stretches = segmentsOf(due ?? []);
  return stretches.slice(1).map(({ label: after, start: from, end: to }, k) => {
    const { label: before, start: since } = stretches[k]!;
    return { before, after, latency: latencyAt(subtasks, after, since, from, to), due: to - from };
  });
}

function latencyAt(
  subtasks: ArrayLike<number>,
  after: number,
  since: number,
  from: number,
  to: number,
): number | null {
  if (subtasks[from] === after) {
    let first = from;
    while (first > since && subtasks[first - 1] === after) first--;
    return first - from;
  }
  for (let step = from + 1; step < to; step++) if (subtasks[step] === after) return step - from;
  return null;
}

/** A turn that a worker ended by itself, by when the expert would have ended it. */
export interface TurnEnd {
  readonly subtask: number;
  /** Steps for which the subtask remained due after its worker had ended its turn; 0 where it did so in time. */
  readonly early: number;
  /** Steps for which the subtask had not been due any more; 0 where it ended in time. */
  readonly late: number;
  /** False where the episode was over first. */
  readonly ended: boolean;
}

/**
 * The turns of workers that end them by themselves; those of subtasks that were not due at all in them are left out. A turn that
 * was never ended counts where its subtask had been achieved in it.
 */
export function turnEndsOf({
  due,
  subtasks,
  ended,
  endsTurns,
}: Pick<DecisionTrace, 'due' | 'subtasks' | 'ended' | 'endsTurns'>): TurnEnd[] {
  const ends: TurnEnd[] = [];
  const last = subtasks.length - 1;
  for (let step = 0; endsTurns && due !== null && step <= last; step++) {
    if (ended[step] !== 1 && step < last) continue;
    const subtask = subtasks[step]!;
    let early = 0;
    while (due[step + 1 + early] === subtask) early++;
    let late = 0;
    let at = step;
    const inTurn = () => at >= 0 && subtasks[at] === subtask && (at === step || ended[at] !== 1);
    for (; inTurn() && due[at] !== subtask; at--) late++;
    const wasDue = inTurn() || early > 0;
    const isOver = ended[step] === 1;
    if (wasDue && (isOver || late > 0))
      ends.push({ subtask, early, late: early > 0 ? 0 : late, ended: isOver });
  }
  return ends;
}
