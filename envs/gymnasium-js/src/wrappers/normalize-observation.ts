import { describe } from '../checks/describe.ts';
import type { Env } from '../env.ts';
import { InvalidWrapper } from '../errors.ts';
import { Box } from '../spaces/box.ts';
import { sizeOf } from '../spaces/dtype.ts';
import { RunningMeanStd, type RunningMeanStdState } from './running-mean-std.ts';
import { checkedSettings, ObservationWrapper } from './wrapper.ts';

export interface NormalizeObservationSettings {
  /** Added to the variance. Default 1e-8. */
  readonly epsilon?: number;
}

/** What a space with a shape holds: a number, or a flat array of numbers. */
export type ShapedObservation = number | ArrayLike<number> | ArrayLike<bigint>;

/** Centres every element of the observations on its running mean and divides it by its running standard deviation. */
export class NormalizeObservation<Action = unknown> extends ObservationWrapper<
  Float32Array,
  Action,
  ShapedObservation
> {
  readonly #statistics: RunningMeanStd;
  readonly #size: number;
  readonly #epsilon: number;
  /** Whether observations change the statistics. Switch it off to evaluate. */
  updateRunningMean = true;

  /** @throws InvalidWrapper when the observations have no shape, or epsilon is not positive */
  constructor(env: Env<ShapedObservation, Action>, settings: NormalizeObservationSettings = {}) {
    super(env, checkedSettings(settings, 'NormalizeObservation'));
    const { epsilon = 1e-8 } = settings;
    if (!(Number.isFinite(epsilon) && epsilon > 0)) {
      throw new InvalidWrapper(
        `NormalizeObservation.epsilon: expected a positive number, received ${describe(epsilon)}.`,
      );
    }
    const space = env.observationSpace;
    const { shape } = space;
    if (shape === null) {
      throw new InvalidWrapper(
        `NormalizeObservation.env: expected observations with a shape, received ${space}. Apply FlattenObservation first.`,
      );
    }
    this.#epsilon = epsilon;
    this.#size = sizeOf(shape);
    this.#statistics = new RunningMeanStd(this.#size, {
      precision: space instanceof Box && space.dtype === 'float32' ? 'single' : 'start',
    });
    this.observationSpace = new Box({ low: -Infinity, high: Infinity, shape });
  }

  /** The running mean, variance and count, for `restore`; plain JSON values. */
  state(): RunningMeanStdState {
    return this.#statistics.state();
  }

  restore(state: RunningMeanStdState): void {
    this.#statistics.restore(state);
  }

  protected override observation(observation: ShapedObservation): Float32Array {
    const values =
      typeof observation === 'number'
        ? [observation]
        : Array.from<number | bigint, number>(observation, Number);
    if (this.updateRunningMean) this.#statistics.update(values);
    const normalized = new Float32Array(this.#size);
    this.#statistics.normalize(normalized, values, this.#epsilon);
    return normalized;
  }
}
