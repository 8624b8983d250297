import { Box, InvalidAction } from 'gymnasium-js';
import { z } from 'zod';
import type { ActionDecoder } from '../../src/encoding/encoder.ts';
import { EpisodicEnv } from '../episodic-env.ts';
import type { RenderSettings } from '../rendering.ts';
import { distance, type Point } from './geometry.ts';

/** Settings of the movement of a point that is steered by its velocity. */
export const movementOptions = {
  stepLength: z
    .number()
    .positive()
    .max(1)
    .default(0.01)
    .describe('way gone in one step at velocity 1: dt/dx'),
  maxVelocity: z
    .number()
    .positive()
    .max(1_000_000)
    .default(1000)
    .describe('greatest velocity in x and in y; actions beyond it are clipped'),
};

/** Settings of the movement, with their defaults. */
interface MovementOptions {
  readonly stepLength: number;
  readonly maxVelocity: number;
  readonly maxSteps: number;
}

/** The two readouts are the velocity. */
export const velocity: ActionDecoder<Float64Array> = {
  size: 2,
  decode: (readout) => readout.slice(0, 2),
  encode: (out, action) => out.set(action),
};

/** A point in the plane that is steered by its velocity, and goals that it is to come to one after another. */
export abstract class PointEnv<Options extends MovementOptions> extends EpisodicEnv<
  Float64Array,
  Float64Array,
  Point
> {
  readonly actionSpace: Box<'float64'>;
  readonly options: Options;
  #at: Point = [0, 0];

  /** @throws ConfigError, UnsupportedMode */
  constructor(renderModes: readonly string[], settings: RenderSettings, options: Options) {
    super(renderModes, settings);
    this.options = Object.freeze(options);
    const { maxVelocity } = options;
    this.actionSpace = new Box({ low: -maxVelocity, high: maxVelocity, shape: [2], dtype: 'float64' });
  }

  /** Steps since the subtask that is due began. */
  abstract get subtaskSteps(): number;
  /** Position of the goal of a subtask. */
  abstract goal(subtask: number): Point;
  /** The place from which the way to the goal of a subtask leads, if all goes in order. */
  abstract origin(subtask: number): Point;

  /** Position of the agent. */
  override get agent(): Point {
    return [this.#at[0], this.#at[1]];
  }

  /** Distance of the agent from the goal of a subtask. */
  distanceTo(subtask: number): number {
    return distance(this.#at, this.goal(subtask));
  }

  /** Offset of the goal of a subtask from the agent. */
  protected offsetTo(subtask: number): Point {
    const [x, y] = this.goal(subtask);
    return [x - this.#at[0], y - this.#at[1]];
  }

  /** Puts the agent at a position. */
  protected place(at: Point): void {
    this.#at = at;
  }

  /** Moves the agent by one step at a velocity, each component of which is clipped. */
  protected move(action: Float64Array): void {
    const { stepLength, maxVelocity } = this.options;
    const way = (component: number) => stepLength * Math.min(Math.max(component, -maxVelocity), maxVelocity);
    this.#at = [this.#at[0] + way(action[0]!), this.#at[1] + way(action[1]!)];
  }

  protected override checkAction(action: Float64Array): void {
    const valid = action?.length === 2 && Number.isFinite(action[0]) && Number.isFinite(action[1]);
    if (valid) return;
    const received =
      ArrayBuffer.isView(action) || Array.isArray(action)
        ? `[${Array.from(action as ArrayLike<number>).join(', ')}]`
        : String(action);
    throw new InvalidAction(
      `${this.constructor.name}.step: action: expected 2 finite numbers (velocity x, y), received ${received}. Decode or clip it first.`,
    );
  }
}
