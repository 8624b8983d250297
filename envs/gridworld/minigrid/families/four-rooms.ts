import { z } from 'zod';
import { parseConfig } from '../../../../src/config/config.ts';
import { family } from '../family.ts';
import { NOTHING } from '../grid.ts';
import { MiniGridEnv } from '../minigrid-env.ts';
import { MissionSpace } from '../mission-space.ts';
import { position, viewOptions } from '../options.ts';

const size = 19;
/** A cell that is not in the outer wall, which would let the agent out. */
const inside = position.refine(([x, y]) => [x, y].every((place) => place > 0 && place < size - 1), {
  error: `a cell within the outer walls, from 1 to ${size - 2}`,
});

const options = z.strictObject({
  ...viewOptions,
  agentPos: inside.nullable().default(null).describe('where the agent starts; null for anywhere'),
  goalPos: inside.nullable().default(null).describe('where the goal is; null for anywhere'),
});

/**
 * Four rooms, joined by an opening in each of the walls between them. Agent and goal are anywhere. The episode ends at
 * the goal. After Sutton, Precup & Singh 1999.
 */
export class FourRooms extends MiniGridEnv {
  readonly #options: z.output<typeof options>;

  constructor(settings: z.input<typeof options> = {}) {
    const parsed = parseConfig(options, settings, 'FourRooms');
    super({
      ...parsed,
      width: size,
      height: size,
      missionSpace: new MissionSpace('reach the goal'),
      maxSteps: parsed.maxSteps ?? 100,
    });
    this.#options = parsed;
  }

  protected override generate(): void {
    const { grid, draw } = this;
    const { agentPos, goalPos } = this.#options;
    grid.wallRectangle();
    const length = size >> 1;
    for (let row = 0; row < 2; row++) {
      for (let column = 0; column < 2; column++) {
        const [left, top] = [column * length, row * length];
        if (column === 0) {
          grid.verticalWall(left + length, top, length);
          grid.set(left + length, draw.integer(top + 1, top + length), NOTHING);
        }
        if (row === 0) {
          grid.horizontalWall(left, top + length, length);
          grid.set(draw.integer(left + 1, left + length), top + length, NOTHING);
        }
      }
    }
    if (agentPos === null) {
      this.placeAgent();
    } else {
      grid.set(...agentPos, NOTHING);
      this.setAgent(agentPos, draw.integer(0, 4));
    }
    if (goalPos === null) this.place(grid.goal);
    else grid.set(...goalPos, grid.goal);
  }
}

/** The family `FourRooms`. */
export const fourRooms = family(FourRooms, { 'MiniGrid-FourRooms-v0': {} });
