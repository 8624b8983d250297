import type { LegendEntry } from '../../../src/task/manual-control.ts';
import type { Point } from '../geometry.ts';
import { AGENT, type Disc, legendEntry, PointControl } from '../point-control.ts';
import type { ButtonChain } from './button-chain.ts';

const LOCKED_FOOD = { colour: '#6b6b6b', letter: 'f' };
const FOOD = { colour: '#2ecc71', letter: 'f' };
const NEXT = { colour: '#ffb000', letter: 'B' };
const PRESSED = { colour: '#4d4026', letter: '-' };
/** Later buttons, the sooner their turn the brighter, in this many shades. */
const LATER = ['#b8860b', '#9a7410', '#7d6115'].map((colour) => ({ colour, letter: 'b' }));

/** The chain of buttons at the keyboard. */
export class ButtonChainControl extends PointControl {
  readonly mission = 'press the buttons in their order, then go to the food';
  readonly #env: ButtonChain;

  constructor(env: ButtonChain) {
    super(env);
    this.#env = env;
  }

  protected override get start(): Point {
    return this.#env.layout.start;
  }

  protected override get goalName(): string {
    const { subtask, options } = this.#env;
    return subtask < options.buttons ? `button ${subtask + 1} of ${options.buttons}` : 'food';
  }

  protected override get goals(): readonly Disc[] {
    const { subtask, layout, options } = this.#env;
    const { radius } = options;
    const paintOf = (button: number) =>
      button < subtask
        ? PRESSED
        : button === subtask
          ? NEXT
          : LATER[Math.min(button - subtask, LATER.length) - 1]!;
    return [
      { at: layout.food, radius, paint: subtask < options.buttons ? LOCKED_FOOD : FOOD },
      ...layout.buttons.map((at, button) => ({ at, radius, paint: paintOf(button) })),
    ];
  }

  override get legend(): readonly LegendEntry[] {
    const { subtask, options } = this.#env;
    return [
      legendEntry(AGENT, 'agent'),
      legendEntry(NEXT, 'next button'),
      legendEntry(LATER[0]!, 'later button'),
      legendEntry(PRESSED, 'button, pressed'),
      legendEntry(
        subtask < options.buttons ? LOCKED_FOOD : FOOD,
        subtask < options.buttons ? 'food, locked' : 'food',
      ),
    ];
  }
}
