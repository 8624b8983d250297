import { Box, Dict, type Dtype, type Env, InvalidWrapper, type Space, Text } from 'gymnasium-js';
import { z } from 'zod';

/** Observations with an image, of `MiniGridEnv` or of a wrapper around it. */
export interface ImageObservation {
  readonly image: Uint8Array;
}

/**
 * The observation space of an environment with some of its entries replaced, or others added.
 * @throws InvalidWrapper when it is not a Dict
 */
export function withEntries<Observation>(
  env: Env<Observation, number>,
  wrapper: string,
  entries: Readonly<Record<string, Space>>,
): Space<Observation> {
  // The type of an observation does not follow from the entries of its space.
  return new Dict({ ...dictSpace(env, wrapper).spaces, ...entries }) as unknown as Space<Observation>;
}

/** Settings of wrappers that have none. */
export const noSettings = z.strictObject({});

/** Checks missions. @throws InvalidWrapper when they are not text, e.g. because a wrapper encodes them */
export function expectTextMission(env: Env<unknown, number>, wrapper: string): void {
  const mission = dictSpace(env, wrapper).spaces['mission'];
  if (mission instanceof Text) return;
  throw new InvalidWrapper(
    `${wrapper}.env: expected observations with a mission in words, received ${env.observationSpace}. ` +
      'Leave out the wrapper that changes it.',
  );
}

/**
 * The shape of the image that an environment shows.
 * @param dtype the type that its values must have; absent: any
 * @throws InvalidWrapper without one
 */
export function imageShape(
  env: Env<unknown, number>,
  wrapper: string,
  dtype?: Dtype,
): readonly [number, number, number] {
  const image = dictSpace(env, wrapper).spaces['image'];
  const suits = dtype === undefined || (image instanceof Box && image.dtype === dtype);
  if (suits && image?.shape?.length === 3)
    return image.shape as readonly number[] as readonly [number, number, number];
  const values = dtype === undefined ? '' : ` and of ${dtype}`;
  throw new InvalidWrapper(
    `${wrapper}.env: expected observations with an image of three dimensions${values}, received ${env.observationSpace}.`,
  );
}

/**
 * The space of observations with entries.
 * @throws InvalidWrapper when it is none
 */
// biome-ignore lint/suspicious/noExplicitAny: wrappers of every observation type
export function dictSpace(env: Env<any, number>, wrapper: string): Dict {
  const space: unknown = env.observationSpace;
  if (space instanceof Dict) return space;
  throw new InvalidWrapper(
    `${wrapper}.env: expected observations of a Dict, received ${space}. Apply the wrapper before those that flatten.`,
  );
}
