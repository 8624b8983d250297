import { MazeGeometry } from '../../envs/gridworld/rooms-maze/geometry.ts';
import { drawLayout, type MazeLayout } from '../../envs/gridworld/rooms-maze/layout.ts';
import { generatorOf } from '../planner/riddles.ts';

const ROOMS = 4;
/** Fewest rooms to be crossed, as in random mazes. */
const CROSSINGS = 9;

/** Random mazes in the form in which those of Le et al. 2018 are published: every door in the middle of its wall. */
export function publishedForm(mazes: number): readonly MazeLayout[] {
  const geometry = new MazeGeometry(ROOMS);
  return Array.from({ length: mazes }, (_, maze) => {
    const layout = drawLayout(geometry, CROSSINGS, generatorOf(maze));
    const middleOf = (door: MazeLayout['goal']) => {
      const { room, direction } = geometry.walls[geometry.wallAt(door)]!;
      return geometry.wallCell(room, direction, 0);
    };
    return { ...layout, doors: layout.doors.map(middleOf) };
  });
}
