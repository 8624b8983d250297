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
}

/** What a cast did, over all of its episodes. */
export interface Behaviour {
  readonly subtasks: readonly SubtaskBehaviour[];
  /** Steps by what was due and what was carried out: `[due][carried out]`. */
  readonly confusion: readonly (readonly number[])[];
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
    };
  });
  return {
    subtasks,
    confusion,
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
