import { Discrete } from 'gymnasium-js';
import { z } from 'zod';
import { parseConfig } from '../../../../src/config/config.ts';
import { Action } from '../encoding.ts';
import { GenerationFailed } from '../errors.ts';
import { family } from '../family.ts';
import { NOTHING, type ObjectId } from '../grid.ts';
import { MiniGridEnv } from '../minigrid-env.ts';
import { MissionSpace } from '../mission-space.ts';
import { extent, startOptions, viewOptions } from '../options.ts';

const options = z.strictObject({
  ...viewOptions,
  ...startOptions,
  size: extent(4).default(8),
  nObstacles: z
    .int()
    .nonnegative()
    .default(4)
    .describe('moving balls; at most size / 2 + 1, else size / 2 are taken'),
});

const maxTries = 100;

/**
 * A room with a goal in the lower right corner and balls that move at random. Actions are left, right and forward.
 * The episode ends at the goal, and with reward −1 when the agent walks into anything else.
 */
export class DynamicObstacles extends MiniGridEnv {
  override readonly actionSpace = new Discrete(Action.forward + 1);
  readonly #options: z.output<typeof options>;
  #obstacles: readonly ObjectId[] = [];

  constructor(settings: z.input<typeof options> = {}) {
    const parsed = parseConfig(options, settings, 'DynamicObstacles');
    const { size } = parsed;
    super({
      ...parsed,
      width: size,
      height: size,
      missionSpace: new MissionSpace('get to the green goal square'),
      maxSteps: parsed.maxSteps ?? 4 * size ** 2,
      seeThroughWalls: parsed.seeThroughWalls ?? true,
    });
    this.#options = parsed;
  }

  protected override generate(): void {
    const { grid } = this;
    const { size, nObstacles, agentStartPos, agentStartDir } = this.#options;
    grid.wallRectangle();
    grid.set(size - 2, size - 2, grid.goal);
    if (agentStartPos === null) this.placeAgent();
    else this.setAgent(agentStartPos, agentStartDir);
    const length = nObstacles <= size / 2 + 1 ? nObstacles : size >> 1;
    this.#obstacles = Array.from({ length }, () => {
      const ball = grid.add('ball', 'blue');
      this.place(ball, { maxTries });
      return ball;
    });
  }

  /** The obstacles move before the agent does. Actions beyond forward turn it left, as in MiniGrid. */
  protected override act(action: number): void {
    const taken = action > Action.forward ? Action.left : action;
    const { front } = this;
    const blocked = front !== NOTHING && front !== this.grid.goal;
    for (const obstacle of this.#obstacles) this.#move(obstacle);
    super.act(taken);
    if (taken === Action.forward && blocked) this.end(-1);
  }

  /** Moves an obstacle to one of the cells around it; it stays where no draw finds a free one. */
  #move(obstacle: ObjectId): void {
    const [x, y] = this.grid.positionOf(obstacle)!;
    try {
      this.place(obstacle, { top: [x - 1, y - 1], size: [3, 3], maxTries });
    } catch (error) {
      if (error instanceof GenerationFailed) return;
      throw error;
    }
    this.grid.set(x, y, NOTHING);
  }
}

/** The family `DynamicObstacles`. */
export const dynamicObstacles = family(DynamicObstacles, {
  'MiniGrid-Dynamic-Obstacles-5x5-v0': { size: 5, nObstacles: 2 },
  'MiniGrid-Dynamic-Obstacles-Random-5x5-v0': { size: 5, agentStartPos: null, nObstacles: 2 },
  'MiniGrid-Dynamic-Obstacles-6x6-v0': { size: 6, nObstacles: 3 },
  'MiniGrid-Dynamic-Obstacles-Random-6x6-v0': { size: 6, agentStartPos: null, nObstacles: 3 },
  'MiniGrid-Dynamic-Obstacles-8x8-v0': {},
  'MiniGrid-Dynamic-Obstacles-16x16-v0': { size: 16, nObstacles: 8 },
});
