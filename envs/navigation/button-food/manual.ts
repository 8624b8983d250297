import type { LegendEntry } from '../../../src/task/manual-control.ts';
import type { Point } from '../geometry.ts';
import { AGENT, type Disc, legendEntry, PointControl } from '../point-control.ts';
import type { ButtonFood } from './button-food.ts';

const LOCKED_FOOD = { colour: '#6b6b6b', letter: 'f' };
const FOOD = { colour: '#2ecc71', letter: 'f' };
const BUTTON = { colour: '#d9a441', letter: 'b' };
const PRESSED = { colour: '#8a6d3b', letter: 'b' };

/** Button & Food at the keyboard. */
export class ButtonFoodControl extends PointControl {
  readonly mission = 'go to the button, then to the food';
  readonly #env: ButtonFood;

  constructor(env: ButtonFood) {
    super(env);
    this.#env = env;
  }

  protected override get start(): Point {
    return this.#env.layout.start;
  }

  protected override get goalName(): string {
    return this.#env.locked ? 'button' : 'food';
  }

  protected override get goals(): readonly Disc[] {
    const { locked, layout, options } = this.#env;
    return [
      { at: layout.food, radius: options.foodRadius, paint: locked ? LOCKED_FOOD : FOOD },
      { at: layout.button, radius: options.lockRadius, paint: locked ? BUTTON : PRESSED },
    ];
  }

  override get legend(): readonly LegendEntry[] {
    const { locked } = this.#env;
    return [
      legendEntry(AGENT, 'agent'),
      legendEntry(locked ? BUTTON : PRESSED, locked ? 'button' : 'button, pressed'),
      legendEntry(locked ? LOCKED_FOOD : FOOD, locked ? 'food, locked' : 'food'),
    ];
  }
}
