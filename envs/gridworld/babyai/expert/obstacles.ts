import { typeIndex } from '../../minigrid/encoding.ts';
import { keysTo } from '../../minigrid/expert/aim.ts';
import { cheapestWays } from '../../minigrid/expert/cheapest-ways.ts';
import type { Situation } from '../../minigrid/expert/situation.ts';
import type { ObjectId } from '../../minigrid/grid.ts';
import type { Part, Permissions } from './part.ts';

/** Cost of going through a cell with an object, in moves: less than it ever takes, so that no chance is missed. */
const OBJECT_COST = 3;
const LOCK_COST = 30;

/**
 * The objects that a plan may move: those that the mission asks for, keys, and those on cheapest ways between these.
 */
export function permissionsFor({ mission, root, start, until }: Part): Permissions {
  const { situation, done } = root;
  const portable = (id: ObjectId) => situation.isPortable(id);
  const left = mission.remaining(done, until);
  const locks = situation.objects().filter((id) => situation.isLocked(id));
  const places = [
    ...left.flatMap(({ targets, fixed }) => [[...targets], [...fixed]]),
    ...locks.flatMap((door) => [[door], keysTo(situation, door)]),
  ].map((ids) => ids.map((id) => situation.placeOf(id)).filter((cell) => cell >= 0));
  const movable = new Set<ObjectId>(locks.flatMap((door) => keysTo(situation, door)));
  for (const { kind, targets } of left) {
    if (kind === 'pick up' || kind === 'put next') for (const id of targets) movable.add(id);
  }
  const obstacles = new Set<ObjectId>();
  for (const from of [[start >> 2], ...places]) {
    for (const id of onTheWay(situation, from, places)) if (portable(id)) obstacles.add(id);
  }
  for (const id of obstacles) movable.add(id);
  return { obstacles, movable, anywhere: false };
}

function costOf(situation: Situation, id: ObjectId): number {
  const type = situation.typeOf(id);
  if (type === typeIndex.wall || type === typeIndex.lava) return Infinity;
  if (situation.isPortable(id)) return 1 + OBJECT_COST;
  return situation.isLocked(id) ? 1 + LOCK_COST : 1;
}

/** The objects on the cheapest ways from the nearest cell of `from` to the nearest cell of each of `places`. */
function onTheWay(
  situation: Situation,
  from: readonly number[],
  places: readonly (readonly number[])[],
): ObjectId[] {
  const { width, cells } = situation;
  const { order, before } = cheapestWays(width, cells.length, from, (cell) =>
    costOf(situation, cells[cell]!),
  );
  return places.flatMap((place) => {
    const ids: ObjectId[] = [];
    const nearest = order.find((cell) => place.includes(cell)) ?? -1;
    for (let cell = before[nearest] ?? -1; cell >= 0; cell = before[cell]!) ids.push(cells[cell]!);
    return ids;
  });
}
