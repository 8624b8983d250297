import { differenceOfRates, pairOutcomes } from '../../src/statistics/paired.ts';
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

/** Intervals that all hold at once in 95 % of studies (Bonferroni): a report asks many questions of the same episodes. */
export interface Tested {
  readonly level: number;
  readonly success: Attribution;
  readonly steps: Attribution;
  /** See `Analysis.flatAdvantage`. */
  readonly flatAdvantage: Estimate | null;
}

/** Questions that findings ask of each subtask: of its worker, of the end of its turns, and whether it is needed. */
const QUESTIONS_PER_SUBTASK = 3;
/** The others: of the whole, manager and workers, in success and in time, and of the agent without subtasks. */
const OTHER_QUESTIONS = 7;

/** Everything that findings and sections are made of. */
export interface Analysis {
  readonly task: Task;
  readonly study: Study;
  readonly outcomes: readonly Outcome[];
  /** Success lost, and steps lost, against the expert. */
  readonly success: Attribution;
  readonly steps: Attribution;
  /** The same as findings judge it. */
  readonly tested: Tested;
  readonly behaviour: Readonly<Record<MainCast, Behaviour>>;
  readonly failures: ReturnType<typeof failuresOf>;
  /** By subtask: milestones that the expert reaches while it is due, in the median attempt. */
  readonly milestonesWithin: readonly number[];
  readonly unseen: Unseen;
  /** Success of the agent without subtasks minus that of the agent, on the same layouts (Agresti & Min); null without one. */
  readonly flatAdvantage: Estimate | null;
  /** Normalised mutual information of what is due and what is carried out, 0 … 1. */
  readonly information: number;
  /** By subtask: what leaving it out costs the expert, in success, and in steps as findings judge them; null where that changes nothing it does. */
  readonly leftOut: readonly ({ readonly loss: Estimate; readonly steps: Estimate } | null)[];
}

export function analyse(study: Study, unseen: Unseen): Analysis {
  const { task, pace } = study;
  const of = (cast: Cast) => study.traces.get(castName(cast)) ?? [];
  const traces = Object.fromEntries(
    Object.entries(mainCasts).map(([name, cast]) => [name, of(cast)]),
  ) as Readonly<Record<MainCast, readonly DecisionTrace[]>>;
  const attributed = (value: (trace: DecisionTrace) => number, atLevel?: number) =>
    attribute(
      {
        expert: traces.expert.map(value),
        perfectManager: traces.perfectManager.map(value),
        expertWorkers: traces.expertWorkers.map(value),
        learned: traces.learned.map(value),
      },
      atLevel,
    );
  const won = (trace: DecisionTrace) => Number(succeeded(trace));
  const negativeSteps = (trace: DecisionTrace) => -trace.subtasks.length;
  const level = 1 - 0.05 / (QUESTIONS_PER_SUBTASK * task.subtasks.names.length + OTHER_QUESTIONS);
  const behaviour = Object.fromEntries(
    Object.entries(traces).map(([name, own]) => [name, behaviourOf(task, own)]),
  ) as Readonly<Record<MainCast, Behaviour>>;
  const flat = of('flat');
  const flatAdvantage = (atLevel?: number) =>
    flat.length === 0
      ? null
      : differenceOfRates(
          pairOutcomes(flat.map(succeeded), traces.learned.slice(0, flat.length).map(succeeded)),
          atLevel,
        );
  return {
    task,
    study,
    outcomes: [...study.traces].flatMap(([name, own]) => (own.length === 0 ? [] : [playedAs(name, own)])),
    success: attributed(won),
    steps: attributed(negativeSteps),
    tested: {
      level,
      success: attributed(won, level),
      steps: attributed(negativeSteps, level),
      flatAdvantage: flatAdvantage(level),
    },
    behaviour,
    failures: failuresOf(traces.learned, traces.expert, task.subtasks.order, pace.steps),
    milestonesWithin: milestonesWithin(task, traces.expert),
    unseen,
    flatAdvantage: flatAdvantage(),
    information: normalisedMutualInformation(
      contingencyOf(
        traces.learned.map(({ due }) => due ?? []),
        traces.learned.map(({ subtasks }) => subtasks),
      ),
    ),
    leftOut: task.subtasks.names.map((_, without) => leftOut(traces.expert, of({ without }), level)),
  };
}

/** What a cast that was played reached. @param name see `castName` */
export function outcomeOf({ outcomes }: Pick<Analysis, 'outcomes'>, name: string): Outcome {
  return outcomes.find((outcome) => outcome.name === name)!;
}

function playedAs(name: string, traces: readonly DecisionTrace[]): Outcome {
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
  level: number,
): Analysis['leftOut'][number] {
  const changed = without.filter(({ states }, k) => !sameStates(states, whole[k]!.states)).length;
  if (2 * changed < without.length || without.length === 0) return null;
  return {
    loss: meanOfPairs(without.map((trace, k) => Number(succeeded(whole[k]!)) - Number(succeeded(trace)))),
    steps: meanOfPairs(
      without.map((trace, k) => trace.subtasks.length - whole[k]!.subtasks.length),
      level,
    ),
  };
}

function sameStates(a: Uint32Array, b: Uint32Array): boolean {
  return a.length === b.length && a.every((state, k) => state === b[k]);
}
