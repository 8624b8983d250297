import { z } from 'zod';
import { parseConfig } from '../../../../src/config/config.ts';
import { family } from '../family.ts';
import { NOTHING } from '../grid.ts';
import { MiniGridEnv } from '../minigrid-env.ts';
import { MissionSpace } from '../mission-space.ts';
import { extent, viewOptions } from '../options.ts';

const options = z.strictObject({ ...viewOptions, size: extent(4).default(8) });

/**
 * A room with a red door in the left wall and a blue one in the right. The episode ends when the blue door is opened,
 * with a reward if the red one was open before.
 */
export class RedBlueDoors extends MiniGridEnv {
  readonly #size: number;
  /** The doors. */
  red = NOTHING;
  /** The blue door. */
  blue = NOTHING;

  constructor(settings: z.input<typeof options> = {}) {
    const { size, ...view } = parseConfig(options, settings, 'RedBlueDoors');
    super({
      ...view,
      width: 2 * size,
      height: size,
      missionSpace: new MissionSpace('open the red door then the blue door'),
      maxSteps: view.maxSteps ?? 20 * size ** 2,
    });
    this.#size = size;
  }

  protected override generate(): void {
    const { grid, draw } = this;
    const size = this.#size;
    const left = size >> 1;
    grid.wallRectangle();
    grid.wallRectangle(left, 0, size, size);
    this.placeAgent({ top: [left, 0], size: [size, size] });
    this.red = grid.add('door', 'red');
    grid.set(left, draw.integer(1, size - 1), this.red);
    this.blue = grid.add('door', 'blue');
    grid.set(left + size - 1, draw.integer(1, size - 1), this.blue);
  }

  protected override act(action: number): void {
    const { grid } = this;
    const redWasOpen = grid.isOpenDoor(this.red);
    const blueWasOpen = grid.isOpenDoor(this.blue);
    super.act(action);
    if (grid.isOpenDoor(this.blue)) {
      if (redWasOpen) this.end();
      else this.end(0);
    } else if (grid.isOpenDoor(this.red) && blueWasOpen) {
      this.end(0);
    }
  }
}

/** The family `RedBlueDoors`. */
export const redBlueDoors = family(RedBlueDoors, {
  'MiniGrid-RedBlueDoors-6x6-v0': { size: 6 },
  'MiniGrid-RedBlueDoors-8x8-v0': {},
});
