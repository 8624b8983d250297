import { type Estimate, proportion } from '../../src/statistics/proportions.ts';
import type { Task } from '../../src/task/task.ts';
import { type Attribution, attribute, meanOfPairs } from './attribution.ts';
import { type Behaviour, behaviourOf } from './behaviour.ts';
import { type Cast, castName } from './cast.ts';
import { failuresOf } from './causes.ts';
import { attemptsOf, ownMilestones } from './milestones.ts';
import { contingencyOf, normalisedMutualInformation } from './segmentation/contingency.ts';
import type { Study } from './study.ts';
import { type DecisionTrace, succeeded } from './trace.ts';
import type { Unseen } from './unseen.ts';

/** The casts that say who fails. */
export const mainCasts = {
  expert: { manager: 'perfect', workers: 'expert' },
  perfectManager: { manager: 'perfect', workers: 'learned' },
  expertWorkers: { manager: 'learned', workers: 'expert' },
  learned: { manager: 'learned', workers: 'learned' },
} as const satisfies Record<string, Cast>;

type MainCast = keyof typeof mainCasts;

/** What a cast reached. */
export interface Outcome {
  readonly name: string;
  readonly episodes: number;
  readonly success: Estimate;
  readonly meanSteps: number;
}

/** Everything that findings and sections are made of. */
export interface Analysis {
  readonly task: Task;
  readonly study: Study;
  readonly outcomes: readonly Outcome[];
  /** Success lost, and steps lost, against the expert. */
  readonly success: Attribution;
  readonly steps: Attribution;
  readonly behaviour: Readonly<Record<MainCast, Behaviour>>;
  readonly failures: ReturnType<typeof failuresOf>;
  /** By subtask: milestones that the expert reaches while it is due, in the median attempt. */
  readonly milestonesWithin: readonly number[];
  readonly unseen: Unseen;
  /** Success of the agent without subtasks minus that of the agent, on the same layouts; null without one. */
  readonly flatAdvantage: Estimate | null;
  /** Normalised mutual information of what is due and what is carried out, 0 … 1. */
  readonly information: number;
  /** By subtask: what leaving it out costs the expert, in success and steps; null where that changes nothing it does. */
  readonly leftOut: readonly ({ readonly loss: Estimate; readonly steps: Estimate } | null)[];
}

export function analyse(study: Study, unseen: Unseen): Analysis {
  const { task, pace } = study;
  const of = (cast: Cast) => study.traces.get(castName(cast)) ?? [];
  const traces = Object.fromEntries(
    Object.entries(mainCasts).map(([name, cast]) => [name, of(cast)]),
  ) as Readonly<Record<MainCast, readonly DecisionTrace[]>>;
  const cells = (value: (trace: DecisionTrace) => number) =>
    attribute({
      expert: traces.expert.map(value),
      perfectManager: traces.perfectManager.map(value),
      expertWorkers: traces.expertWorkers.map(value),
      learned: traces.learned.map(value),
    });
  const behaviour = Object.fromEntries(
    Object.entries(traces).map(([name, own]) => [name, behaviourOf(task, own)]),
  ) as Readonly<Record<MainCast, Behaviour>>;
  const flat = of('flat');
  return {
    task,
    study,
    outcomes: [...study.traces].flatMap(([name, own]) => (own.length === 0 ? [] : [outcomeOf(name, own)])),
    success: cells((trace) => Number(succeeded(trace))),
    steps: cells((trace) => -trace.subtasks.length),
    behaviour,
    failures: failuresOf(traces.learned, traces.expert, task.subtasks.order, pace.steps),
    milestonesWithin: milestonesWithin(task, traces.expert),
    unseen,
    flatAdvantage:
      flat.length === 0
        ? null
        : meanOfPairs(
            flat.map((trace, k) => Number(succeeded(trace)) - Number(succeeded(traces.learned[k]!))),
          ),
    information: normalisedMutualInformation(
      contingencyOf(
        traces.learned.map(({ due }) => due ?? []),
        traces.learned.map(({ subtasks }) => subtasks),
      ),
    ),
    leftOut: task.subtasks.names.map((_, without) => leftOut(traces.expert, of({ without }))),
  };
}

function outcomeOf(name: string, traces: readonly DecisionTrace[]): Outcome {
  const steps = traces.reduce((sum, trace) => sum + trace.subtasks.length, 0);
  return {
    name,
    episodes: traces.length,
    success: proportion(traces.filter(succeeded).length, traces.length),
    meanSteps: steps / traces.length,
  };
}

/** Milestones that come one after another while one subtask is due; those of one step count once. */
function milestonesWithin(task: Task, traces: readonly DecisionTrace[]): number[] {
  const milestones = ownMilestones(task);
  const counts = task.subtasks.names.map(() => [] as number[]);
  for (const trace of traces) {
    for (const { subtask, from, to } of attemptsOf(trace, milestones)) {
      const within = trace.reachedAt.filter((step) => step > from && step <= to);
      counts[subtask]!.push(new Set(within).size);
    }
  }
  return counts.map((own) => own.sort((a, b) => a - b)[own.length >> 1] ?? 0);
}

/** What it costs the expert to do without a subtask. */
function leftOut(
  whole: readonly DecisionTrace[],
  without: readonly DecisionTrace[],
): Analysis['leftOut'][number] {
  const changed = without.filter(({ states }, k) => !sameStates(states, whole[k]!.states)).length;
  if (2 * changed < without.length || without.length === 0) return null;
  return {
    loss: meanOfPairs(without.map((trace, k) => Number(succeeded(whole[k]!)) - Number(succeeded(trace)))),
    steps: meanOfPairs(without.map((trace, k) => trace.subtasks.length - whole[k]!.subtasks.length)),
  };
}

function sameStates(a: Uint32Array, b: Uint32Array): boolean {
  return a.length === b.length && a.every((state, k) => state === b[k]);
}
