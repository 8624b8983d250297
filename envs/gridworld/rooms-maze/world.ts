import { z } from 'zod';
import type { WorldChanges } from '../../../src/task/environment-adapter.ts';
import { unwrappedAs } from '../../unwrapped-as.ts';
import { RoomsMaze } from './rooms-maze.ts';
import type { MazeObservation } from './types.ts';

const cell = z.tuple([z.int().min(0), z.int().min(0)]).readonly();

const schema = z.strictObject({
  agent: cell.optional().describe('new cell of the agent [column, row], in a room'),
  goal: cell.optional().describe('new cell of the goal, in a room'),
  doors: z.array(cell).optional().describe('all doors from now on, one cell in each wall that has one'),
});

/** What can be moved in the rooms maze. There must be a way from the agent to the goal afterwards. */
export const roomsMazeWorld: WorldChanges<MazeObservation, number> = {
  schema,
  apply(env, change) {
    const maze = unwrappedAs(env, RoomsMaze);
    maze.rearrange(change as z.infer<typeof schema>);
    return maze.present();
  },
};
