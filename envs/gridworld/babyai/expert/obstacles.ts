import { typeIndex } from '../../minigrid/encoding.ts';
import { type Situation, stridesOf } from '../../minigrid/expert/situation.ts';
import type { ObjectId } from '../../minigrid/grid.ts';
import type { Done, Mission } from './mission.ts';

/** What it costs to go through a cell with an object, in moves: less than it ever takes, so that no chance is missed. */
const OBJECT_COST = 3;
const LOCK_COST = 30;

/** What a plan may do besides moving, as seen from its start. */
export interface Permissions {
  /** Objects that may be taken out of the way. */
  readonly obstacles: ReadonlySet<ObjectId>;
  /** Every object that may be moved for any reason. */
  readonly movable: ReadonlySet<ObjectId>;
  /** Whether things may be put down far from where they are in the way. */
  readonly anywhere: boolean;
}

/** A part of a mission, from a state on. */
export interface Stretch {
  readonly done: Done;
  readonly until: Done;
  /** The agent's cell. */
  readonly start: number;
}

/** What a plan may move: what the mission asks for, keys, and what lies on cheapest ways between these. */
export function permissions(
  situation: Situation,
  mission: Mission,
  { done, until, start }: Stretch,
): Permissions {
  const portable = (id: ObjectId) => situation.isPortable(id);
  const left = mission.remaining(done, until);
  const locks = [...situation.objects()].filter((id) => situation.isLocked(id));
  const places = [
    ...left.flatMap(({ targets, fixed }) => [[...targets], [...fixed]]),
    ...locks.flatMap((door) => [[door], keysTo(situation, door)]),
  ].map((ids) => ids.map((id) => situation.placeOf(id)).filter((cell) => cell >= 0));
  const movable = new Set<ObjectId>(locks.flatMap((door) => keysTo(situation, door)));
  for (const { kind, targets } of left) {
    if (kind === 'pick up' || kind === 'put next') for (const id of targets) movable.add(id);
  }
  const obstacles = new Set<ObjectId>();
  for (const from of [[start], ...places]) {
    for (const id of onTheWay(situation, from, places)) if (portable(id)) obstacles.add(id);
  }
  for (const id of obstacles) movable.add(id);
  return { obstacles, movable, anywhere: false };
}

/** Everything that can be moved. */
export function allPermissions(situation: Situation): Permissions {
  const movable = new Set([...situation.objects()].filter((id) => situation.isPortable(id)));
  return { obstacles: movable, movable, anywhere: true };
}

function costOf(situation: Situation, id: ObjectId): number {
  if (situation.isPortable(id)) return OBJECT_COST;
  return situation.isLocked(id) ? LOCK_COST : 0;
}

/** What is met on the cheapest ways from the nearest of some cells to the nearest of each of others. */
function onTheWay(
  situation: Situation,
  from: readonly number[],
  places: readonly (readonly number[])[],
): ObjectId[] {
  const strides = stridesOf(situation.width);
  const cost = new Int32Array(situation.cells.length).fill(-1);
  const before = new Int32Array(situation.cells.length).fill(-1);
  const buckets: number[][] = [[...from]];
  for (const cell of from) cost[cell] = 0;
  for (let total = 0; total < buckets.length; total++) {
    for (const cell of buckets[total] ?? []) {
      if (cost[cell]! < total) continue;
      for (const stride of strides) {
        const next = cell + stride;
        const id = situation.cells[next]!;
        if (situation.typeOf(id) === typeIndex.wall || situation.typeOf(id) === typeIndex.lava) continue;
        const sum = total + 1 + costOf(situation, id);
        if (cost[next]! >= 0 && cost[next]! <= sum) continue;
        cost[next] = sum;
        before[next] = cell;
        (buckets[sum] ??= []).push(next);
      }
    }
  }
  return places.flatMap((cells) => {
    const reached = cells.filter((cell) => cost[cell]! >= 0).sort((a, b) => cost[a]! - cost[b]!);
    const ids: ObjectId[] = [];
    for (let cell = before[reached[0] ?? -1] ?? -1; cell >= 0; cell = before[cell]!)
      ids.push(situation.cells[cell]!);
    return ids;
  });
}

/** The keys of a door's colour that lie somewhere, be it in a box. */
export function keysTo(situation: Situation, door: ObjectId): ObjectId[] {
  return [...situation.objects()].filter((id) => situation.isKeyTo(id, door));
}
