import type { Position } from '../encoding.ts';
import type { ObjectId } from '../grid.ts';
import type { MiniGridEnv } from '../minigrid-env.ts';
import { portableTypes } from '../room-grid.ts';

/**
 * Places keys, balls and boxes; no two have both type and colour in common.
 *
 * @param tooNear whether two cells are too near to each other to hold objects; default: none are
 */
export function placeDistinctObjects(
  env: MiniGridEnv,
  count: number,
  tooNear: (one: Position, other: Position) => boolean = () => false,
): ObjectId[] {
  const { grid, draw } = env;
  const names = new Set<string>();
  const objects: ObjectId[] = [];
  const positions: Position[] = [];
  const reject = (x: number, y: number) => positions.some((position) => tooNear([x, y], position));
  while (objects.length < count) {
    const type = draw.element(portableTypes);
    const colour = draw.colour();
    if (names.has(`${colour} ${type}`)) continue;
    names.add(`${colour} ${type}`);
    const id = grid.add(type, colour);
    positions.push(env.place(id, { reject }));
    objects.push(id);
  }
  return objects;
}
