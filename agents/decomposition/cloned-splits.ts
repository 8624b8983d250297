import { pauseUnlessStopped } from '../../src/process/pause.ts';
import { silentProgress } from '../../src/process/progress.ts';
import type { EvaluationContext, Stoppable } from '../../src/run/examination.ts';
import type { HeldOut } from '../discovery/choose-count.ts';
import { type DiscoveryView, discover, discoveryDefaults } from '../discovery/discover.ts';
import { evaluate } from '../evaluation/evaluate.ts';
import type { RecordedEpisode } from '../imitation/recorded.ts';
import { segmentsOf } from './segmentation/segments.ts';
import type { SplitResult, SplitsRequest, TrainedSplit } from './splits.ts';

/** Demonstrations, with the labels of a split. */
export interface LabelledDemonstrations {
  readonly name: string;
  readonly subtasks: readonly string[];
  readonly episodes: readonly RecordedEpisode<unknown, unknown>[];
}

/** Where a dataset is. */
export interface DatasetPlace {
  readonly id: string;
  /** Folder of all datasets; that of Minari if not given. */
  readonly root?: string | undefined;
}

/** Demonstrations of a run, and agents that are cloned from demonstrations with the settings of the run. */
export interface CloningSource {
  /** With the subtasks of the task. */
  readonly given: LabelledDemonstrations;
  /** What discovery sees of them. */
  readonly view: DiscoveryView<unknown, unknown>;
  /** Trains until so many labels are spent. @throws InterruptedError */
  clone(demonstrations: LabelledDemonstrations, labels: number, context: Stoppable): Promise<TrainedSplit>;
  /** Opens a dataset whose labels are a split of somebody’s own. @throws DatasetError, UsageError */
  open(dataset: DatasetPlace): LabelledDemonstrations;
}

/** A split that was found without labels. */
export interface FoundSplit extends LabelledDemonstrations {
  /** How numbers of subtasks compared. */
  readonly heldOut: readonly HeldOut[];
}

/** The same demonstrations with subtasks that are found in what was seen and done, by options and expectation–maximisation. */
export function discoverSplit({ given: { episodes }, view }: CloningSource, seed: number): FoundSplit {
  const unlabelled = episodes.map(({ steps }) => ({
    observations: steps.map(({ observation }) => observation),
    actions: steps.map(({ label }) => label),
  }));
  const { count, labels, heldOut } = discover(unlabelled, view, { ...discoveryDefaults, seed });
  return {
    name: 'discovered',
    subtasks: Array.from({ length: count }, (_, k) => `part ${k + 1}`),
    episodes: withLabels(episodes, labels),
    heldOut,
  };
}

/** The same demonstrations as one subtask. */
export function wholeOf({ episodes }: LabelledDemonstrations): LabelledDemonstrations {
  const none = episodes.map(({ steps }) => new Int32Array(steps.length));
  return { name: 'one subtask', subtasks: ['all'], episodes: withLabels(episodes, none) };
}

function withLabels(
  episodes: LabelledDemonstrations['episodes'],
  labels: readonly ArrayLike<number>[],
): LabelledDemonstrations['episodes'] {
  return episodes.map(({ steps, ...episode }, index) => ({
    ...episode,
    steps: steps.map((step, k) => ({ ...step, subtask: labels[index]![k]! })),
  }));
}

/** The labels of demonstrations, step by step. */
export function labelsIn({ episodes }: LabelledDemonstrations): readonly (readonly number[])[] {
  return episodes.map(({ steps }) => steps.map(({ subtask }) => subtask));
}

/** Clones every split from as many labels, and lets the agents play the same layouts. @throws InterruptedError */
export async function tryClones(
  { clone }: CloningSource,
  splits: readonly LabelledDemonstrations[],
  { seed, layout, episodes, labels: [budget] }: SplitsRequest,
  { progress = silentProgress, signal, remedy = 'repeat the command' }: EvaluationContext,
): Promise<readonly SplitResult[]> {
  const message = `interrupted while splits were cloned; ${remedy}`;
  const results: SplitResult[] = [];
  progress.start(splits.length, 'splits in demonstrations');
  try {
    for (const split of splits) {
      const { task, agent, labels } = await clone(split, budget!, { signal, remedy });
      const { results: played } = evaluate(task, agent, { seed, layout, episodes, manager: 'network' });
      results.push({
        name: split.name,
        subtasks: split.subtasks.length,
        bits: descriptionOf(split),
        labels,
        successes: played.map(({ achieved }) => achieved.at(-1) === true),
      });
      progress.update(results.length);
      await pauseUnlessStopped(signal, message);
    }
    return results;
  } finally {
    progress.stop();
  }
}

/** Mean bits of an episode: for each stretch log₂ of the number of subtasks and log₂ of the number of steps. */
function descriptionOf(split: LabelledDemonstrations): number {
  const lengths = labelsIn(split).map(
    (labels) =>
      segmentsOf(labels).length * (Math.log2(split.subtasks.length) + Math.log2(Math.max(1, labels.length))),
  );
  return lengths.reduce((sum, bits) => sum + bits, 0) / lengths.length;
}
