import { Box, InvalidAction, ResetNeeded } from 'gymnasium-js';
import type { z } from 'zod';
import { parseConfig } from '../../../src/config/config.ts';
import { UsageError } from '../../../src/errors.ts';
import { EpisodicEnv, type Outcome } from '../../episodic-env.ts';
import type { RenderSettings, Trail } from '../../rendering.ts';
import { buttonFoodSvg } from './figure.ts';
import { distance, pointAt } from './geometry.ts';
import {
  type ButtonFoodOptions,
  buttonFoodOptions,
  type LayoutOptions,
  layoutOptions,
  type Point,
} from './options.ts';
import type { ButtonFoodInfo, ButtonFoodLayout } from './types.ts';

/** Constructor settings: those of the task, all optional, and how to draw. */
export interface ButtonFoodSettings extends Partial<z.input<typeof buttonFoodOptions>>, RenderSettings {}

const renderModes = ['svg', 'rgb_array'] as const;

/**
 * Button & Food: an agent moves in the plane; food is locked until the agent has been at a button.
 *
 * - Observation: float64 `[5]`: food − agent (x, y), button − agent (x, y) in arena units, and 1 once the button has
 *   been pressed (else 0).
 * - Action: float64 `[2]`: velocity (x, y), each clipped to ± `maxVelocity`. A step moves the agent by `stepLength`
 *   times the velocity and takes 1 ms. The publication has no limit; the default is far above the velocities of
 *   experts and agents.
 * - Reward: 0 while the food is locked, then min(1, foodRadius / distance to the food).
 * - Terminated: when the agent, having been within `lockRadius` of the button, is within `foodRadius` of the food.
 * - Truncated: after `maxSteps` steps. The limit is the environment's own; it needs no `TimeLimit`.
 * - Reset: the agent starts in ± `startRange` around the origin, the button lies in a random direction of the origin,
 *   the food in a random direction of the button. Draws that put the agent on the button are repeated.
 *   `options` may fix `start`, `button` and `food`, which are not checked.
 *
 * Source: Capone et al. 2022, with the constants of the published runs as defaults.
 */
export class ButtonFood extends EpisodicEnv<Float64Array, Float64Array, Point> {
  override readonly metadata = { renderModes, renderFps: 50 };
  readonly observationSpace = new Box({
    low: [-Infinity, -Infinity, -Infinity, -Infinity, 0],
    high: [Infinity, Infinity, Infinity, Infinity, 1],
    dtype: 'float64',
  });
  readonly actionSpace: Box<'float64'>;
  /** The settings with their defaults. */
  readonly options: ButtonFoodOptions;
  #layout: ButtonFoodLayout | null = null;
  #x = 0;
  #y = 0;
  /** Step at which the button was pressed; null while the food is locked. */
  #unlockedAt: number | null = null;
  #foodReached = false;
  #bestReward = 0;

  /** @throws ConfigError, UnsupportedMode */
  constructor(settings: ButtonFoodSettings = {}) {
    const { renderMode, renderSize, ...options } = settings;
    super(renderModes, { renderMode, renderSize });
    this.options = Object.freeze(parseConfig(buttonFoodOptions, options, 'ButtonFood'));
    const { maxVelocity } = this.options;
    this.actionSpace = new Box({ low: -maxVelocity, high: maxVelocity, shape: [2], dtype: 'float64' });
  }

  protected override begin(given: Record<string, unknown>): void {
    this.#layout = this.#drawLayout(parseConfig(layoutOptions, given, 'ButtonFood.reset.options'));
    [this.#x, this.#y] = this.#layout.start;
    this.#unlockedAt = this.distanceTo(0) <= this.options.lockRadius ? 0 : null;
    this.#foodReached = false;
    this.#bestReward = 0;
  }

  protected override checkAction(action: Float64Array): void {
    checkVelocity(action);
  }

  protected override act(action: Float64Array): Outcome {
    const { stepLength, maxVelocity, lockRadius, foodRadius } = this.options;
    const [x, y] = [clipped(action[0]!, maxVelocity), clipped(action[1]!, maxVelocity)];
    this.#x += stepLength * x;
    this.#y += stepLength * y;
    // The button first: where its neighbourhood overlaps the food's, one step can do both.
    if (this.locked && this.distanceTo(0) <= lockRadius) this.#unlockedAt = this.steps;
    const foodDistance = this.distanceTo(1);
    const reward = this.locked ? 0 : Math.min(1, foodRadius / foodDistance);
    this.#bestReward = Math.max(this.#bestReward, reward);
    this.#foodReached = !this.locked && foodDistance <= foodRadius;
    return { reward, terminated: this.#foodReached };
  }

  protected override draw(_mode: string, trail: Trail<Point>, size: number): string {
    const { layout, locked, options } = this;
    const { lockRadius, foodRadius } = options;
    const scene = { ...layout, ...trail, locked, foodReached: this.#foodReached, lockRadius, foodRadius };
    return buttonFoodSvg(scene, size);
  }

  /** Start, button and food of the episode. @throws ResetNeeded before the first reset */
  get layout(): ButtonFoodLayout {
    if (this.#layout === null)
      throw new ResetNeeded('ButtonFood: there is no layout before the first reset.');
    return this.#layout;
  }

  /** Position of the agent. */
  override get agent(): Point {
    return [this.#x, this.#y];
  }

  /** Whether the food is still locked. */
  get locked(): boolean {
    return this.#unlockedAt === null;
  }

  /** The subtask that is due: 0 go to the button, 1 go to the food. */
  override get subtask(): number {
    return this.locked ? 0 : 1;
  }

  /** Steps since the subtask began: since reset, and since the button was pressed once it is. */
  get subtaskSteps(): number {
    return this.steps - (this.#unlockedAt ?? 0);
  }

  /** Position of the goal of a subtask: 0 the button, 1 the food. */
  goal(subtask: number): Point {
    return subtask === 0 ? this.layout.button : this.layout.food;
  }

  /** Distance of the agent from the goal of a subtask. */
  distanceTo(subtask: number): number {
    return distance(this.agent, this.goal(subtask));
  }

  override info(): ButtonFoodInfo {
    return {
      agent: this.agent,
      button: this.layout.button,
      food: this.layout.food,
      buttonDistance: this.distanceTo(0),
      foodDistance: this.distanceTo(1),
      locked: this.locked,
      buttonReached: !this.locked,
      foodReached: this.#foodReached,
      subtask: this.subtask,
      bestReward: this.#bestReward,
      step: this.steps,
    };
  }

  protected override observe(): Float64Array {
    const { button, food } = this.layout;
    return Float64Array.of(
      food[0] - this.#x,
      food[1] - this.#y,
      button[0] - this.#x,
      button[1] - this.#y,
      this.locked ? 0 : 1,
    );
  }

  #drawLayout(given: LayoutOptions): ButtonFoodLayout {
    const { startRange, buttonDistance, foodDistance, lockRadius } = this.options;
    const random = this.npRandom;
    const around = (origin: Point, [min, max]: readonly [number, number]) =>
      pointAt(origin, random.uniform(min, max), random.uniform(0, 2 * Math.PI));

    for (let attempt = 0; attempt < 1000; attempt++) {
      const start: Point = given.start ?? [
        random.uniform(-startRange, startRange),
        random.uniform(-startRange, startRange),
      ];
      const button = given.button ?? around([0, 0], buttonDistance);
      const fixed = given.start !== undefined && given.button !== undefined;
      if (fixed || distance(start, button) > lockRadius) {
        return frozen({ start, button, food: given.food ?? around(button, foodDistance) });
      }
    }
    throw new UsageError(
      `ButtonFood.reset: expected room for an agent that does not start within lockRadius (${lockRadius}) of the button, ` +
        'found none in 1000 draws. Enlarge buttonDistance or startRange, or fix both start and button.',
    );
  }
}

/** Every info of an episode refers to the same positions, so they are frozen. */
function frozen({ start, button, food }: ButtonFoodLayout): ButtonFoodLayout {
  const fixed = (point: Point): Point => Object.freeze([point[0], point[1]] as const);
  return Object.freeze({ start: fixed(start), button: fixed(button), food: fixed(food) });
}

function clipped(value: number, limit: number): number {
  return Math.min(Math.max(value, -limit), limit);
}

function checkVelocity(action: Float64Array): void {
  const valid = action?.length === 2 && Number.isFinite(action[0]) && Number.isFinite(action[1]);
  if (valid) return;
  const received =
    ArrayBuffer.isView(action) || Array.isArray(action)
      ? `[${Array.from(action).join(', ')}]`
      : String(action);
  throw new InvalidAction(
    `ButtonFood.step: action: expected 2 finite numbers (velocity x, y), received ${received}. Decode or clip it first.`,
  );
}
