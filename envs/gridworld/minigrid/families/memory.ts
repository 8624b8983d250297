import { z } from 'zod';
import { parseConfig } from '../../../../src/config/config.ts';
import { Action, type Position } from '../encoding.ts';
import { family } from '../family.ts';
import { MiniGridEnv } from '../minigrid-env.ts';
import { MissionSpace } from '../mission-space.ts';
import { extent, viewOptions } from '../options.ts';

const options = z
  .strictObject({
    ...viewOptions,
    size: extent(5)
      .refine((size) => size % 2 === 1, { error: 'an odd number' })
      .default(9),
    randomLength: z.boolean().default(false).describe('whether the length of the corridor is drawn'),
  })
  .refine(({ size, randomLength }) => !randomLength || size >= 7, {
    path: ['size'],
    error: 'a number >= 7 with randomLength, or there is but one length',
  });

/**
 * A room with a key or a ball in it, and a corridor that forks at its end, with a key on one side and a ball on the
 * other. The episode ends beside either of them, with a reward where it is the one that was in the room. Nothing can
 * be picked up: that action toggles.
 */
export class Memory extends MiniGridEnv {
  readonly #randomLength: boolean;
  /** The cells in which the episode ends, with and without a reward. */
  success: Position = [-1, -1];
  /** The cell in which the episode ends without a reward. */
  failure: Position = [-1, -1];

  constructor(settings: z.input<typeof options> = {}) {
    const { size, randomLength, ...view } = parseConfig(options, settings, 'Memory');
    super({
      ...view,
      width: size,
      height: size,
      missionSpace: new MissionSpace('go to the matching object at the end of the hallway'),
      maxSteps: view.maxSteps ?? 5 * size ** 2,
    });
    this.#randomLength = randomLength;
  }

  protected override generate(): void {
    const { grid, draw } = this;
    const { width, height } = grid;
    const middle = height >> 1;
    const end = this.#randomLength ? draw.integer(4, width - 2) : width - 3;
    this.#buildWalls(end, middle);
    this.setAgent([draw.integer(1, end + 1), middle], 0);

    const cue = draw.element(['key', 'ball'] as const);
    grid.set(1, middle - 1, grid.add(cue, 'green'));
    const [upper, lower] = draw.element([
      ['ball', 'key'],
      ['key', 'ball'],
    ] as const);
    grid.set(end + 1, middle - 2, grid.add(upper, 'green'));
    grid.set(end + 1, middle + 2, grid.add(lower, 'green'));
    const turns: [Position, Position] = [
      [end + 1, middle - 1],
      [end + 1, middle + 1],
    ];
    [this.success, this.failure] = cue === upper ? turns : [turns[1], turns[0]];
  }

  /** @param end column in which the corridor opens into the fork */
  #buildWalls(end: number, middle: number): void {
    const { grid } = this;
    grid.wallRectangle();
    for (const side of [-1, 1]) {
      grid.horizontalWall(1, middle + 2 * side, 4);
      grid.set(4, middle + side, grid.wall);
      grid.horizontalWall(5, middle + side, Math.max(end - 5, 0));
    }
    for (let y = 0; y < grid.height; y++) {
      if (y !== middle) grid.set(end, y, grid.wall);
      grid.set(end + 2, y, grid.wall);
    }
  }

  protected override act(action: number): void {
    super.act(action === Action.pickup ? Action.toggle : action);
    if (this.agentIsAt(...this.success)) this.end();
    else if (this.agentIsAt(...this.failure)) this.end(0);
  }
}

/** The family `Memory`. */
export const memory = family(Memory, {
  'MiniGrid-MemoryS17Random-v0': { size: 17, randomLength: true },
  'MiniGrid-MemoryS13Random-v0': { size: 13, randomLength: true },
  'MiniGrid-MemoryS13-v0': { size: 13 },
  'MiniGrid-MemoryS11-v0': { size: 11 },
  'MiniGrid-MemoryS9-v0': { size: 9 },
  'MiniGrid-MemoryS7-v0': { size: 7 },
});
