import { NOTHING, type ObjectId } from '../grid.ts';
import type { Aim } from './aim.ts';
import { openCells } from './lower-bound.ts';
import { type Pose, type Situation, stridesOf } from './situation.ts';

/** What it costs to go through a cell, in moves: taking something away, unlocking a door, and to find its key first. */
const costs = { object: 8, key: 10, lock: 20 } as const;

/** What lies in the way. */
export interface InTheWay {
  /** Objects to move and doors to unlock, in the order in which they are met. */
  readonly all: readonly ObjectId[];
  readonly objects: readonly ObjectId[];
  readonly locks: readonly ObjectId[];
  /** The cells of the way, from the agent's on. */
  readonly cells: ReadonlySet<number>;
}

/** What lies on a cheapest way to the last place of an aim (Dijkstra 1959, over cells); null where there is none. */
export function obstaclesTo(situation: Situation, start: Pose, aim: Aim): InTheWay | null {
  const target = aim.landmarks(situation).at(-1);
  if (target === undefined) return { all: [], objects: [], locks: [], cells: new Set() };
  const { how, cells: targets } = target;
  const strides = stridesOf(situation.width);
  const passable = openCells(situation);
  for (const cell of aim.avoid ?? []) passable[cell] = 0;
  const ends = new Set(
    how === 'at' ? targets : targets.flatMap((target) => strides.map((stride) => target - stride)),
  );
  // What is to be looked at need not be gone through.
  if (how !== 'at') for (const target of targets) passable[target] = 0;

  const cost = new Int32Array(passable.length).fill(-1);
  const from = new Int32Array(passable.length).fill(-1);
  const buckets: number[][] = [[start >> 2]];
  cost[start >> 2] = 0;
  for (let total = 0; total < buckets.length; total++) {
    for (const cell of buckets[total] ?? []) {
      if (cost[cell]! < total) continue;
      if (ends.has(cell) && passable[cell] === 1) return along(situation, from, cell);
      for (const stride of strides) {
        const next = cell + stride;
        if (passable[next] !== 1) continue;
        const sum = total + costOf(situation, situation.cells[next]!);
        if (cost[next]! >= 0 && cost[next]! <= sum) continue;
        cost[next] = sum;
        from[next] = cell;
        (buckets[sum] ??= []).push(next);
      }
    }
  }
  return null;
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
