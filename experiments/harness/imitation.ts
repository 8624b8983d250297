import type { LabelCounts } from '../../agents/imitation/label-counts.ts';
import { imitationTrainable } from '../../agents/trainable/trainable.ts';
import { adapters } from '../../envs/index.ts';
import { parseConfig } from '../../src/config/config.ts';
import type { RawConfig } from '../../src/config/config-file.ts';
import type { Cell, Measured, ShowProgress } from '../../src/run/cells/cell.ts';
import { type Estimate, proportion } from '../../src/statistics/proportions.ts';
import { cpuSeconds } from './cpu-seconds.ts';
import type { Extent } from './experiment.ts';

/** A way of learning a task. */
export interface Variant {
  /** The task, see `burstwise envs list`. */
  readonly task: string;
  /** Name in tables. */
  readonly name: string;
  /** Settings other than the defaults. */
  readonly config: RawConfig;
  /** Where agents are evaluated. */
  readonly layouts: readonly string[];
  /** Evaluate without having trained. */
  readonly untrained?: boolean;
}

/** A way of learning, with one seed. */
export interface ImitationCell extends Cell {
  /** The way of learning. */
  readonly variant: Variant;
  /** Fresh layouts of each kind. */
  readonly episodes: number;
}

/** The outcome of one training. */
export interface ImitationResult extends LabelCounts {
  /** CPU time of training and evaluation, s; unlike the rest it differs from one measurement to the next. */
  readonly cpuSeconds: number;
  /** Steps of the network that took most. */
  readonly steps: number;
  /** For each of the layouts: the episodes that reached each milestone. */
  readonly reached: readonly (readonly number[])[];
  /** For each of the layouts: steps of all its episodes; absent in results from before they were counted. */
  readonly episodeSteps?: readonly number[];
}

/** Every variant with every seed. */
export function imitationCells(
  variants: readonly Variant[],
  { seeds, episodes }: Extent,
): readonly ImitationCell[] {
  return variants.flatMap((variant) =>
    seeds.map((seed) => ({ name: `${variant.task}: ${variant.name}`, seed, variant, episodes })),
  );
}

/** Trains an agent and evaluates it on fresh layouts. */
export function trainAndEvaluate(cell: ImitationCell, show: ShowProgress): ImitationResult {
  const { name, variant, seed, episodes } = cell;
  const { config, layouts, untrained = false } = variant;
  const adapter = adapters.find((candidate) => candidate.name === variant.task)!;
  const task = imitationTrainable(adapter);
  const session = task.begin(parseConfig(task.schema, { ...config, seed }, name));
  const started = cpuSeconds();
  const training = untrained ? 0 : session.total;
  const total = training + layouts.length * episodes;
  while (!untrained && session.completed < session.total) {
    session.advance();
    show(session.completed, total);
  }
  const played = layouts.map((layout, k) =>
    session.play({ episodes, layout, seed }, (n) => show(training + k * episodes + n, total)),
  );
  const reached = played.map((results) =>
    session.task.milestones.map((_, m) => results.filter(({ achieved }) => achieved[m]).length),
  );
  const episodeSteps = played.map((results) => sum(results.map((result) => result.steps)));
  const steps = Math.max(...Object.values(session.steps));
  return { ...session.counts, cpuSeconds: cpuSeconds() - started, steps, reached, episodeSteps };
}

/** The trainings of one variant, summed up. */
export interface VariantSummary {
  /** The task. */
  readonly task: string;
  /** Name of the variant. */
  readonly name: string;
  /** Layout distribution of the evaluation. */
  readonly layout: string;
  /** Number of seeds. */
  readonly seeds: number;
  /** Evaluated episodes of all seeds. */
  readonly episodes: number;
  /** For each milestone: the proportion of episodes that reached it. */
  readonly reached: readonly Estimate[];
  /** The seed with the smallest proportion of the last milestone. */
  readonly worst: { readonly seed: number; readonly value: number };
  /** Largest number of labels and of steps of a network that a seed took. */
  readonly mostLabels: number;
  /** Largest numbers of labels and inspections by kind. */
  readonly mostManagerLabels: number;
  readonly mostWorkerLabels: number;
  readonly mostInspections: number;
  /** Steps of an episode on average, failures too. */
  readonly meanSteps: number;
  /** Largest number of steps of a network. */
  readonly mostSteps: number;
  /** CPU time of all seeds, s. */
  readonly cpuSeconds: number;
}

/** Sums up the seeds of a variant: one summary for each of its layouts. */
export function summarise(
  measured: readonly [
    Measured<ImitationCell, ImitationResult>,
    ...Measured<ImitationCell, ImitationResult>[],
  ],
): readonly VariantSummary[] {
  const [{ cell }] = measured;
  const { task, name, layouts } = cell.variant;
  const episodes = measured.length * cell.episodes;
  const most = (field: keyof LabelCounts | 'steps') =>
    Math.max(...measured.map(({ result }) => result[field]));
  return layouts.map((layout, k) => {
    const milestones = measured[0].result.reached[k]!.map((_, m) =>
      measured.map(({ result }) => result.reached[k]![m]!),
    );
    const successes = milestones.at(-1)!;
    const worst = Math.min(...successes);
    return {
      task,
      name,
      layout,
      seeds: measured.length,
      episodes,
      reached: milestones.map((counts) => proportion(sum(counts), episodes)),
      worst: { seed: measured[successes.indexOf(worst)]!.cell.seed, value: worst / cell.episodes },
      mostLabels: most('labels'),
      mostManagerLabels: most('managerLabels'),
      mostWorkerLabels: most('workerLabels'),
      mostInspections: most('inspections'),
      meanSteps: sum(measured.map(({ result }) => result.episodeSteps?.[k] ?? Number.NaN)) / episodes,
      mostSteps: most('steps'),
      cpuSeconds: sum(measured.map(({ result }) => result.cpuSeconds)),
    };
  });
}

/** The proportion of the last milestone: success. */
export function successOf({ reached }: VariantSummary): Estimate {
  return reached.at(-1)!;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
