import { z } from 'zod';
import { parseConfig } from '../../../../src/config/config.ts';
import { family } from '../family.ts';
import { MiniGridEnv } from '../minigrid-env.ts';
import { MissionSpace } from '../mission-space.ts';
import { extent, startOptions, viewOptions } from '../options.ts';

const options = z.strictObject({ ...viewOptions, ...startOptions, size: extent(3).default(8) });

/** An empty room with a goal in the lower right corner. The episode ends at the goal. */
export class Empty extends MiniGridEnv {
  readonly #options: z.output<typeof options>;

  constructor(settings: z.input<typeof options> = {}) {
    const parsed = parseConfig(options, settings, 'Empty');
    super({
      ...parsed,
      width: parsed.size,
      height: parsed.size,
      missionSpace: new MissionSpace('get to the green goal square'),
      maxSteps: parsed.maxSteps ?? 4 * parsed.size ** 2,
      seeThroughWalls: parsed.seeThroughWalls ?? true,
    });
    this.#options = parsed;
  }

  protected override generate(): void {
    const { size, agentStartPos, agentStartDir } = this.#options;
    this.grid.wallRectangle();
    this.grid.set(size - 2, size - 2, this.grid.goal);
    if (agentStartPos === null) this.placeAgent();
    else this.setAgent(agentStartPos, agentStartDir);
  }
}

/** The family `Empty`. */
export const empty = family(Empty, {
  'MiniGrid-Empty-5x5-v0': { size: 5 },
  'MiniGrid-Empty-Random-5x5-v0': { size: 5, agentStartPos: null },
  'MiniGrid-Empty-6x6-v0': { size: 6 },
  'MiniGrid-Empty-Random-6x6-v0': { size: 6, agentStartPos: null },
  'MiniGrid-Empty-8x8-v0': {},
  'MiniGrid-Empty-16x16-v0': { size: 16 },
});
