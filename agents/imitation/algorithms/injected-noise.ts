import { Box, Discrete, type Generator, type Space } from 'gymnasium-js';
import { exp } from 'gymnasium-js/elementary';
import { UsageError } from '../../../src/errors.ts';

/**
 * Noise on demonstrated actions, as large as the errors of a learner (Laskey et al. 2017, DART: Noise Injection for Robust
 * Imitation Learning, section 4.2). Errors are kept as sums, and the level that follows from them as numbers, so that both can
 * be saved.
 */
export interface InjectedNoise<Action = unknown> {
  /** Number of sums. */
  readonly sums: number;
  /** Adds an error: what a learner would have done, and what was right. */
  add(sums: Float64Array, own: Action, right: Action): void;
  /** The level of noise that is as large as the errors, times a factor. */
  fit(sums: Float64Array, scale: number): readonly number[];
  /** Perturbs the actions of one episode. */
  perturbation(level: readonly number[], generator: Generator): (action: Action) => Action;
}

/**
 * The noise that suits an action space.
 * @param decay β of a component of noise from one step to the next, 0 … 1; actions that are numbers have none
 * @throws UsageError for spaces other than boxes and Discrete
 */
export function noiseFor(space: Space, decay: number): InjectedNoise {
  if (space instanceof Discrete) return discreteNoise(space) as InjectedNoise;
  if (space instanceof Box) return gaussianNoise(space, decay) as InjectedNoise;
  throw new UsageError(
    `imitation.algorithm: expected an action space Box or Discrete for dart, received ${space}; choose dagger or cloning`,
  );
}

/** The part of a component of noise that is left after a step; relaxation and step in ms. */
export function decayOf(relaxationMs: number, stepMs: number): number {
  return relaxationMs === 0 ? 0 : exp(-stepMs / relaxationMs);
}

/** Takes a random action as often as the learner takes a wrong one. Sums: actions compared, wrong ones. Level: ε. */
function discreteNoise(space: Discrete): InjectedNoise<number> {
  const { n, start } = space;
  return {
    sums: 2,
    add(sums, own, right) {
      sums[0]!++;
      if (own !== right) sums[1]!++;
    },
    fit: ([compared = 0, wrong = 0], scale) => [compared === 0 ? 0 : Math.min(1, (scale * wrong) / compared)],
    perturbation:
      ([probability = 0], generator) =>
      (action) =>
        probability > 0 && generator.random() < probability
          ? Number(start) + generator.integers(0, Number(n))
          : action,
  };
}

/**
 * Gaussian noise with the covariance of the learner's errors, Σ = mean of (own − right)(own − right)ᵀ. Sums: actions compared,
 * then the sum of these products, `[d, d]`. Level: L, lower triangular, `[d, d]` row-major, with Σ = L Lᵀ. Noise x that forgets
 * itself by the factor β a step: x ← β x + √(1 − β²) L ξ, ξ standard normal, from x = 0.
 */
function gaussianNoise({ low, high, shape }: Box, decay: number): InjectedNoise<Float64Array> {
  const size = shape.reduce((product, length) => product * length, 1);
  const kick = Math.sqrt(1 - decay * decay);
  return {
    sums: 1 + size * size,
    add(sums, own, right) {
      sums[0]!++;
      for (let i = 0; i < size; i++)
        for (let j = 0; j < size; j++)
          sums[1 + i * size + j]! += (own[i]! - right[i]!) * (own[j]! - right[j]!);
    },
    fit([compared = 0, ...products], scale) {
      if (compared === 0) return new Array<number>(size * size).fill(0);
      return triangularRoot(
        products.map((product) => (scale * product) / compared),
        size,
      );
    },
    perturbation(level, generator) {
      const noise = new Float64Array(size);
      return (action) => {
        const drawn = Float64Array.from({ length: size }, () => generator.standardNormal());
        return action.map((component, i) => {
          let change = 0;
          for (let j = 0; j <= i; j++) change += (level[i * size + j] ?? 0) * drawn[j]!;
          noise[i] = decay * noise[i]! + kick * change;
          return Math.min(Number(high[i]), Math.max(Number(low[i]), component + noise[i]!));
        });
      };
    },
  };
}

/** L with A = L Lᵀ for a positive semidefinite A, `[n, n]`; components without variance have rows and columns of 0. */
function triangularRoot(matrix: readonly number[], n: number): number[] {
  const root = new Array<number>(n * n).fill(0);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = matrix[i * n + j]!;
      for (let k = 0; k < j; k++) rest -= root[i * n + k]! * root[j * n + k]!;
      const pivot = root[j * n + j]!;
      if (i === j) root[i * n + j] = Math.sqrt(Math.max(0, rest));
      else root[i * n + j] = pivot === 0 ? 0 : rest / pivot;
    }
  }
  return root;
}
