import type { KeyHelp } from '../../../src/terminal/key-help.ts';
import type { Glyph } from '../glyphs.ts';
import { START } from '../pen-path.ts';

/** Steps of the cursor in the height of a small letter: points lie on a grid of tenths. */
export const GRID = 10;
/** How far the cursor goes, in steps. */
export const page = { left: 0, right: 24, bottom: -6, top: 17 } as const;

/** A point of the grid, in steps. */
export type GridPoint = readonly [x: number, y: number];

const arrows: Readonly<Record<string, GridPoint>> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, 1],
  down: [0, -1],
};

/** Strokes that a person draws with keys: a cursor goes over a grid and sets the points that straight lines connect. */
export class GlyphSketch {
  static readonly help: readonly KeyHelp[] = [
    { keys: '←, →, ↑, ↓', does: 'move the cursor' },
    { keys: 'space', does: 'draw a line to here; begin a stroke' },
    { keys: 'tab, l', does: 'lift the pen: end the stroke' },
    { keys: 'delete, x', does: 'take back the last point' },
  ];
  #cursor: GridPoint = atStart;
  #strokes: readonly (readonly GridPoint[])[] = [];
  #isDown = false;

  /** Does what a key says; false if it is none of the keys of `help`. */
  press(key: string): boolean {
    const arrow = arrows[key];
    if (arrow !== undefined) this.#move(arrow);
    else if (key === 'space') this.#set();
    else if (key === 'tab' || key === 'l') this.#isDown = false;
    else if (key === 'delete' || key === 'x') this.#takeBack();
    else return false;
    return true;
  }

  #move([x, y]: GridPoint): void {
    const { left, right, bottom, top } = page;
    this.#cursor = [
      Math.min(Math.max(this.#cursor[0] + x, left), right),
      Math.min(Math.max(this.#cursor[1] + y, bottom), top),
    ];
  }

  #set(): void {
    const { last } = this;
    if (last === null) this.#strokes = [...this.#strokes, [this.#cursor]];
    else if (last[0] !== this.#cursor[0] || last[1] !== this.#cursor[1])
      this.#strokes = [...this.#strokes.slice(0, -1), [...this.#strokes.at(-1)!, this.#cursor]];
    this.#isDown = true;
  }

  /** Takes back a point; the next one continues its stroke. */
  #takeBack(): void {
    const rest = this.#strokes.at(-1)?.slice(0, -1) ?? [];
    this.#isDown = rest.length > 0;
    this.#strokes = [...this.#strokes.slice(0, -1), ...(this.#isDown ? [rest] : [])];
  }

  get cursor(): GridPoint {
    return this.#cursor;
  }

  /** The strokes so far, in steps of the grid. */
  get strokes(): readonly (readonly GridPoint[])[] {
    return this.#strokes;
  }

  /** The point that the next one is to be connected with; null where it begins a stroke. */
  get last(): GridPoint | null {
    return this.#isDown ? this.#strokes.at(-1)!.at(-1)! : null;
  }

  /** Where the pen is, for people. */
  get whereabouts(): string {
    const [x, y] = this.#cursor;
    return `${this.#isDown ? 'on the paper' : 'lifted'}, at ${x / GRID}, ${y / GRID}`;
  }

  /** The strokes as a letter; null while there are none. */
  get glyph(): Glyph | null {
    if (this.#strokes.length === 0) return null;
    return this.#strokes.map((stroke) => stroke.map(([x, y]) => [x / GRID, y / GRID] as const));
  }

  /** Removes everything. */
  clear(): void {
    this.#cursor = atStart;
    this.#strokes = [];
    this.#isDown = false;
  }
}

/** Where the hand is at the start of a letter. */
const atStart: GridPoint = [START[0] * GRID, START[1] * GRID];

/** Points of letters, in steps of the grid. */
export function onGrid(glyph: Glyph): readonly (readonly GridPoint[])[] {
  return glyph.map((stroke) => stroke.map(([x, y]) => [x * GRID, y * GRID] as const));
}
