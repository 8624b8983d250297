import { Box, Env, InvalidWrapper, ObservationWrapper } from 'gymnasium-js';
import { z } from 'zod';
import type { ObservationEncoder } from '../../src/encoding/encoder.ts';

/** Shows an environment as one of its views: observations are the view's units, of 0 to 1, in a fresh array each. */
export abstract class EncodedObservation<Observation, Action = unknown> extends ObservationWrapper<
  Float64Array,
  Action,
  Observation
> {
  /** Its `labels` say what each unit stands for. */
  readonly view: ObservationEncoder<Observation>;

  /** @param settings what makes this wrapper again, for its spec */
  constructor(env: Env<Observation, Action>, settings: object, view: ObservationEncoder<Observation>) {
    super(env, settings);
    this.view = view;
    this.observationSpace = new Box({ low: 0, high: 1, shape: [view.size], dtype: 'float64' });
  }

  protected override observation(observation: Observation): Float64Array {
    const units = new Float64Array(this.view.size);
    this.view.encode(units, observation);
    return units;
  }
}

/** Schema of the side of an egocentric view. */
export const viewWindow = (most: number) =>
  z
    .int()
    .min(3)
    .max(most)
    .refine((window) => window % 2 === 1, { error: 'an odd number' })
    .default(7)
    .describe('cells along each side of the egocentric view');

/**
 * The environment beneath the wrappers, whose observations a view is made from.
 * @throws InvalidWrapper when it is of another class, or a wrapper changes its observations
 */
export function viewed<Kind extends object>(
  env: unknown,
  kind: abstract new (...args: never[]) => Kind,
  wrapper: string,
): Kind {
  const inner: unknown = env instanceof Env ? env.unwrapped : env;
  if (!(inner instanceof kind))
    throw new InvalidWrapper(`${wrapper}.env: expected an environment of ${kind.name}, received ${env}.`);
  const shown = (env as Env).observationSpace;
  if (shown === (inner as unknown as Env).observationSpace) return inner;
  throw new InvalidWrapper(
    `${wrapper}.env: expected the observations of ${kind.name}, received ${shown}. Leave out the wrapper that changes them.`,
  );
}
