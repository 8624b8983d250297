import type { Task } from '../../src/task/task.ts';
import { attemptsOf, ownMilestones } from './milestones.ts';
import { segmentsOf } from './segmentation/segments.ts';
import { type Switch, switchesOf, type TurnEnd, turnEndsOf } from './switches.ts';
import type { DecisionTrace } from './trace.ts';

/** What became of one subtask in the episodes of a cast. */
export interface SubtaskBehaviour {
  /** Turns in which it was carried out. */
  readonly turns: number;
  /** Steps in which it was carried out. */
  readonly steps: number;
  /** Steps in which it was due. */
  readonly dueSteps: number;
  /** How often it was attempted. */
  readonly attempts: number;
  readonly achieved: number;
  /** Steps of each attempt that achieved it. */
  readonly durations: readonly number[];
  /** Mean distance of the action from the expert's while it was carried out and due, in units of the expert's; null if never asked. */
  readonly actionError: number | null;
  /** Share of the most common action in the steps in which it was carried out and due, vectors rounded to 1/100; null if never asked. */
  readonly constancy: number | null;
}

/** In how many steps a worker was nearer to what the expert would have done for another subtask than for its own, or farther. */
export interface Likeness {
  readonly nearer: number;
  readonly farther: number;
}

/** What a cast did, over all of its episodes. */
export interface Behaviour {
  readonly subtasks: readonly SubtaskBehaviour[];
  /** Steps by what was due and what was carried out: `[due][carried out]`. */
  readonly confusion: readonly (readonly number[])[];
  /** `[carried out][other]`, in steps in which the expert would have acted differently for the two; zeros if not recorded. */
  readonly likeness: readonly (readonly Likeness[])[];
  /** Whether workers end their turns by themselves, and the manager is called then. */
  readonly endsTurns: boolean;
  readonly switches: readonly Switch[];
  readonly turnEnds: readonly TurnEnd[];
}

/** What a cast did. @param traces of a task with an expert */
export function behaviourOf(
  task: Pick<Task, 'subtasks' | 'milestones'>,
  traces: readonly DecisionTrace[],
): Behaviour {
  const { names } = task.subtasks;
  const milestones = ownMilestones(task);
  const confusion = names.map(() => names.map(() => 0));
  const turns = names.map(() => 0);
  const errors = names.map(() => ({ sum: 0, norm: 0, steps: 0 }));
  for (const trace of traces) {
    for (const { label } of segmentsOf(trace.subtasks)) if (label >= 0) turns[label]!++;
    addConfusion(confusion, trace);
    addErrors(errors, trace);
  }
  const common = names.map((_, k) => constancyOf(traces, k));
  const attempts = traces.flatMap((trace) => attemptsOf(trace, milestones));
  const subtasks = names.map((_, k): SubtaskBehaviour => {
    const own = attempts.filter(({ subtask }) => subtask === k);
    const { sum, norm, steps } = errors[k]!;
    return {
      turns: turns[k]!,
      steps: confusion.reduce((total, row) => total + row[k]!, 0),
      dueSteps: confusion[k]!.reduce((total, count) => total + count, 0),
      attempts: own.length,
      achieved: own.filter(({ achieved }) => achieved).length,
      durations: own.flatMap(({ achieved, from, to }) => (achieved ? [to - from] : [])),
      actionError: steps === 0 ? null : sum / (norm || 1),
      constancy: common[k]!,
    };
  });
  return {
    subtasks,
    confusion,
    likeness: likenessOf(names.length, traces),
    endsTurns: traces.some(({ endsTurns }) => endsTurns),
    switches: traces.flatMap(switchesOf),
    turnEnds: traces.flatMap(turnEndsOf),
  };
}

function addConfusion(confusion: number[][], { due, subtasks }: DecisionTrace): void {
  if (due === null) return;
  for (let step = 0; step < due.length; step++)
    if (subtasks[step]! >= 0) confusion[due[step]!]![subtasks[step]!]!++;
}

/** Single whole numbers are names of actions, which agree or do not; others are vectors. */
function addErrors(errors: { sum: number; norm: number; steps: number }[], trace: DecisionTrace): void {
  const { actions, rightActions, actionSize, subtasks, due } = trace;
  if (rightActions === null || due === null) return;
  const isName = actionSize === 1 && rightActions.every(Number.isInteger);
  for (let step = 0; step < subtasks.length; step++) {
    if (subtasks[step] !== due[step]) continue;
    const error = errors[due[step]!]!;
    let [off, size] = [0, 0];
    for (let i = step * actionSize; i < (step + 1) * actionSize; i++) {
      off += (actions[i]! - rightActions[i]!) ** 2;
      size += rightActions[i]! ** 2;
    }
    error.sum += isName ? Number(off > 0) : Math.sqrt(off);
    error.norm += isName ? 1 : Math.sqrt(size);
    error.steps++;
  }
}

function constancyOf(traces: readonly DecisionTrace[], subtask: number): number | null {
  const counts = new Map<string, number>();
  let steps = 0;
  for (const { subtasks, due, actions, actionSize } of traces) {
    for (let step = 0; step < subtasks.length; step++) {
      if (subtasks[step] !== subtask || due?.[step] !== subtask) continue;
      const action = actions.subarray(step * actionSize, (step + 1) * actionSize);
      const key = Array.from(action, (value) => Math.round(100 * value)).join();
      counts.set(key, (counts.get(key) ?? 0) + 1);
      steps++;
    }
  }
  return steps === 0 ? null : Math.max(...counts.values()) / steps;
}

function likenessOf(subtasks: number, traces: readonly DecisionTrace[]): Likeness[][] {
  const found = Array.from({ length: subtasks }, () =>
    Array.from({ length: subtasks }, () => ({ nearer: 0, farther: 0 })),
  );
  for (const { likeness, subtasks: carriedOut } of traces) {
    if (likeness === null) continue;
    for (const [step, own] of carriedOut.entries()) {
      for (let other = 0; own >= 0 && other < subtasks; other++) {
        const nearness = likeness[step * subtasks + other]!;
        if (nearness > 0) found[own]![other]!.nearer++;
        if (nearness < 0) found[own]![other]!.farther++;
      }
    }
  }
  return found;
}
