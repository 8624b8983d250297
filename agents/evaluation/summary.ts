import { UsageError } from '../../src/errors.ts';
import type { Report } from '../../src/report/report.ts';
import { type Estimate, formatEstimate, proportion } from '../../src/statistics/proportions.ts';
import type { EnvironmentAdapter } from '../../src/task/environment-adapter.ts';
import type { LabelCounts } from '../imitation/label-counts.ts';
import type { EpisodeResult } from './evaluate.ts';
import { type Pair, pooledPairs, remarksOn } from './pairs.ts';

/** What episodes under one condition have in common. */
export interface Summary {
  /** By milestone, with 95 % Wilson intervals. */
  readonly success: Readonly<Record<string, Estimate>>;
  /** Steps of an episode on average, failures too. */
  readonly meanSteps: number;
  /** Share of the steps in which the manager chose as the expert would have; null without a manager or an expert. */
  readonly rightChoices: number | null;
}

/** Data of the report of one seed; where answers were not yet counted apart, they have `labels` alone. */
export interface ImitationReport extends Partial<LabelCounts> {
  /** Names the layouts; that of the training unless another one was asked for. */
  readonly seed: number;
  /** Of each kind of layouts. */
  readonly episodes: number;
  /** Labelled steps of the training. */
  readonly labels: number;
  /** Network steps of the training, all learners together. */
  readonly networkSteps: number;
  /** One for each layout distribution and chooser of subtasks. */
  readonly results: readonly (Summary & { readonly layout: string; readonly condition: string })[];
  /** Where agents were perturbed: outcomes on the same layouts without perturbations. */
  readonly pairs?: readonly Pair[];
}

export function summarise(milestones: readonly string[], results: readonly EpisodeResult[]): Summary {
  const steps = results.reduce((sum, result) => sum + result.steps, 0);
  const right = results.reduce((sum, result) => sum + (result.rightChoices ?? 0), 0);
  const managed = results.every(({ rightChoices }) => rightChoices !== null);
  const agreement = steps === 0 ? 1 : right / steps;
  const success = Object.fromEntries(
    milestones.map((name, k) => [
      name,
      proportion(results.filter(({ achieved }) => achieved[k]).length, results.length),
    ]),
  );
  return { success, meanSteps: steps / results.length, rightChoices: managed ? agreement : null };
}

/**
 * Success over seeds, all their episodes pooled, and of the seed that did worst in reaching the last milestone: the
 * intervals take episodes as independent, which those of one seed are not quite.
 */
export function summariseSeeds(
  { name }: Pick<EnvironmentAdapter, 'name'>,
  seeds: readonly number[],
  data: readonly Report['data'][],
): Report {
  // What `reportOf` wrote comes back as plain data.
  const reports = data as unknown as readonly ImitationReport[];
  const { episodes, results } = reports[0]!;
  for (const [k, report] of reports.entries()) requireAlike(seeds[k]!, report, reports[0]!);
  const milestones = Object.keys(results[0]!.success);
  const goal = milestones.at(-1)!;
  const measured = results.map(({ layout, condition }, k) => {
    const alike = reports.map((report) => report.results[k]!);
    const success = Object.fromEntries(
      milestones.map((milestone) => [milestone, pooled(alike, milestone, episodes)]),
    );
    const values = alike.map((result) => result.success[goal]!.value);
    const worst = Math.min(...values);
    const meanSteps = alike.reduce((sum, result) => sum + result.meanSteps, 0) / alike.length;
    return {
      layout,
      condition,
      success,
      worst: { seed: seeds[values.indexOf(worst)]!, value: worst },
      meanSteps,
    };
  });
  const pairs = pooledPairs(reports);
  return {
    title: `${name}, ${seeds.length} seeds × ${episodes} fresh layouts of each kind; 95 % Wilson intervals over all of them`,
    table: {
      head: ['layouts', 'agent', ...milestones, `${goal}, worst seed`, 'mean steps, failures too'],
      rows: measured.map(({ layout, condition, success, worst, meanSteps }) => [
        layout,
        condition,
        ...milestones.map((milestone) => formatEstimate(success[milestone]!)),
        `${worst.value.toFixed(3)} (seed ${worst.seed})`,
        meanSteps.toFixed(0),
      ]),
    },
    ...(pairs.length > 0 && { remarks: remarksOn(pairs) }),
    data: { seeds, episodes, results: measured, ...(pairs.length > 0 && { pairs }), runs: reports },
  };
}

/** @throws UsageError when the report of a seed is of other conditions */
function requireAlike(seed: number, report: ImitationReport, first: ImitationReport): void {
  const conditionsOf = ({ episodes, results }: ImitationReport) =>
    `${episodes} episodes each of ${results
      .map(({ layout, condition, success }) => `${layout} (${condition}: ${Object.keys(success).join(', ')})`)
      .join('; ')}`;
  const [expected, received] = [conditionsOf(first), conditionsOf(report)];
  if (expected === received) return;
  throw new UsageError(
    `report of seed ${seed}: expected ${expected}, received ${received}; remove report.json of that seed and resume`,
  );
}

function pooled(results: readonly Summary[], milestone: string, episodes: number): Estimate {
  const successes = results.map(({ success }) => Math.round(success[milestone]!.value * episodes));
  return proportion(
    successes.reduce((sum, count) => sum + count, 0),
    results.length * episodes,
  );
}
