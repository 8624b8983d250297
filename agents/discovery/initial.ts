import type { Generator } from 'gymnasium-js';
import { emptyPosterior, type Posterior } from './posterior.ts';
import { rowsOf, type Sequences } from './sequences.ts';

/** Probability of the label that a first guess gives to a row. */
const TRUST = 0.99;

/**
 * First guesses at the options of all rows, from which expectation–maximisation sets out: the first one cuts every episode into
 * K equal parts of time; others deal 2K parts out at random, alike in all episodes, or group the rows by what was done around
 * them.
 *
 * @param restart number of the guess, from 0
 * @param window rows on either side that count as around a row
 */
export function firstGuess(
  sequences: Sequences,
  options: number,
  restart: number,
  window: number,
  generator: Generator,
): Posterior {
  if (restart % 2 === 1)
    return posteriorOf(sequences, options, byActions(sequences, options, window, generator));
  const parts = restart === 0 ? options : 2 * options;
  const dealt =
    restart === 0
      ? Array.from({ length: parts }, (_, part) => part)
      : (generator.permutation(parts) as number[]).map((place) => place % options);
  const labels = new Int32Array(rowsOf(sequences));
  let first = 0;
  for (const length of sequences.lengths) {
    for (let t = 0; t < length; t++) labels[first + t] = dealt[Math.floor((parts * t) / length)]!;
    first += length;
  }
  return posteriorOf(sequences, options, labels);
}

/** The posterior of labels that are probably right. */
function posteriorOf(sequences: Sequences, options: number, labels: Int32Array): Posterior {
  const posterior = emptyPosterior(labels.length, options, sequences.lengths.length);
  const { probabilities, transitions } = posterior;
  const probability = (row: number, option: number) =>
    labels[row] === option ? (options === 1 ? 1 : TRUST) : (1 - TRUST) / Math.max(1, options - 1);
  let first = 0;
  for (const length of sequences.lengths) {
    for (let row = first; row < first + length; row++) {
      for (let j = 0; j < options; j++) {
        probabilities[row * options + j] = probability(row, j);
        if (row === first) continue;
        for (let i = 0; i < options; i++)
          transitions[(row * options + i) * options + j] = probability(row - 1, i) * probability(row, j);
      }
    }
    first += length;
  }
  return posterior;
}

/** Rounds of k-means. */
const ROUNDS = 10;

/** Groups rows by the mean action in a window around them: k-means (Lloyd 1982) from random rows. */
function byActions(sequences: Sequences, options: number, window: number, generator: Generator): Int32Array {
  const means = meanActions(sequences, window);
  const { columns } = sequences.actions;
  const rows = means.length / columns;
  const centres = Array.from({ length: options }, () => {
    const row = Math.floor(generator.random() * rows);
    return means.slice(row * columns, (row + 1) * columns);
  });
  const labels = new Int32Array(rows);
  for (let round = 0; round < ROUNDS; round++) {
    const sums = centres.map(() => new Float64Array(columns + 1));
    for (let row = 0; row < rows; row++) {
      let [nearest, least] = [0, Number.POSITIVE_INFINITY];
      centres.forEach((centre, k) => {
        let distance = 0;
        for (let o = 0; o < columns; o++) distance += (means[row * columns + o]! - centre[o]!) ** 2;
        if (distance < least) [nearest, least] = [k, distance];
      });
      labels[row] = nearest;
      const sum = sums[nearest]!;
      for (let o = 0; o < columns; o++) sum[o]! += means[row * columns + o]!;
      sum[columns]!++;
    }
    sums.forEach((sum, k) => {
      const count = sum[columns]!;
      if (count > 0) centres[k] = sum.subarray(0, columns).map((value) => value / count);
    });
  }
  return labels;
}

/** Mean of the actions in the window around each row, within its episode, `[rows, O]`. */
function meanActions({ lengths, actions }: Sequences, window: number): Float64Array {
  const { columns, values } = actions;
  const means = new Float64Array(values.length);
  let first = 0;
  for (const length of lengths) {
    for (let t = 0; t < length; t++) {
      const [from, to] = [Math.max(0, t - window), Math.min(length - 1, t + window)];
      for (let o = 0; o < columns; o++) {
        let sum = 0;
        for (let s = from; s <= to; s++) sum += values[(first + s) * columns + o]!;
        means[(first + t) * columns + o] = sum / (to - from + 1);
      }
    }
    first += length;
  }
  return means;
}
