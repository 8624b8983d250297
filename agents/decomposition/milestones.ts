import type { Task } from '../../src/task/task.ts';
import { segmentsOf } from './segmentation/segments.ts';
import { type DecisionTrace, succeeded } from './trace.ts';

/** One attempt at a subtask: the steps for which it was due, and whether it was achieved in them. */
export interface Attempt {
  readonly subtask: number;
  /** The first step. */
  readonly from: number;
  /** The step after the last one. */
  readonly to: number;
  readonly achieved: boolean;
}

/**
 * The milestone of each subtask, an index of the task's milestones: the one of the same name; of a last subtask without one,
 * the task itself. Null: the subtask has none, and is achieved when the expert moves on to another one.
 */
export function ownMilestones({
  subtasks,
  milestones,
}: Pick<Task, 'subtasks' | 'milestones'>): (number | null)[] {
  const named = subtasks.names.map((name) => milestones.indexOf(name));
  const last = milestones.length - 1;
  return named.map((milestone, k) => {
    if (milestone >= 0) return milestone;
    return k === named.length - 1 && k > 0 && !named.includes(last) && named[0]! >= 0 ? last : null;
  });
}

/**
 * The attempts of an episode at its subtasks, by what was due. A subtask with a milestone of its own is attempted once an episode,
 * even where something else came between; others are attempted each time that they are due.
 */
export function attemptsOf(
  trace: Pick<DecisionTrace, 'due' | 'reachedAt'>,
  milestones: readonly (number | null)[],
): Attempt[] {
  const stretches = segmentsOf(trace.due ?? []).map(({ label, start, end }) => ({
    subtask: label,
    from: start,
    to: end,
  }));
  const seen = new Set<number>();
  return stretches.flatMap((stretch, k) => {
    const { subtask } = stretch;
    const milestone = milestones[subtask] ?? null;
    if (milestone === null) {
      const achieved = k < stretches.length - 1 || succeeded(trace);
      return [{ ...stretch, achieved }];
    }
    if (seen.has(subtask)) return [];
    seen.add(subtask);
    const same = stretches.filter((other) => other.subtask === subtask);
    const reached = trace.reachedAt[milestone]!;
    const achieved = reached > stretch.from;
    const { to } = same.find((other) => achieved && reached <= other.to) ?? same.at(-1)!;
    return [{ subtask, from: stretch.from, to, achieved }];
  });
}
