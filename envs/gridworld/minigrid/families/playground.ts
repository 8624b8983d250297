import { z } from 'zod';
import { parseConfig } from '../../../../src/config/config.ts';
import { family } from '../family.ts';
import { MiniGridEnv } from '../minigrid-env.ts';
import { MissionSpace } from '../mission-space.ts';
import { viewOptions } from '../options.ts';
import { portableTypes } from '../room-grid.ts';

const options = z.strictObject(viewOptions);

const size = 19;

/** Nine rooms with doors between them and twelve objects, and nothing to achieve: no reward, an empty mission. */
export class Playground extends MiniGridEnv {
  constructor(settings: z.input<typeof options> = {}) {
    const view = parseConfig(options, settings, 'Playground');
    super({
      ...view,
      width: size,
      height: size,
      missionSpace: new MissionSpace(''),
      maxSteps: view.maxSteps ?? 100,
    });
  }

  protected override generate(): void {
    const { grid, draw } = this;
    grid.wallRectangle();
    const length = Math.floor(size / 3);
    for (let row = 0; row < 3; row++) {
      for (let column = 0; column < 3; column++) {
        const [left, top] = [column * length, row * length];
        if (column < 2) {
          grid.verticalWall(left + length, top, length);
          const y = draw.integer(top + 1, top + length - 1);
          grid.set(left + length, y, grid.add('door', draw.colour()));
        }
        if (row < 2) {
          grid.horizontalWall(left, top + length, length);
          const x = draw.integer(left + 1, left + length - 1);
          grid.set(x, top + length, grid.add('door', draw.colour()));
        }
      }
    }
    this.placeAgent();
    for (let count = 0; count < 12; count++) {
      this.place(grid.add(draw.element(portableTypes), draw.colour()));
    }
  }
}

/** The family `Playground`. */
export const playground = family(Playground, { 'MiniGrid-Playground-v0': {} });
