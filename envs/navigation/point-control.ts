import type { KeyHelp, LegendEntry, ManualControl } from '../../src/task/manual-control.ts';
import { type Dot, halfBlocks } from '../../src/terminal/half-blocks.ts';
import type { Area, Line } from '../../src/terminal/styled-text.ts';
import { distance, type Point } from './geometry.ts';
import type { PointEnv } from './point-env.ts';

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

/** A kind of points of the picture. */
export interface Paint {
  readonly colour: string;
  readonly letter: string;
}

/** A disc of the picture, in arena units. */
export interface Disc {
  readonly at: Point;
  readonly radius: number;
  readonly paint: Paint;
}

const NOTHING: Paint = { colour: '#15171a', letter: ' ' };
const TRAIL: Paint = { colour: '#4a5058', letter: '.' };
export const AGENT: Paint = { colour: '#ffffff', letter: '@' };

type AnyPointEnv = PointEnv<{ stepLength: number; maxVelocity: number; maxSteps: number }> & {
  readonly metadata: { readonly renderFps: number };
};

/** The arena from above. Arrows change the velocity, and time passes while it is not zero. */
export abstract class PointControl implements ManualControl<Float64Array> {
  readonly stepMs: number;
  readonly help: readonly KeyHelp[] = [
    { keys: '←, →, ↑, ↓', does: 'add to the velocity' },
    { keys: 'space', does: 'stop, and the clock' },
    { keys: '+, -', does: 'faster, slower' },
  ];
  abstract readonly mission: string;
  readonly #env: AnyPointEnv;
  #heading: Point = [0, 0];
  #speed = 3;
  #trail: Point[] = [];

  constructor(env: AnyPointEnv) {
    this.#env = env;
    this.stepMs = 1000 / env.metadata.renderFps;
    this.reset();
  }

  /** The goals; the later ones hide the earlier. */
  protected abstract get goals(): readonly Disc[];
  /** The name of the goal that is due. */
  protected abstract get goalName(): string;
  /** Where the episode began. */
  protected abstract get start(): Point;
  abstract get legend(): readonly LegendEntry[];

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
    const moving = this.#heading[0] !== 0 || this.#heading[1] !== 0;
    return [
      `velocity ${SPEEDS[this.#speed]}${moving ? '' : ', at rest'}`,
      `${this.goalName} ${this.#env.distanceTo(this.#env.subtask).toFixed(2)} away`,
    ];
  }

  draw({ columns, rows }: Area): readonly Line[] {
    const [width, height] = [columns, 2 * rows];
    const discs = this.#discs(width, height);
    const dots = [NOTHING, TRAIL, ...discs.map(({ paint }) => paint)].map(
      (paint, weight): Dot => ({ ...paint, weight }),
    );
    const points = this.#points(discs, width, height);
    return halfBlocks({ columns, rows }, (column, row) => dots[points[row * columns + column]!]!);
  }

  #discs(width: number, height: number): readonly Disc[] {
    const { perPoint } = this.#window(width, height);
    return [...this.goals, { at: this.#env.agent, radius: perPoint, paint: AGENT }];
  }

  /** The picture as points, `[height, width]` row-major: 0 nothing, 1 the trail, from 2 on the discs. */
  #points(discs: readonly Disc[], width: number, height: number): Uint8Array {
    const { left, top, perPoint } = this.#window(width, height);
    const out = new Uint8Array(width * height);
    for (const [x, y] of this.#trail) {
      const [column, row] = [Math.floor((x - left) / perPoint), Math.floor((top - y) / perPoint)];
      if (column >= 0 && column < width && row >= 0 && row < height) out[row * width + column] = 1;
    }
    discs.forEach(({ at, radius }, k) => {
      for (let i = 0; i < out.length; i++) {
        const point: Point = [
          left + ((i % width) + 0.5) * perPoint,
          top - (Math.floor(i / width) + 0.5) * perPoint,
        ];
        if (distance(point, at) <= Math.max(radius, 0.71 * perPoint)) out[i] = 2 + k;
      }
    });
    return out;
  }

  /** The part of the arena that is shown: start, goals and agent, in the middle. */
  #window(width: number, height: number) {
    const shown = [this.start, ...this.goals.map(({ at }) => at), this.#env.agent];
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

/** An entry of the legend. */
export function legendEntry({ colour, letter }: Paint, meaning: string): LegendEntry {
  return { symbol: { text: '  ', plain: `${letter}${letter}`, background: colour }, meaning };
}
