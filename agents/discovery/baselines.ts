import type { Generator } from 'gymnasium-js';
import { rowsOf, type Sequences } from './sequences.ts';

/**
 * Change points: in every episode the rows at which features before and after differ most become boundaries, at least a window
 * apart. Segments take the labels 0 … K − 1 in turn.
 *
 * @param options K
 * @param boundaries number in each episode, which has to be known
 * @param window rows before and after a boundary whose mean features are compared
 * @returns label of each row
 */
export function changePoints(
  sequences: Sequences,
  options: number,
  boundaries: number,
  window: number,
): Int32Array {
  return inEpisodes(sequences, options, (first, length) => {
    const changes = Array.from({ length }, (_, t) => ({
      t,
      change: changeAt(sequences, first, length, t, window),
    }));
    const chosen: number[] = [];
    for (const { t, change } of changes.sort((a, b) => b.change - a.change || a.t - b.t)) {
      if (chosen.length === boundaries || change <= 0) break;
      if (chosen.every((other) => Math.abs(other - t) >= window)) chosen.push(t);
    }
    return chosen;
  });
}

/** Squared distance of the mean features in the windows before and after a row; 0 where they leave the episode. */
function changeAt({ features }: Sequences, first: number, length: number, t: number, window: number): number {
  if (t < window || t + window > length) return 0;
  const { columns, values } = features;
  let sum = 0;
  for (let i = 0; i < columns; i++) {
    let difference = 0;
    for (let s = 0; s < window; s++)
      difference += values[(first + t + s) * columns + i]! - values[(first + t - 1 - s) * columns + i]!;
    sum += (difference / window) ** 2;
  }
  return sum;
}

/** Boundaries at random rows, a given number in each episode; segments take the labels 0 … K − 1 in turn. */
export function randomSegments(
  sequences: Sequences,
  options: number,
  boundaries: number,
  generator: Generator,
): Int32Array {
  return inEpisodes(sequences, options, (_, length) =>
    Array.from({ length: boundaries }, () => 1 + Math.floor(generator.random() * (length - 1))),
  );
}

/** Labels from boundaries, episode by episode. */
function inEpisodes(
  sequences: Sequences,
  options: number,
  boundariesIn: (first: number, length: number) => readonly number[],
): Int32Array {
  const labels = new Int32Array(rowsOf(sequences));
  let first = 0;
  for (const length of sequences.lengths) {
    const boundaries = new Set(boundariesIn(first, length));
    let label = 0;
    for (let t = 0; t < length; t++) {
      if (boundaries.has(t)) label = (label + 1) % options;
      labels[first + t] = label;
    }
    first += length;
  }
  return labels;
}

/**
 * The same demonstrations for competing workers, each of which sees the units of one object only: a strong prior, which says
 * what belongs to what.
 *
 * @param groups units of each worker, by their number
 */
export function withViews(sequences: Sequences, groups: readonly (readonly number[])[]): Sequences {
  const { columns, values } = sequences.features;
  const views = groups.map((units) => {
    const seen = new Float32Array(values.length);
    for (let row = 0; row < rowsOf(sequences); row++)
      for (const unit of units) seen[row * columns + unit] = values[row * columns + unit]!;
    return { columns, values: seen };
  });
  return { ...sequences, views };
}
