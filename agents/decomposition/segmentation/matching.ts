import { contingencyOf } from './contingency.ts';
import type { LabelSequence } from './segments.ts';

/** Which label of the reference each predicted label stands for; null where there are more predicted labels than others. */
export type LabelMatching = ReadonlyMap<number, number | null>;

/**
 * The one-to-one matching of predicted labels with labels of the reference under which most steps agree (the Hungarian
 * method, Kuhn 1955), for predictions whose labels have no names.
 */
export function optimalMatching(
  reference: readonly LabelSequence[],
  predicted: readonly LabelSequence[],
): LabelMatching {
  const { rows, columns, counts } = contingencyOf(reference, predicted);
  const size = Math.max(rows.length, columns.length);
  const agreement = Array.from({ length: size }, (_, i) =>
    Float64Array.from({ length: size }, (_, j) => counts[i]?.[j] ?? 0),
  );
  const rowOf = assignment(agreement);
  return new Map(columns.map((label, column) => [label, rows[rowOf[column]!] ?? null]));
}

/** Predicted labels in the names of the reference; a label without a match becomes −1 − label, which matches nothing. */
export function relabelled(predicted: readonly LabelSequence[], matching: LabelMatching): Int32Array[] {
  return predicted.map((labels) =>
    Int32Array.from({ length: labels.length }, (_, step) => {
      const label = labels[step]!;
      return matching.get(label) ?? -1 - label;
    }),
  );
}

/**
 * Assigns a row to each column of a square matrix so that the sum of the chosen entries is largest: shortest augmenting
 * paths with potentials, a row at a time (Jonker & Volgenant 1987), O(n³).
 * @returns `[n]` the row of each column
 */
export function assignment(gain: readonly Float64Array[]): Int32Array {
  const n = gain.length;
  const rowPotential = new Float64Array(n);
  const columnPotential = new Float64Array(n);
  const rowOf = new Int32Array(n).fill(-1);
  for (let row = 0; row < n; row++) {
    const slack = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
    const cameFrom = new Int32Array(n).fill(-1);
    const visited = new Uint8Array(n);
    let current = -1;
    // The path grows, column by column, until it ends in a column without a row.
    do {
      const source = current < 0 ? row : rowOf[current]!;
      let nearest = -1;
      for (let j = 0; j < n; j++) {
        if (visited[j]) continue;
        const reduced = -gain[source]![j]! - rowPotential[source]! - columnPotential[j]!;
        if (reduced < slack[j]!) {
          slack[j] = reduced;
          cameFrom[j] = current;
        }
        if (nearest < 0 || slack[j]! < slack[nearest]!) nearest = j;
      }
      const step = slack[nearest]!;
      rowPotential[row]! += step;
      for (let j = 0; j < n; j++) {
        if (visited[j]) {
          rowPotential[rowOf[j]!]! += step;
          columnPotential[j]! -= step;
        } else slack[j]! -= step;
      }
      visited[nearest] = 1;
      current = nearest;
    } while (rowOf[current]! >= 0);
    while (current >= 0) {
      const previous = cameFrom[current]!;
      rowOf[current] = previous < 0 ? row : rowOf[previous]!;
      current = previous;
    }
  }
  return rowOf;
}
