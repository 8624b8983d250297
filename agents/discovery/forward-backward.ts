import { exp, log } from 'gymnasium-js/elementary';
import type { ReadActions } from './emission.ts';
import { emptyPosterior, type Posterior } from './posterior.ts';
import type { Sequences } from './sequences.ts';
import type { Transitions } from './transitions.ts';

/**
 * The forward–backward algorithm (Baum et al. 1970; Fox et al. 2017, Multi-Level Discovery of Deep Options) with scaling: the
 * chain of options is hidden, its transitions depend on what is seen, its actions on the option and on what is seen.
 */
export function forwardBackward(
  sequences: Sequences,
  read: ReadActions,
  transitions: Transitions,
): Posterior {
  const { lengths } = sequences;
  const K = read.options;
  const rows = lengths.reduce((sum, length) => sum + length, 0);
  const posterior = emptyPosterior(rows, K, lengths.length);
  /** p(y_t, option j | option i) up to a factor of the row, `[rows, K, K]` */
  const step = new Float64Array(rows * K * K);
  const forward = posterior.probabilities;
  let first = 0;
  lengths.forEach((length, episode) => {
    let sum = 0;
    for (let row = first; row < first + length; row++) {
      sum += fillStep(step, row, row === first, read, transitions);
      sum += log(advance(forward, step, row, row === first, K));
    }
    posterior.episodes[episode] = sum;
    goBack(posterior, step, first, length);
    first += length;
  });
  return { ...posterior, logLikelihood: posterior.episodes.reduce((sum, value) => sum + value, 0) };
}

/** @returns the logarithm of the factor that was taken out of the row */
function fillStep(
  step: Float64Array,
  row: number,
  isFirst: boolean,
  read: ReadActions,
  transitions: Transitions,
): number {
  const K = read.options;
  const offset = row * K * K;
  let largest = Number.NEGATIVE_INFINITY;
  const rowsBefore = isFirst ? 1 : K;
  for (let i = 0; i < rowsBefore; i++) {
    for (let j = 0; j < K; j++) {
      const value = read.logLikelihood(row, isFirst ? -1 : i, j);
      step[offset + i * K + j] = value;
      if (value > largest) largest = value;
    }
  }
  for (let i = 0; i < rowsBefore; i++) {
    for (let j = 0; j < K; j++) {
      const prior = isFirst ? transitions.initial[j]! : transitions.probability(row, i, j);
      step[offset + i * K + j] = prior * exp(Math.max(-700, step[offset + i * K + j]! - largest));
    }
  }
  return largest;
}

/** α_t(j) = Σ_i α_{t−1}(i) step_t(i, j), scaled to sum 1. @returns the scale */
function advance(
  forward: Float64Array,
  step: Float64Array,
  row: number,
  isFirst: boolean,
  K: number,
): number {
  const [now, offset] = [row * K, row * K * K];
  let total = 0;
  for (let j = 0; j < K; j++) {
    let sum = isFirst ? step[offset + j]! : 0;
    if (!isFirst) for (let i = 0; i < K; i++) sum += forward[now - K + i]! * step[offset + i * K + j]!;
    forward[now + j] = sum;
    total += sum;
  }
  const scale = Math.max(total, 1e-300);
  for (let j = 0; j < K; j++) forward[now + j]! /= scale;
  return scale;
}

/** Turns forward probabilities into posteriors of options and transitions, from the last row to the first. */
function goBack(
  { options: K, probabilities, transitions }: Posterior,
  step: Float64Array,
  first: number,
  length: number,
): void {
  for (let row = first + length - 1; row > first; row--) {
    const [now, before, offset] = [row * K, (row - 1) * K, row * K * K];
    for (let j = 0; j < K; j++) {
      // ξ_t(i, j) = γ_t(j) · α_{t−1}(i) step_t(i, j) / Σ_i α_{t−1}(i) step_t(i, j)
      let sum = 0;
      for (let i = 0; i < K; i++) sum += probabilities[before + i]! * step[offset + i * K + j]!;
      const factor = sum > 0 ? probabilities[now + j]! / sum : 0;
      for (let i = 0; i < K; i++)
        transitions[offset + i * K + j] = probabilities[before + i]! * step[offset + i * K + j]! * factor;
    }
    for (let i = 0; i < K; i++) {
      let sum = 0;
      for (let j = 0; j < K; j++) sum += transitions[offset + i * K + j]!;
      probabilities[before + i] = sum;
    }
  }
}

/** The most probable options of all rows (Viterbi 1967). */
export function mostProbable(sequences: Sequences, read: ReadActions, transitions: Transitions): Int32Array {
  const K = read.options;
  const rows = sequences.lengths.reduce((sum, length) => sum + length, 0);
  const best = new Float64Array(rows * K);
  const origin = new Int32Array(rows * K);
  const chosen = new Int32Array(rows);
  let first = 0;
  for (const length of sequences.lengths) {
    for (let row = first; row < first + length; row++) {
      for (let j = 0; j < K; j++) {
        let [from, value] = [0, Number.NEGATIVE_INFINITY];
        if (row === first)
          value = log(Math.max(1e-300, transitions.initial[j]!)) + read.logLikelihood(row, -1, j);
        else
          for (let i = 0; i < K; i++) {
            const prior = log(Math.max(1e-300, transitions.probability(row, i, j)));
            const candidate = best[(row - 1) * K + i]! + prior + read.logLikelihood(row, i, j);
            if (candidate > value) [from, value] = [i, candidate];
          }
        best[row * K + j] = value;
        origin[row * K + j] = from;
      }
    }
    let last = 0;
    const end = first + length - 1;
    for (let j = 1; j < K; j++) if (best[end * K + j]! > best[end * K + last]!) last = j;
    for (let row = end; row >= first; row--) {
      chosen[row] = last;
      last = origin[row * K + last]!;
    }
    first += length;
  }
  return chosen;
}
