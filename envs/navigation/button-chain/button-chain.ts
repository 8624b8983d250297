import { Box, ResetNeeded } from 'gymnasium-js';
import type { z } from 'zod';
import { parseConfig } from '../../../src/config/config.ts';
import type { Outcome } from '../../episodic-env.ts';
import type { RenderSettings, Trail } from '../../rendering.ts';
import type { Point } from '../geometry.ts';
import { PointEnv } from '../point-env.ts';
import { buttonChainSvg } from './figure.ts';
import { drawLayout } from './layout.ts';
import { type ButtonChainOptions, buttonChainOptions, layoutOptions } from './options.ts';
import type { ButtonChainInfo, ButtonChainLayout } from './types.ts';

/** Constructor settings: those of the task, all optional, and how to draw. */
export interface ButtonChainSettings extends Partial<z.input<typeof buttonChainOptions>>, RenderSettings {}

const renderModes = ['svg', 'rgb_array'] as const;

/**
 * A chain of K buttons: an agent moves in the plane; it is to touch K buttons in their order, and then to reach the food.
 * A button out of turn does nothing.
 *
 * - Observation: float64 `[2K + 3]`: for each button in order, then for the food: position − agent (x, y) in arena units;
 *   then the number of buttons pressed so far.
 * - Action: float64 `[2]`: velocity (x, y), each clipped to ± `maxVelocity`. A step moves the agent by `stepLength`
 *   times the velocity and takes 1 ms.
 * - Reward: 1 for each goal reached in its turn, else 0. A step reaches one goal at most.
 * - Terminated: when the agent, having pressed every button, is within `radius` of the food.
 * - Truncated: after `maxSteps` steps. The limit is the environment's own; it needs no `TimeLimit`.
 * - Reset: agent, buttons and food lie anywhere in ± `range`, no two of them nearer than `spacing`. `options` may fix
 *   `start`, `buttons` and `food`, which are not checked.
 */
export class ButtonChain extends PointEnv<ButtonChainOptions> {
  override readonly metadata = { renderModes, renderFps: 50 };
  readonly observationSpace: Box<'float64'>;
  #layout: ButtonChainLayout | null = null;
  #pressed = 0;
  #pressedAt = 0;
  #foodReached = false;

  /** @throws ConfigError, UnsupportedMode */
  constructor(settings: ButtonChainSettings = {}) {
    const { renderMode, renderSize, ...options } = settings;
    const parsed = parseConfig(buttonChainOptions, options, 'ButtonChain');
    super(renderModes, { renderMode, renderSize }, parsed);
    const { buttons } = parsed;
    const offsets = Array<number>(2 * (buttons + 1)).fill(Infinity);
    const low = [...offsets.map((bound) => -bound), 0];
    this.observationSpace = new Box({ low, high: [...offsets, buttons], dtype: 'float64' });
  }

  protected override begin(given: Record<string, unknown>): void {
    const fixed = parseConfig(layoutOptions, given, 'ButtonChain.reset.options');
    this.#layout = drawLayout(this.options, fixed, this.npRandom);
    this.place(this.#layout.start);
    this.#pressed = 0;
    this.#pressedAt = 0;
    this.#foodReached = false;
  }

  protected override act(action: Float64Array): Outcome {
    this.move(action);
    const { buttons, radius } = this.options;
    const reached = this.distanceTo(this.#pressed) <= radius;
    if (reached && this.#pressed < buttons) {
      this.#pressed++;
      this.#pressedAt = this.steps;
    } else if (reached) this.#foodReached = true;
    return { reward: reached ? 1 : 0, terminated: this.#foodReached };
  }

  protected override draw(_mode: string, trail: Trail<Point>, size: number): string {
    const { radius } = this.options;
    return buttonChainSvg(
      { ...this.layout, ...trail, radius, pressed: this.#pressed, foodReached: this.#foodReached },
      size,
    );
  }

  /** Start, buttons and food of the episode. @throws ResetNeeded before the first reset */
  get layout(): ButtonChainLayout {
    if (this.#layout === null)
      throw new ResetNeeded('ButtonChain: there is no layout before the first reset.');
    return this.#layout;
  }

  /**
   * Moves what is given to other positions in the middle of an episode. What has been reached stays reached.
   * @param changes `buttons` by index, from 0
   * @throws ResetNeeded before the first reset
   */
  rearrange(changes: {
    readonly agent?: Point | undefined;
    readonly food?: Point | undefined;
    readonly buttons?: ReadonlyMap<number, Point>;
  }): void {
    const { start, buttons, food } = this.layout;
    const moved = buttons.map((button, k) => changes.buttons?.get(k) ?? button);
    this.#layout = { start, buttons: moved, food: changes.food ?? food };
    if (changes.agent !== undefined) this.place(changes.agent);
  }

  /** The subtask that is due: the button k that is next, 0 … K − 1, or K: go to the food. */
  override get subtask(): number {
    return this.#pressed;
  }

  /** Steps since the latest button was pressed; since reset before the first. */
  override get subtaskSteps(): number {
    return this.steps - this.#pressedAt;
  }

  override goal(subtask: number): Point {
    const { buttons, food } = this.layout;
    return buttons[subtask] ?? food;
  }

  override origin(subtask: number): Point {
    return subtask === 0 ? this.layout.start : this.goal(subtask - 1);
  }

  override info(): ButtonChainInfo {
    const { buttons, food } = this.layout;
    return {
      agent: this.agent,
      buttons,
      food,
      pressed: this.#pressed,
      foodReached: this.#foodReached,
      subtask: this.subtask,
      goalDistance: this.distanceTo(this.subtask),
      step: this.steps,
    };
  }

  protected override observe(): Float64Array {
    const { buttons } = this.options;
    const offsets = Array.from({ length: buttons + 1 }, (_, goal) => this.offsetTo(goal));
    return Float64Array.of(...offsets.flat(), this.#pressed);
  }
}
