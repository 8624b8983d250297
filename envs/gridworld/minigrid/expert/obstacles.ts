import { NOTHING, type ObjectId } from '../grid.ts';
import type { Aim, Landmark } from './aim.ts';
import { cheapestWays } from './cheapest-ways.ts';
import { openCells } from './lower-bound.ts';
import { type Pose, type Situation, stridesOf } from './situation.ts';

/** Costs of going through a cell, in moves: taking something away, unlocking a door, and finding its key first. */
const costs = { object: 8, key: 10, lock: 20 } as const;

/** The things in the way. */
export interface InTheWay {
  /** Objects to move and doors to unlock, in the order in which they are met. */
  readonly all: readonly ObjectId[];
  readonly objects: readonly ObjectId[];
  readonly locks: readonly ObjectId[];
  /** The cells of the way, from the agent's on. */
  readonly cells: ReadonlySet<number>;
}

/** The things on a cheapest way to the last place of an aim; null where there is no way. */
export function obstaclesTo(situation: Situation, start: Pose, aim: Aim): InTheWay | null {
  const target = aim.landmarks(situation).at(-1);
  if (target === undefined) return { all: [], objects: [], locks: [], cells: new Set() };
  return obstaclesOnWay(situation, start, target, aim.avoid);
}

/** The things on a cheapest way to one place, which avoids some cells; null where there is no way. */
export function obstaclesOnWay(
  situation: Situation,
  start: Pose,
  { how, cells: targets }: Landmark,
  avoid: readonly number[] = [],
): InTheWay | null {
  const strides = stridesOf(situation.width);
  const passable = openCells(situation);
  for (const cell of avoid) passable[cell] = 0;
  const ends = new Set(
    how === 'at' ? targets : targets.flatMap((target) => strides.map((stride) => target - stride)),
  );
  // The agent only faces the target; it does not go through it.
  if (how !== 'at') for (const target of targets) passable[target] = 0;

  const { order, before } = cheapestWays(situation.width, passable.length, [start >> 2], (cell) =>
    passable[cell] === 1 ? costOf(situation, situation.cells[cell]!) : Infinity,
  );
  const end = order.find((cell) => ends.has(cell) && passable[cell] === 1);
  return end === undefined ? null : along(situation, before, end);
}

function costOf(situation: Situation, id: ObjectId): number {
  if (situation.isPortable(id)) return 1 + costs.object;
  if (situation.isClosed(id)) return 2;
  if (!situation.isLocked(id)) return 1;
  return situation.isKeyTo(situation.carrying, id) ? 1 + costs.key : 1 + costs.key + costs.lock;
}

function along(situation: Situation, from: Int32Array, last: number): InTheWay {
  const cells: number[] = [];
  for (let cell = last; cell >= 0; cell = from[cell]!) cells.unshift(cell);
  const ids = cells.map((cell) => situation.cells[cell]!);
  const objects = ids.filter((id) => situation.isPortable(id));
  const locks = ids.filter((id) => situation.isLocked(id));
  const all = ids.filter((id) => id !== NOTHING && (objects.includes(id) || locks.includes(id)));
  return { all, objects, locks, cells: new Set(cells) };
}
