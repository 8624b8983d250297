import type { Env } from '../env.ts';
import { InvalidEnv } from '../errors.ts';
import { Box } from '../spaces/box.ts';
import { Dict } from '../spaces/dict.ts';
import { Space } from '../spaces/space.ts';
import { Tuple } from '../spaces/tuple.ts';
import { describe } from './describe.ts';
import type { Complain } from './results.ts';

/**
 * Checks that an environment has both its spaces, and that they are of use: no empty tuple or dict, no box without
 * room.
 * @throws InvalidEnv when one is missing or empty
 */
export function checkSpaces(env: Env, warn: Complain): void {
  for (const name of ['observationSpace', 'actionSpace'] as const) {
    const space: unknown = env[name];
    if (!(space instanceof Space)) {
      throw new InvalidEnv(
        `${env.constructor.name}.${name}: expected a Space, received ${describe(space)}. Assign one in the constructor.`,
      );
    }
    checkSpace(space, name, warn);
  }
}

function checkSpace(space: Space, path: string, warn: Complain): void {
  for (const [key, inner] of innerSpaces(space)) checkSpace(inner, `${path}.${key}`, warn);
  if ((space instanceof Tuple || space instanceof Dict) && innerSpaces(space).length === 0) {
    throw new InvalidEnv(`${path}: expected at least one space in it, received none.`);
  }
  if (!(space instanceof Box)) return;
  const point = space.low.findIndex((low: number | bigint, i: number) => low === space.high[i]);
  if (point >= 0)
    warn(`${path}.low[${point}]: the bounds of the box are equal, so that it always is ${space.low[point]}.`);
}

/** Warns of boxes that are allowed, but harder to learn with than they need be. */
export function checkSpaceLimits(space: Space, path: string, warn: Complain): void {
  for (const [key, inner] of innerSpaces(space)) checkSpaceLimits(inner, `${path}.${key}`, warn);
  if (!(space instanceof Box)) return;
  if (space.boundedBelow.includes(0)) warn(`${path}.low: −∞ is probably too low; give the bound that holds.`);
  if (space.boundedAbove.includes(0))
    warn(`${path}.high: ∞ is probably too high; give the bound that holds.`);
  if (!path.startsWith('actionSpace') || space.shape.length !== 1) return;
  const normal = Array.from(space.low, Number).every((low, i) => {
    const high = Number(space.high[i]);
    return low >= -1 && high <= 1 && (low === 0 || low === -high);
  });
  if (!normal) {
    warn(
      `${path}: actions between −1 and 1, or 0 and 1, are easier to learn; RescaleAction maps them onto this box.`,
    );
  }
}

function innerSpaces(space: Space): (readonly [key: string, space: Space])[] {
  return space instanceof Tuple || space instanceof Dict
    ? Object.entries(space.spaces as Record<string, Space>)
    : [];
}
