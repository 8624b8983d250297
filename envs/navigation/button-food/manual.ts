import type { KeyHelp, LegendEntry, ManualControl } from '../../../src/task/manual-control.ts';
import { type Dot, halfBlocks } from '../../../src/terminal/half-blocks.ts';
import type { Area, Line } from '../../../src/terminal/styled-text.ts';
import type { ButtonFood } from './button-food.ts';
import { distance } from './geometry.ts';
import type { Point } from './options.ts';

/** Velocities to choose from. */
const SPEEDS = [0.1, 0.2, 0.4, 0.8, 1.6];
const arrows: Readonly<Record<string, Point>> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, 1],
  down: [0, -1],
};
/** Margin around the shown points, in arena units. */
const MARGIN = 0.25;

/** The kinds of points of the picture; the later ones hide the earlier. */
const dots: readonly Dot[] = [
  { colour: '#15171a', letter: ' ' },
  { colour: '#4a5058', letter: '.' },
  { colour: '#6b6b6b', letter: 'f' },
  { colour: '#2ecc71', letter: 'f' },
  { colour: '#d9a441', letter: 'b' },
  { colour: '#8a6d3b', letter: 'b' },
  { colour: '#ffffff', letter: '@' },
].map((dot, weight) => ({ ...dot, weight }));
const [NOTHING, TRAIL, LOCKED_FOOD, FOOD, BUTTON, PRESSED, AGENT] = [0, 1, 2, 3, 4, 5, 6] as const;

/** The arena from above. Arrows change the velocity, and time passes while it is not zero. */
export class ButtonFoodControl implements ManualControl<Float64Array> {
  readonly stepMs: number;
  readonly help: readonly KeyHelp[] = [
    { keys: '←, →, ↑, ↓', does: 'add to the velocity' },
    { keys: 'space', does: 'stop, and the clock' },
    { keys: '+, -', does: 'faster, slower' },
  ];
  readonly mission = 'go to the button, then to the food';
  readonly #env: ButtonFood;
  #heading: Point = [0, 0];
  #speed = 3;
  #trail: Point[] = [];

  constructor(env: ButtonFood) {
    this.#env = env;
    this.stepMs = 1000 / env.metadata.renderFps;
    this.reset();
  }

  press(key: string): boolean {
    const arrow = arrows[key];
    const [x, y] = this.#heading;
    const limited = (value: number) => Math.min(Math.max(value, -1), 1);
    if (arrow !== undefined) this.#heading = [limited(x + arrow[0]), limited(y + arrow[1])];
    else if (key === 'space') this.#heading = [0, 0];
    else if (key === '+' || key === '=') this.#speed = Math.min(this.#speed + 1, SPEEDS.length - 1);
    else if (key === '-') this.#speed = Math.max(this.#speed - 1, 0);
    else return false;
    return true;
  }

  take(): Float64Array | null {
    const [x, y] = this.#heading;
    const length = distance([0, 0], this.#heading);
    if (length === 0) return null;
    this.#trail.push(this.#env.agent);
    return Float64Array.of((x / length) * SPEEDS[this.#speed]!, (y / length) * SPEEDS[this.#speed]!);
  }

  reset(): void {
    this.#heading = [0, 0];
    this.#trail = [];
  }

  nameOf(action: Float64Array): string {
    const [x, y] = [action[0]!, action[1]!];
    const speed = distance([0, 0], [x, y]);
    if (speed === 0) return 'stop';
    const sign = (value: number) => (Math.abs(value) < 0.38 * speed ? 0 : Math.sign(value));
    const arrow = ['↙', '←', '↖', '↓', ' ', '↑', '↘', '→', '↗'][3 * (sign(x) + 1) + sign(y) + 1]!;
    return `${arrow} (${x.toFixed(2)}, ${y.toFixed(2)})`;
  }

  get maxSteps(): number {
    return this.#env.options.maxSteps;
  }

  get status(): readonly string[] {
    const { locked, subtask } = this.#env;
    const moving = this.#heading[0] !== 0 || this.#heading[1] !== 0;
    return [
      `velocity ${SPEEDS[this.#speed]}${moving ? '' : ', at rest'}`,
      `${locked ? 'button' : 'food'} ${this.#env.distanceTo(subtask).toFixed(2)} away`,
    ];
  }

  get legend(): readonly LegendEntry[] {
    const entry = (dot: number, meaning: string): LegendEntry => {
      const { colour: background, letter } = dots[dot]!;
      return { symbol: { text: '  ', plain: `${letter}${letter}`, background }, meaning };
    };
    const { locked } = this.#env;
    return [
      entry(AGENT, 'agent'),
      entry(locked ? BUTTON : PRESSED, locked ? 'button' : 'button, pressed'),
      entry(locked ? LOCKED_FOOD : FOOD, locked ? 'food, locked' : 'food'),
    ];
  }

  draw({ columns, rows }: Area): readonly Line[] {
    const points = this.#points(columns, 2 * rows);
    return halfBlocks({ columns, rows }, (column, row) => dots[points[row * columns + column]!]!);
  }

  /** The picture as points, `[height, width]` row-major. */
  #points(width: number, height: number): Uint8Array {
    const { locked, layout, agent, options } = this.#env;
    const { lockRadius, foodRadius } = options;
    const { left, top, perPoint } = this.#window(width, height);
    const out = new Uint8Array(width * height).fill(NOTHING);
    const disc = ([x, y]: Point, radius: number, dot: number) => {
      for (let i = 0; i < out.length; i++) {
        const at: Point = [
          left + ((i % width) + 0.5) * perPoint,
          top - (Math.floor(i / width) + 0.5) * perPoint,
        ];
        if (distance(at, [x, y]) <= Math.max(radius, 0.71 * perPoint)) out[i] = dot;
      }
    };
    for (const [x, y] of this.#trail) {
      const [column, row] = [Math.floor((x - left) / perPoint), Math.floor((top - y) / perPoint)];
      if (column >= 0 && column < width && row >= 0 && row < height) out[row * width + column] = TRAIL;
    }
    disc(layout.food, foodRadius, locked ? LOCKED_FOOD : FOOD);
    disc(layout.button, lockRadius, locked ? BUTTON : PRESSED);
    disc(agent, perPoint, AGENT);
    return out;
  }

  /** The part of the arena that is shown: start, goals and agent, in the middle. */
  #window(width: number, height: number) {
    const { layout, agent } = this.#env;
    const shown = [layout.start, layout.button, layout.food, agent];
    const range = (axis: 0 | 1) => {
      const values = shown.map((point) => point[axis]);
      return [Math.min(...values) - MARGIN, Math.max(...values) + MARGIN] as const;
    };
    const [[x0, x1], [y0, y1]] = [range(0), range(1)];
    const perPoint = Math.max((x1 - x0) / width, (y1 - y0) / height);
    const [left, top] = [(x0 + x1 - width * perPoint) / 2, (y0 + y1 + height * perPoint) / 2];
    return { left, top, perPoint };
  }
}
