import { Box, ResetNeeded } from 'gymnasium-js';
import type { z } from 'zod';
import { parseConfig } from '../../../src/config/config.ts';
import { UsageError } from '../../../src/errors.ts';
import type { Outcome } from '../../episodic-env.ts';
import type { RenderSettings, Trail } from '../../rendering.ts';
import { distance, type Point, pointAt } from '../geometry.ts';
import { PointEnv } from '../point-env.ts';
import { buttonFoodSvg } from './figure.ts';
import { type ButtonFoodOptions, buttonFoodOptions, type LayoutOptions, layoutOptions } from './options.ts';
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
export class ButtonFood extends PointEnv<ButtonFoodOptions> {
  override readonly metadata = { renderModes, renderFps: 50 };
  readonly observationSpace = new Box({
    low: [-Infinity, -Infinity, -Infinity, -Infinity, 0],
    high: [Infinity, Infinity, Infinity, Infinity, 1],
    dtype: 'float64',
  });
  #layout: ButtonFoodLayout | null = null;
  /** Step at which the button was pressed; null while the food is locked. */
  #unlockedAt: number | null = null;
  #foodReached = false;
  #bestReward = 0;

  /** @throws ConfigError, UnsupportedMode */
  constructor(settings: ButtonFoodSettings = {}) {
    const { renderMode, renderSize, ...options } = settings;
    const parsed = parseConfig(buttonFoodOptions, options, 'ButtonFood');
    super(renderModes, { renderMode, renderSize }, parsed);
  }

  protected override begin(given: Record<string, unknown>): void {
    this.#layout = this.#drawLayout(parseConfig(layoutOptions, given, 'ButtonFood.reset.options'));
    this.place(this.#layout.start);
    this.#unlockedAt = this.distanceTo(0) <= this.options.lockRadius ? 0 : null;
    this.#foodReached = false;
    this.#bestReward = 0;
  }

  protected override act(action: Float64Array): Outcome {
    const { lockRadius, foodRadius } = this.options;
    this.move(action);
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

  /**
   * Moves what is given to other positions in the middle of an episode. What has been reached stays reached.
   * @throws ResetNeeded before the first reset
   */
  rearrange({ agent, button, food }: { readonly [Thing in 'agent' | 'button' | 'food']?: Point }): void {
    const { layout } = this;
    this.#layout = frozen({ ...layout, button: button ?? layout.button, food: food ?? layout.food });
    if (agent !== undefined) this.place(agent);
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
  override get subtaskSteps(): number {
    return this.steps - (this.#unlockedAt ?? 0);
  }

  /** Position of the goal of a subtask: 0 the button, 1 the food. */
  override goal(subtask: number): Point {
    return subtask === 0 ? this.layout.button : this.layout.food;
  }

  override origin(subtask: number): Point {
    return subtask === 0 ? this.layout.start : this.layout.button;
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
    return Float64Array.of(...this.offsetTo(1), ...this.offsetTo(0), this.locked ? 0 : 1);
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
