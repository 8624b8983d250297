import type { Rows } from '../../discovery/sequences.ts';
import { readRow, WeightedRidge } from '../../discovery/weighted-ridge.ts';

const FOLDS = 5;
/** λ, relative to the number of rows and the mean square of a feature. */
const RIDGE = 0.01;

/** Labels decoded from the rows of episodes that the decoder was not fitted to. */
export interface Decoded {
  /** The labels that occur, ascending. */
  readonly labels: readonly number[];
  /** Decoded label of each row. */
  readonly decoded: Int32Array;
  /** Mean over labels of the share of their rows that are decoded right; 1 / labels by chance. */
  readonly balancedAccuracy: number;
}

/**
 * Decodes labels from rows by ridge regression of the one-hot label, rows of all labels weighing the same; the largest output
 * wins. Cross-validated: every fifth episode is left out in turn, so that rows of one episode never help each other.
 *
 * @param labels of each row
 * @param episodes of each row; folds take turns in the order in which episodes first appear
 * @returns null where there is one label, or one episode
 */
export function crossDecode(rows: Rows, labels: Int32Array, episodes: Int32Array): Decoded | null {
  const names = [...new Set(labels)].sort((a, b) => a - b);
  const numbers = [...new Set(episodes)];
  if (names.length < 2 || numbers.length < 2) return null;
  const indices = Int32Array.from(labels, (label) => names.indexOf(label));
  const decoded = new Int32Array(labels.length);
  const regression = new WeightedRidge(rows.columns, names.length);
  const penalty = RIDGE * Math.max(1e-12, meanSquare(rows)) * names.length;
  const folds = Math.min(FOLDS, numbers.length);
  const foldOf = new Map(numbers.map((episode, place) => [episode, place % folds]));
  for (let fold = 0; fold < folds; fold++) {
    const isOut = (row: number) => foldOf.get(episodes[row]!) === fold;
    const weights = decoder(regression, rows, indices, names.length, penalty, isOut);
    for (let row = 0; row < labels.length; row++)
      if (isOut(row)) decoded[row] = names[winner(weights, names.length, rows, row)]!;
  }
  return { labels: names, decoded, balancedAccuracy: balancedAccuracy(labels, decoded, names) };
}

function decoder(
  regression: WeightedRidge,
  rows: Rows,
  indices: Int32Array,
  labels: number,
  penalty: number,
  isOut: (row: number) => boolean,
): Float64Array {
  const counts = new Float64Array(labels);
  indices.forEach((label, row) => {
    if (!isOut(row)) counts[label]!++;
  });
  const target = new Float64Array(labels);
  regression.clear();
  indices.forEach((label, row) => {
    if (isOut(row)) return;
    target.fill(0);
    target[label] = 1 / counts[label]!;
    regression.add(rows, row, 1 / counts[label]!, target);
  });
  return regression.solve(penalty);
}

function winner(weights: Float64Array, outputs: number, rows: Rows, row: number): number {
  let [best, largest] = [0, Number.NEGATIVE_INFINITY];
  for (let o = 0; o < outputs; o++) {
    const value = readRow(weights, o, rows, row);
    if (value > largest) [best, largest] = [o, value];
  }
  return best;
}

function balancedAccuracy(labels: Int32Array, decoded: Int32Array, names: readonly number[]): number {
  const shares = names.map((name) => {
    let [right, total] = [0, 0];
    labels.forEach((label, row) => {
      if (label !== name) return;
      total++;
      if (decoded[row] === name) right++;
    });
    return right / total;
  });
  return shares.reduce((sum, share) => sum + share, 0) / names.length;
}

function meanSquare({ values }: Rows): number {
  return values.reduce((sum, value) => sum + value * value, 0) / Math.max(1, values.length);
}
