import { Box, type Env, InvalidWrapper, ObservationWrapper } from 'gymnasium-js';
import { z } from 'zod';
import type { ObservationEncoder } from '../../src/encoding/encoder.ts';
import { unwrappedAs } from '../unwrapped-as.ts';

/** Shows an environment as one of its views: observations are the view's units, of 0 to 1, in a fresh array each. */
export abstract class EncodedObservation<Observation, Action = unknown> extends ObservationWrapper<
  Float64Array,
  Action,
  Observation
> {
  /** The view; its `labels` name each unit. */
  readonly view: ObservationEncoder<Observation>;

  /** @param settings settings that make this wrapper again, for its spec */
  constructor(env: Env<Observation, Action>, settings: object, view: ObservationEncoder<Observation>) {
    super(env, settings);
    this.view = view;
    this.observationSpace = new Box({ low: 0, high: 1, shape: [view.size], dtype: 'float64' });
  }

  /** The observation as the view encodes it. */
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
 * Schema of the settings of a wrapper that shows views one after another.
 *
 * @param views the views by their names
 * @param defaults the names of those that are shown unless told otherwise
 * @param mostWindow the widest egocentric view, in cells
 */
export function viewSettings<Name extends string>(
  views: Readonly<Record<Name, unknown>>,
  defaults: readonly NoInfer<Name>[],
  mostWindow: number,
) {
  const names = z.enum(Object.keys(views) as Name[]);
  return z.strictObject({
    views: z
      .array(names)
      .min(1)
      .default([...defaults]),
    window: viewWindow(mostWindow),
  });
}

/**
 * The environment beneath the wrappers, whose observations a view is made from.
 * @throws InvalidWrapper when it is of another class, or a wrapper changes its observations
 */
export function viewed<Kind extends Env>(
  env: Env,
  kind: abstract new (...args: never[]) => Kind,
  wrapper: string,
): Kind {
  const inner = unwrappedAs(env, kind, wrapper);
  const shown = env.observationSpace;
  if (shown === inner.observationSpace) return inner;
  throw new InvalidWrapper(
    `${wrapper}.env: expected the observations of ${kind.name}, received ${shown}. Leave out the wrapper that changes them.`,
  );
}
