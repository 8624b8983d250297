import { z } from 'zod';
import { parseConfig } from '../../../../src/config/config.ts';
import { sortedColours } from '../encoding.ts';
import { family } from '../family.ts';
import { NOTHING } from '../grid.ts';
import { MiniGridEnv } from '../minigrid-env.ts';
import { MissionSpace } from '../mission-space.ts';
import { extent, viewOptions } from '../options.ts';

const options = z.strictObject({
  ...viewOptions,
  size: extent().default(8),
  numObjs: z.int().positive().default(3).describe('keys and balls in the room'),
});

const phrases = ['get a', 'go get a', 'fetch a', 'go fetch a', 'you must fetch a'] as const;
const types = ['key', 'ball'] as const;

/** A room with keys and balls. The episode ends when one is picked up, with a reward if it is as in the mission. */
export class Fetch extends MiniGridEnv {
  readonly #count: number;
  /** Colour and type of the object to fetch. */
  targetName = '';

  constructor(settings: z.input<typeof options> = {}) {
    const { size, numObjs, ...view } = parseConfig(options, settings, 'Fetch');
    super({
      ...view,
      width: size,
      height: size,
      missionSpace: new MissionSpace('{} {} {}', [phrases, sortedColours, types]),
      maxSteps: view.maxSteps ?? 5 * size ** 2,
      seeThroughWalls: view.seeThroughWalls ?? true,
    });
    this.#count = numObjs;
  }

  protected override generate(): void {
    const { grid, draw } = this;
    grid.wallRectangle();
    const objects = Array.from({ length: this.#count }, () => {
      const id = grid.add(draw.element(types), draw.colour());
      this.place(id);
      return id;
    });
    this.placeAgent();
    this.targetName = grid.nameOf(draw.element(objects));
    this.mission = `${draw.element(phrases)} ${this.targetName}`;
  }

  protected override act(action: number): void {
    super.act(action);
    if (this.carrying === NOTHING) return;
    if (this.grid.nameOf(this.carrying) === this.targetName) this.end();
    else this.end(0);
  }
}

/** The family `Fetch`. */
export const fetch = family(Fetch, {
  'MiniGrid-Fetch-5x5-N2-v0': { size: 5, numObjs: 2 },
  'MiniGrid-Fetch-6x6-N2-v0': { size: 6, numObjs: 2 },
  'MiniGrid-Fetch-8x8-N3-v0': {},
});
