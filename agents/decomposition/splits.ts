import { rollout } from '../../src/episodes/rollout.ts';
import { streamSeed } from '../../src/numeric/seeds.ts';
import { pauseUnlessStopped } from '../../src/process/pause.ts';
import { silentProgress } from '../../src/process/progress.ts';
import type { EvaluationContext, Stoppable } from '../../src/run/examination.ts';
import type { Task } from '../../src/task/task.ts';
import type { Agent } from '../agent.ts';
import { evaluate } from '../evaluation/evaluate.ts';
import type { DivisionConfig } from './division/division.ts';
import type { Pace } from './pickers.ts';
import { segmentsOf } from './segmentation/segments.ts';

/** An agent that was trained under a split. */
export interface TrainedSplit {
  readonly task: Task;
  readonly agent: Agent;
  /** Labels that it took, of manager and workers. */
  readonly labels: number;
}

/**
 * Trains an agent of the same settings under a split, null for the task's own, until so many labels are spent.
 * @throws InterruptedError
 */
export type SplitTrainer = (
  division: DivisionConfig | null,
  labels: number,
  context: Stoppable,
) => Promise<TrainedSplit>;

/** A split, and what agents reached under it. */
export interface SplitResult {
  readonly name: string;
  readonly subtasks: number;
  /** Mean bits that tell which subtask is due when, in an episode of the expert; see `descriptionLength`. */
  readonly bits: number;
  readonly labels: number;
  /** Layout by layout. */
  readonly successes: readonly boolean[];
}

/** Which splits are tried: name, and null for the task's own. */
export function splitsOf(
  names: readonly string[],
  { sequence, steps }: Pace,
): readonly (readonly [name: string, division: DivisionConfig | null])[] {
  const usual = Math.max(1, Math.round(mean(steps.filter((count) => count > 0)) || 1));
  const pairs = sequence.slice(1).map(([subtask], k) => [sequence[k]![0], subtask] as const);
  const different = pairs.filter(
    ([a, b], k) => a !== b && pairs.findIndex(([c, d]) => c === a && d === b) === k,
  );
  const merged =
    names.length < 3
      ? []
      : different.slice(0, 3).map(([a, b]): [string, DivisionConfig] => {
          const group = [names[a]!, names[b]!];
          return [`${group.join(' + ')} merged`, { kind: 'merged', groups: [group] }];
        });
  const windows = { steps: usual, parts: Math.max(2, names.length) };
  return [
    ['the task’s own', null],
    ['one subtask', { kind: 'whole' }],
    ...merged,
    ['every subtask halved', { kind: 'halves', steps: Math.max(1, Math.round(usual / 2)) }],
    ['by the clock', { kind: 'clock', ...windows }],
    ['at random', { kind: 'random', ...windows }],
  ];
}

/** What is asked of a comparison of splits. */
export interface SplitsRequest {
  readonly seed: number;
  readonly layout: string;
  readonly episodes: number;
  /** Budgets of labels. */
  readonly labels: readonly number[];
}

/** Trains under every split with every budget, and lets the agents play the same layouts. @throws InterruptedError */
export async function trySplits(
  train: SplitTrainer,
  splits: ReturnType<typeof splitsOf>,
  { seed, layout, episodes, labels }: SplitsRequest,
  { progress = silentProgress, signal, remedy = 'repeat the command' }: EvaluationContext,
): Promise<readonly SplitResult[]> {
  const message = `interrupted while other splits were tried; ${remedy}`;
  const results: SplitResult[] = [];
  progress.start(splits.length * labels.length, 'other splits');
  try {
    for (const [name, division] of splits) {
      for (const budget of labels) {
        const { task, agent, labels: taken } = await train(division, budget, { signal, remedy });
        const { results: played } = evaluate(task, agent, { seed, layout, episodes, manager: 'network' });
        results.push({
          name,
          subtasks: task.subtasks.names.length,
          bits: descriptionLength(task, layout, seed),
          labels: taken,
          successes: played.map(({ achieved }) => achieved.at(-1) === true),
        });
        progress.update(results.length);
        await pauseUnlessStopped(signal, message);
      }
    }
  } finally {
    progress.stop();
  }
  return results;
}

const EXPERT_EPISODES = 10;

/**
 * The mean number of bits that say which subtask is due when, over episodes of the expert: for each stretch log₂ of the number of
 * subtasks and log₂ of the number of steps.
 */
function descriptionLength(task: Task, layout: string, seed: number): number {
  const env = task.environment({ layout });
  const expert = task.expert(env);
  const lengths = Array.from({ length: EXPERT_EPISODES }, (_, episode) => {
    const due: number[] = [];
    const act = () => {
      due.push(expert.subtask());
      return expert.action(due.at(-1)!);
    };
    rollout(env, { reset() {}, act }, { seed: streamSeed(seed, 'evaluation', episode) });
    const stretch = Math.log2(task.subtasks.names.length) + Math.log2(Math.max(1, due.length));
    return segmentsOf(due).length * stretch;
  });
  env.close();
  return mean(lengths);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
