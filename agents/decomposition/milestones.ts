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
 * even where something else came between. Others are attempted each time that they are due, and achieved when the agent comes to the
 * place that they lead to or, in tasks without places, when the expert moves on.
 */
export function attemptsOf(
  trace: Pick<DecisionTrace, 'due' | 'reachedAt' | 'ways'>,
  milestones: readonly (number | null)[],
): Attempt[] {
  const stretches = stretchesOf(trace);
  const seen = new Set<number>();
  return stretches.flatMap((stretch, k) => {
    const { subtask } = stretch;
    const milestone = milestones[subtask] ?? null;
    if (milestone === null) {
      const achieved = k === stretches.length - 1 ? succeeded(trace) : arrived(trace, stretch);
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

/** The stretches of steps in which one subtask was due; where the task has places, from one of them to another. */
function stretchesOf({ due, ways }: Pick<DecisionTrace, 'due' | 'ways'>): Omit<Attempt, 'achieved'>[] {
  const subtasks = due ?? [];
  // A way may lead on in the same direction.
  const keys =
    ways === null ? subtasks : Array.from(subtasks, (subtask, k) => 2 ** 16 * ways.place[k]! + subtask);
  return segmentsOf(keys).map(({ start, end }) => ({
    subtask: subtasks[start]!,
    from: start,
    to: end,
  }));
}

/** Whether a stretch that the expert left led where it was to lead. */
function arrived({ ways }: Pick<DecisionTrace, 'ways'>, { from, to }: { from: number; to: number }): boolean {
  return ways === null || ways.place[to] === ways.destination[from];
}
