import {
  Box,
  type Env,
  InvalidWrapper,
  ObservationWrapper,
  type ResetOptions,
  type ResetResult,
} from 'gymnasium-js';
import { atan, atan2 } from 'gymnasium-js/elementary';
import { z } from 'zod';
import { parseConfig } from '../../../../src/config/config.ts';
import { unwrappedAs } from '../../../unwrapped-as.ts';
import { typeIndex } from '../encoding.ts';
import { MiniGridEnv } from '../minigrid-env.ts';
import { withEntries } from './image-observations.ts';

const bounds = { slope: Infinity, angle: Math.PI / 2, angle_atan2: Math.PI };

const settingsSchema = z.strictObject({
  /**
   * With dx and dy from the agent to the goal, to the right and downwards: `slope` dy / dx, `angle` its arc tangent,
   * `angle_atan2` the angle itself, in radians. Default `slope`.
   */
  type: z.enum(['slope', 'angle', 'angle_atan2']).default('slope'),
});

/** Settings of `DirectionObsWrapper`. */
export type DirectionObsSettings = z.input<typeof settingsSchema>;

/**
 * Adds the direction from the agent to the goal as `goal_direction`, a float64; 0 at the goal. Of several goals, the
 * first counts, row by row.
 */
export class DirectionObsWrapper<Observation extends object> extends ObservationWrapper<
  Observation & { readonly goal_direction: Float64Array },
  number,
  Observation
> {
  readonly #inner: MiniGridEnv;
  readonly #type: keyof typeof bounds;
  #goalX = 0;
  #goalY = 0;

  /** @throws ConfigError, InvalidWrapper */
  constructor(env: Env<Observation, number>, settings: DirectionObsSettings = {}) {
    super(env, settings);
    const { type } = parseConfig(settingsSchema, settings, 'DirectionObsWrapper');
    this.#inner = unwrappedAs(env, MiniGridEnv, 'DirectionObsWrapper');
    this.#type = type;
    const bound = bounds[type];
    const direction = new Box({ low: -bound, high: bound, shape: [], dtype: 'float64' });
    this.observationSpace = withEntries(env as Env<never, number>, 'DirectionObsWrapper', {
      goal_direction: direction,
    });
  }

  /** @throws InvalidWrapper for a level without a goal */
  override reset(
    resetOptions?: ResetOptions,
  ): ResetResult<Observation & { readonly goal_direction: Float64Array }> {
    const [observation, info] = this.env.reset(resetOptions);
    const { grid } = this.#inner;
    const place = grid.cells.findIndex((id) => grid.typeIndexOf(id) === typeIndex.goal);
    if (place < 0) {
      throw new InvalidWrapper(
        `DirectionObsWrapper.env: expected a level with a goal, received ${this.#inner}.`,
      );
    }
    this.#goalX = place % grid.width;
    this.#goalY = Math.floor(place / grid.width);
    return [this.observation(observation), info];
  }

  /** The observation with the direction to the goal. */
  protected override observation(
    observation: Observation,
  ): Observation & { readonly goal_direction: Float64Array } {
    const dx = this.#goalX - this.#inner.agentX;
    const dy = this.#goalY - this.#inner.agentY;
    return { ...observation, goal_direction: Float64Array.of(this.#direction(dx, dy)) };
  }

  #direction(dx: number, dy: number): number {
    if (dx === 0 && dy === 0) return 0;
    if (this.#type === 'angle_atan2') return atan2(dy, dx);
    const slope = dx === 0 ? dy * Infinity : dy / dx;
    return this.#type === 'angle' ? atan(slope) : slope;
  }
}
