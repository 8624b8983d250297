import { log } from 'gymnasium-js/elementary';
import { type LabelSequence, requireAligned } from './segments.ts';

/** How often each label of the reference coincides with each predicted label. */
export interface Contingency {
  /** Labels of the reference, ascending; the rows. */
  readonly rows: readonly number[];
  /** Predicted labels, ascending; the columns. */
  readonly columns: readonly number[];
  /** `[rows][columns]` numbers of steps */
  readonly counts: readonly Float64Array[];
  /** Number of steps in all. */
  readonly total: number;
}

/** Counts coinciding labels over all steps of all episodes. @throws RangeError when episodes or their lengths differ */
export function contingencyOf(
  reference: readonly LabelSequence[],
  predicted: readonly LabelSequence[],
): Contingency {
  requireAligned(reference, predicted);
  const [rows, columns] = [labelsIn(reference), labelsIn(predicted)];
  const row = new Map(rows.map((label, index) => [label, index]));
  const column = new Map(columns.map((label, index) => [label, index]));
  const counts = rows.map(() => new Float64Array(columns.length));
  let total = 0;
  reference.forEach((labels, episode) => {
    const others = predicted[episode]!;
    for (let step = 0; step < labels.length; step++) {
      counts[row.get(labels[step]!)!]![column.get(others[step]!)!]!++;
      total++;
    }
  });
  return { rows, columns, counts, total };
}

function labelsIn(episodes: readonly LabelSequence[]): number[] {
  const labels = new Set<number>();
  for (const episode of episodes)
    for (let step = 0; step < episode.length; step++) labels.add(episode[step]!);
  return [...labels].sort((a, b) => a - b);
}

/**
 * Frame accuracy, also called MoF (mean over frames): the share of steps, over all episodes, whose labels are equal; 0 … 1.
 */
export function frameAccuracy(
  reference: readonly LabelSequence[],
  predicted: readonly LabelSequence[],
): number {
  requireAligned(reference, predicted);
  let [equal, total] = [0, 0];
  reference.forEach((labels, episode) => {
    for (let step = 0; step < labels.length; step++) if (labels[step] === predicted[episode]![step]) equal++;
    total += labels.length;
  });
  return equal / total;
}

/**
 * Normalised mutual information of two labellings, 2 I(R; P) / (H(R) + H(P)): 0 for independent ones, 1 for those that are
 * equal up to the names of the labels. The arithmetic mean normalises, as in scikit-learn; two labellings of one label each
 * are equal, 1.
 */
export function normalisedMutualInformation(contingency: Contingency): number {
  const { counts, total } = contingency;
  const [rowSums, columnSums] = marginals(contingency);
  if (rowSums.length === 1 && columnSums.length === 1) return 1;
  const entropy = (sums: readonly number[]) =>
    sums.reduce((sum, count) => sum - (count / total) * log(count / total), 0);
  let information = 0;
  counts.forEach((row, i) => {
    row.forEach((count, j) => {
      if (count > 0) information += (count / total) * log((count * total) / (rowSums[i]! * columnSums[j]!));
    });
  });
  const bound = (entropy(rowSums) + entropy(columnSums)) / 2;
  return Math.min(1, Math.max(0, information / bound));
}

/**
 * Rand index adjusted for chance (Hubert & Arabie 1985): agreement over all pairs of steps, 0 on average for random
 * labellings of the same label frequencies, 1 for those that are equal up to the names of the labels; it may be negative. Two
 * labellings that are both of one label, or both of a label for every step, are equal, 1.
 */
export function adjustedRandIndex(contingency: Contingency): number {
  const { counts, total } = contingency;
  const pairs = (values: Iterable<number>) => {
    let sum = 0;
    for (const count of values) sum += (count * (count - 1)) / 2;
    return sum;
  };
  const [rowSums, columnSums] = marginals(contingency);
  const together = counts.reduce((sum, row) => sum + pairs(row), 0);
  const [inRows, inColumns, all] = [pairs(rowSums), pairs(columnSums), pairs([total])];
  const most = (inRows + inColumns) / 2;
  // Without pairs, expectation and maximum vanish alike.
  const expected = all === 0 ? 0 : (inRows * inColumns) / all;
  return most === expected ? 1 : (together - expected) / (most - expected);
}

/**
 * Cohen's κ (1960): agreement of two annotators beyond chance, (p − p_chance) / (1 − p_chance) over all steps; 1 for equal labels, 0 on
 * average for independent ones, negative for less. Labels count by name. Two annotators of one and the same label agree, 1.
 */
export function cohensKappa({ rows, columns, counts, total }: Contingency): number {
  const [rowSums, columnSums] = marginals({ rows, columns, counts, total });
  let [agreed, chance] = [0, 0];
  rows.forEach((label, i) => {
    const j = columns.indexOf(label);
    if (j < 0) return;
    agreed += counts[i]![j]! / total;
    chance += (rowSums[i]! / total) * (columnSums[j]! / total);
  });
  return chance === 1 ? 1 : (agreed - chance) / (1 - chance);
}

function marginals({ counts, columns }: Contingency): [rows: number[], columns: number[]] {
  const rowSums = counts.map((row) => row.reduce((sum, count) => sum + count, 0));
  const columnSums = columns.map((_, j) => counts.reduce((sum, row) => sum + row[j]!, 0));
  return [rowSums, columnSums];
}
