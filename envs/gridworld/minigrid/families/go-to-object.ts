import { z } from 'zod';
import { parseConfig } from '../../../../src/config/config.ts';
import { sortedColours } from '../encoding.ts';
import { family } from '../family.ts';
import { MissionSpace } from '../mission-space.ts';
import { extent, viewOptions } from '../options.ts';
import { portableTypes } from '../room-grid.ts';
import { placeDistinctObjects } from './distinct-objects.ts';
import { GoToTask } from './go-to-task.ts';

const options = z.strictObject({
  ...viewOptions,
  size: extent().default(6),
  numObjs: z.int().positive().max(18).default(2).describe('objects in the room'),
});

/** A room with different objects. The mission names one of them. */
export class GoToObject extends GoToTask {
  readonly #count: number;

  constructor(settings: z.input<typeof options> = {}) {
    const { size, numObjs, ...view } = parseConfig(options, settings, 'GoToObject');
    super({
      ...view,
      width: size,
      height: size,
      missionSpace: new MissionSpace('go to the {} {}', [sortedColours, portableTypes]),
      maxSteps: view.maxSteps ?? 5 * size ** 2,
      seeThroughWalls: view.seeThroughWalls ?? true,
    });
    this.#count = numObjs;
  }

  protected override generate(): void {
    const { grid, draw } = this;
    grid.wallRectangle();
    const objects = placeDistinctObjects(this, this.#count);
    this.placeAgent();
    const target = draw.element(objects);
    this.target = grid.positionOf(target)!;
    this.mission = `go to the ${grid.nameOf(target)}`;
  }
}

/** The family `GoToObject`. */
export const goToObject = family(GoToObject, {
  'MiniGrid-GoToObject-6x6-N2-v0': {},
  'MiniGrid-GoToObject-8x8-N2-v0': { size: 8, numObjs: 2 },
});
