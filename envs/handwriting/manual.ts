import type { KeyHelp, LegendEntry, ManualControl } from '../../src/task/manual-control.ts';
import type { Area, Line } from '../../src/terminal/styled-text.ts';
import { GlyphSketch, type GridPoint, onGrid } from './drawing/glyph-sketch.ts';
import { drawSketch, legendOf } from './drawing/sketch-picture.ts';
import { penActions } from './expert.ts';
import type { Handwriting } from './handwriting.ts';
import type { Slot } from './page.ts';
import { penPath } from './pen-path.ts';

/** A person's pen: lifted, it goes no faster than on the paper. */
const SPEED = { strokeMs: 60, travelMs: 60 };

/** A person draws the strokes of each letter with a cursor; the pen then follows them, a step for each ms. */
export class HandwritingControl implements ManualControl<Float64Array> {
  readonly help: readonly KeyHelp[] = [...GlyphSketch.help, { keys: 'enter', does: 'write the letter' }];
  readonly legend: readonly LegendEntry[] = [legendOf('behind', 'the letter to be written')];
  readonly #env: Handwriting;
  readonly #sketch = new GlyphSketch();
  /** Actions to come, while the pen writes. */
  #actions: Float64Array[] = [];
  /** The letter that they write. */
  #slot: Slot | null = null;
  /** Where they have left ink. */
  #ink: GridPoint[] = [];

  constructor(env: Handwriting) {
    this.#env = env;
  }

  get stepMs(): number | null {
    return this.#isWriting ? 1 : null;
  }

  /** Whether the pen is under way. It leaves the paper in its last actions, which a letter that is finished needs no more. */
  get #isWriting(): boolean {
    return this.#actions.length > 0 && this.#env.slot === this.#slot;
  }

  press(key: string): boolean {
    if (this.#isWriting) return false;
    const { glyph } = this.#sketch;
    if (key !== 'enter' || glyph === null) return this.#sketch.press(key);
    this.#actions = penActions(penPath(glyph, SPEED));
    this.#slot = this.#env.slot;
    this.#ink = [];
    this.#sketch.clear();
    return true;
  }

  take(): Float64Array | null {
    if (!this.#isWriting) return null;
    const [x, y, writes] = this.#env.agent;
    const { origin } = this.#env.slot;
    if (writes) this.#ink.push(...onGrid([[[x - origin[0], y - origin[1]]]]).flat());
    return this.#actions.shift()!;
  }

  reset(): void {
    this.#sketch.clear();
    this.#actions = [];
  }

  nameOf([x, y, pressure, end]: Float64Array): string {
    const place = `(${x!.toFixed(2)}, ${y!.toFixed(2)})`;
    return `pen ${pressure! > 0.5 ? 'on the paper' : 'lifted'}, to ${place}${end! >= 1 ? ', end' : ''}`;
  }

  get mission(): string {
    return `write ${this.#env.text}`;
  }

  get status(): readonly string[] {
    const { written } = this.#env.info();
    const { letter } = this.#env.slot;
    const read = written.map(({ readAs }) => readAs ?? '·').join('');
    const next = `letter ${written.length + 1}: ${this.#env.alphabet.letters[letter]}`;
    const pen = this.#isWriting ? 'the pen writes' : `pen ${this.#sketch.whereabouts}`;
    return [...(written.length === 0 ? [] : [`read as ${read}`]), next, pen];
  }

  get maxSteps(): number {
    return this.#env.options.maxSteps;
  }

  draw(area: Area): readonly Line[] {
    const behind = onGrid(this.#env.alphabet.glyphs[this.#env.slot.letter]!);
    const ink = this.#ink.map((point) => [point]);
    if (this.#isWriting) return drawSketch(area, { behind, strokes: ink, next: [], cursor: null });
    const { strokes, last, cursor } = this.#sketch;
    return drawSketch(area, { behind, strokes, next: last === null ? [] : [last, cursor], cursor });
  }
}
