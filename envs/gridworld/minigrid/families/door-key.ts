import { z } from 'zod';
import { parseConfig } from '../../../../src/config/config.ts';
import { family } from '../family.ts';
import { MiniGridEnv } from '../minigrid-env.ts';
import { MissionSpace } from '../mission-space.ts';
import { extent, viewOptions } from '../options.ts';

const options = z.strictObject({ ...viewOptions, size: extent().default(8) });

/**
 * A wall with a locked yellow door parts the room. The agent starts on the left, where the key is; the goal is on the
 * right, in the lower corner. The episode ends at the goal.
 */
export class DoorKey extends MiniGridEnv {
  constructor(settings: z.input<typeof options> = {}) {
    const { size, ...view } = parseConfig(options, settings, 'DoorKey');
    super({
      ...view,
      width: size,
      height: size,
      missionSpace: new MissionSpace('use the key to open the door and then get to the goal'),
      maxSteps: view.maxSteps ?? 10 * size ** 2,
    });
  }

  protected override generate(): void {
    const { grid, draw } = this;
    const { width, height } = grid;
    grid.wallRectangle();
    grid.set(width - 2, height - 2, grid.goal);
    const split = draw.integer(2, width - 2);
    grid.verticalWall(split, 0);
    const leftPart = [split, height] as const;
    this.placeAgent({ size: leftPart });
    grid.set(split, draw.integer(1, height - 2), grid.add('door', 'yellow', 'locked'));
    this.place(grid.add('key', 'yellow'), { size: leftPart });
  }
}

/** The family `DoorKey`. */
export const doorKey = family(DoorKey, {
  'MiniGrid-DoorKey-5x5-v0': { size: 5 },
  'MiniGrid-DoorKey-6x6-v0': { size: 6 },
  'MiniGrid-DoorKey-8x8-v0': { size: 8 },
  'MiniGrid-DoorKey-16x16-v0': { size: 16 },
});
