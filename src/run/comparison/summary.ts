import { streamGenerator } from '../../numeric/seeds.ts';
import type { Report } from '../../report/report.ts';
import { interquartileMean, probabilityOfImprovement } from '../../statistics/aggregates.ts';
import { bootstrap, meanOfAll } from '../../statistics/bootstrap.ts';
import { holm } from '../../statistics/holm.ts';
import { summariseMean } from '../../statistics/means.ts';
import { mcNemar, type PairedOutcomes, pairOutcomes } from '../../statistics/paired.ts';
import { type Estimate, formatEstimate, formatP, proportion } from '../../statistics/proportions.ts';
import { byName, type Measured } from '../cells/cell.ts';
import { rangesOf } from '../start-run.ts';
import type { Trial } from '../trainable.ts';
import type { Competed } from './competed.ts';
import { remarksOn } from './remarks.ts';
import type { ComparisonCell } from './request.ts';

/** What a comparison is of. */
export interface ComparisonExtent {
  /** Name of the task. */
  readonly task: string;
  /** Of the trainings. */
  readonly seeds: readonly number[];
  /** Fresh layouts of each seed. */
  readonly episodes: number;
}

/** A way of learning beside the reference, which had as many labels, seeds and layouts. */
export interface AgainstReference extends PairedOutcomes {
  /** Name of the other way of learning. */
  readonly reference: string;
  /** Mean difference of success over seeds, paired within each task, with an interval as of `overSeeds`. */
  readonly difference: Estimate;
  /** Of the exact test of McNemar over all layouts of all seeds: it speaks of these trainings, not of other seeds. */
  readonly p: number;
  /** Probability that a seed of this way succeeds more often than a seed of the reference. */
  readonly probabilityOfImprovement: number;
}

/** A way of learning with a budget of labels, all seeds together. */
export interface ComparisonRow {
  /** Name of the way of learning. */
  readonly contender: string;
  /** The budget. */
  readonly labels: number;
  /** Labels and inspections of each seed. */
  readonly managerLabels: readonly number[];
  /** Actions named to workers, or to a flat agent, by seed. */
  readonly workerLabels: readonly number[];
  /** Verdicts that name nothing right, by seed. */
  readonly inspections: readonly number[];
  /** Over all layouts of all seeds, with Wilson's interval. */
  readonly success: Estimate;
  /** Success of each seed. */
  readonly ofSeeds: readonly number[];
  /** Mean over seeds: of one task with Student's interval, of several with a bootstrap interval, stratified by task. */
  readonly overSeeds: Estimate;
  /** Mean of the middle half of the seeds. */
  readonly interquartileMean: number;
  /** Steps of an episode on average, failures too. */
  readonly meanSteps: number;
  /** Null for the reference itself. */
  readonly againstReference: AgainstReference | null;
}

/** A row among all rows of a comparison. */
export interface ComparedRow extends ComparisonRow {
  /** `pHolm`: p, adjusted for the number of tests of the comparison after Holm (1979). */
  readonly againstReference: (AgainstReference & { readonly pHolm: number }) | null;
}

type Trained = readonly [Measured<ComparisonCell, Competed>, ...Measured<ComparisonCell, Competed>[]];

/** Sums up a comparison; the first way of learning is the reference. */
export function summariseComparison(
  extent: ComparisonExtent,
  measured: readonly Measured<ComparisonCell, Competed>[],
): { readonly rows: readonly ComparedRow[]; readonly report: Report } {
  const groups = byName(measured);
  const reference = groups[0]![0].cell.contender;
  const referenceOf = (labels: number) =>
    groups.find(([{ cell }]) => cell.contender === reference && cell.labels === labels)!;
  const contenderOf = (group: Trained): Contender => ({
    contender: group[0].cell.contender,
    trials: [group.map(({ result: { weights: _, ...trial } }) => trial)],
  });
  const rows = groups.map((group) => {
    const { labels } = group[0].cell;
    const other = referenceOf(labels);
    return rowOf(contenderOf(group), labels, other === group ? null : contenderOf(other));
  });
  const adjusted = adjustedForAll(rows);
  return { rows: adjusted, report: { ...reportOf(extent, reference, adjusted), remarks: remarksOn(groups) } };
}

/** The same rows with p-values adjusted for their number. */
function adjustedForAll(rows: readonly ComparisonRow[]): readonly ComparedRow[] {
  const tested = rows.flatMap(({ againstReference }) => againstReference ?? []);
  const adjusted = holm(tested.map(({ p }) => p));
  return rows.map((row) => {
    const { againstReference: against } = row;
    return { ...row, againstReference: against && { ...against, pHolm: adjusted[tested.indexOf(against)]! } };
  });
}

/** What the seeds of a contender achieved. */
export interface Contender {
  /** Its name. */
  readonly contender: string;
  /** By task and seed. */
  readonly trials: readonly (readonly Trial[])[];
}

/** A contender in numbers. @param reference null for the reference itself */
export function rowOf(
  { contender, trials: byTask }: Contender,
  labels: number,
  reference: Contender | null,
): ComparisonRow {
  const trials = byTask.flat();
  const outcomes = trials.flatMap(({ successes }) => successes);
  const shares = sharesOf(byTask);
  return {
    contender,
    labels,
    managerLabels: trials.map(({ managerLabels }) => managerLabels),
    workerLabels: trials.map(({ workerLabels }) => workerLabels),
    inspections: trials.map(({ inspections }) => inspections),
    success: proportion(outcomes.filter(Boolean).length, outcomes.length),
    ofSeeds: shares.flat(),
    overSeeds: meanOverSeeds(shares, 0),
    interquartileMean: interquartileMean(shares),
    meanSteps: mean(trials.map(({ meanSteps }) => meanSteps)),
    againstReference: reference === null ? null : against(byTask, reference),
  };
}

function against(trials: Contender['trials'], { contender, trials: others }: Contender): AgainstReference {
  const pairs = pairOutcomes(
    trials.flat().flatMap(({ successes }) => successes),
    others.flat().flatMap(({ successes }) => successes),
  );
  const [own, theirs] = [sharesOf(trials), sharesOf(others)];
  const differences = own.map((seeds, task) => seeds.map((share, k) => share - theirs[task]![k]!));
  return {
    reference: contender,
    ...pairs,
    difference: meanOverSeeds(differences, -1),
    p: mcNemar(pairs),
    probabilityOfImprovement: probabilityOfImprovement(own, theirs),
  };
}

/**
 * Mean over seeds with its interval. Resampling three seeds of one task could give no interval wider than from the worst to the best of
 * them, which covers the true mean three times of four; Student's is wide enough, and of a single seed it says nothing.
 * @param least that a value can be; 1 is the greatest
 */
function meanOverSeeds(values: readonly (readonly number[])[], least: number): Estimate {
  const [ofTask, ...others] = values;
  if (others.length > 0) return bootstrap(values, meanOfAll, drawing());
  const { value, low, high } = summariseMean(ofTask!);
  return { value, low: Math.max(least, low), high: Math.min(1, high) };
}

/** Every interval is drawn alike, so that none depends on how many others there are. */
export function drawing() {
  return { generator: streamGenerator(0, 'bootstrap') };
}

/** Success of each run, by task. */
export function sharesOf(trials: Contender['trials']): readonly (readonly number[])[] {
  return trials.map((seeds) =>
    seeds.map(({ successes }) => successes.filter(Boolean).length / successes.length),
  );
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function reportOf(
  { task, seeds, episodes }: ComparisonExtent,
  reference: string,
  rows: readonly ComparedRow[],
): Report {
  return {
    title:
      `${task}: success against labels; seeds ${rangesOf(seeds)} × ${episodes} fresh layouts, the same for all\n` +
      'success of these trainings: 95 % Wilson intervals over all layouts; of other seeds: mean over seeds, 95 % Student intervals\n' +
      `difference: from ${reference} with as many labels, over seeds; p: of these trainings, exact McNemar, pairs of layouts, Holm`,
    table: {
      head: [
        'way of learning',
        'labels',
        'manager + workers',
        'inspections',
        'success',
        'over seeds',
        'mean steps',
        'difference',
        'p',
      ],
      rows: rows.map((row) => [
        row.contender,
        `${row.labels}`,
        `${Math.max(...row.managerLabels)} + ${Math.max(...row.workerLabels)}`,
        `${Math.max(...row.inspections)}`,
        formatEstimate(row.success),
        seeds.length < 2 ? '–' : formatEstimate(row.overSeeds),
        row.meanSteps.toFixed(0),
        row.againstReference === null ? '–' : differenceIn(row.againstReference, seeds.length),
        row.againstReference === null ? '–' : formatP(row.againstReference.pHolm),
      ]),
    },
    data: { task, seeds, episodes, reference, rows },
  };
}

/** A single seed says nothing of others. */
function differenceIn({ difference }: AgainstReference, seeds: number): string {
  return seeds < 2 ? difference.value.toFixed(3) : formatEstimate(difference);
}
