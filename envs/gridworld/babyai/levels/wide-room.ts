import type { ObjectId } from '../../minigrid/grid.ts';
import type { BabyAILevel } from '../level.ts';

/** Joins the two rooms of a level to a wide one, with the agent on its left and things on both sides. */
export function fillWideRoom(
  world: BabyAILevel,
  objectsPerSide: number,
): readonly [left: ObjectId[], right: ObjectId[]] {
  world.placeAgentInRoom(0, 0);
  const left = world.addDistractors(objectsPerSide, { column: 0, row: 0 });
  const right = world.addDistractors(objectsPerSide, { column: 1, row: 0 });
  world.removeWall(0, 0, 0);
  return [left, right];
}
