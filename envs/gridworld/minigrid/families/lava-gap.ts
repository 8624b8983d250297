import { z } from 'zod';
import { parseConfig } from '../../../../src/config/config.ts';
import { family } from '../family.ts';
import { NOTHING } from '../grid.ts';
import { MiniGridEnv } from '../minigrid-env.ts';
import { MissionSpace } from '../mission-space.ts';
import { extent, viewOptions } from '../options.ts';

const options = z.strictObject({
  ...viewOptions,
  size: extent(),
  obstacleType: z.enum(['lava', 'wall']).default('lava'),
});

/**
 * A strip of lava, or a wall, with a gap in it parts the agent in the upper left corner from the goal in the lower
 * right one. The episode ends at the goal, and in lava.
 */
export class LavaGap extends MiniGridEnv {
  readonly #obstacle: 'lava' | 'wall';

  constructor(settings: z.input<typeof options>) {
    const { size, obstacleType, ...view } = parseConfig(options, settings, 'LavaGap');
    const begin = obstacleType === 'lava' ? 'avoid the lava' : 'find the opening';
    super({
      ...view,
      width: size,
      height: size,
      missionSpace: new MissionSpace(`${begin} and get to the green goal square`),
      maxSteps: view.maxSteps ?? 4 * size ** 2,
    });
    this.#obstacle = obstacleType;
  }

  protected override generate(): void {
    const { grid, draw } = this;
    const { width, height } = grid;
    grid.wallRectangle();
    this.setAgent([1, 1], 0);
    grid.set(width - 2, height - 2, grid.goal);
    const gap = draw.position(2, width - 2, 1, height - 1);
    grid.verticalWall(gap[0], 1, height - 2, grid[this.#obstacle]);
    grid.set(...gap, NOTHING);
  }
}

/** The family `LavaGap`. */
export const lavaGap = family(LavaGap, {
  'MiniGrid-LavaGapS5-v0': { size: 5 },
  'MiniGrid-LavaGapS6-v0': { size: 6 },
  'MiniGrid-LavaGapS7-v0': { size: 7 },
});
