import { accent, helpLines, type KeyHelp } from '../../../src/terminal/key-help.ts';
import { layOut } from '../../../src/terminal/layout.ts';
import type { TerminalProgram } from '../../../src/terminal/program.ts';
import { type Area, cut, type Line, type Span, wrap } from '../../../src/terminal/styled-text.ts';
import type { Glyphs } from '../glyphs.ts';
import { GlyphSketch, onGrid } from './glyph-sketch.ts';
import { drawSketch } from './sketch-picture.ts';

const drawingKeys: readonly KeyHelp[] = [
  ...GlyphSketch.help,
  { keys: 'enter', does: 'keep the letter' },
  { keys: 'escape', does: 'discard it' },
];
const choosingKeys: readonly KeyHelp[] = [
  { keys: 'a character', does: 'draw its letter' },
  { keys: 'escape', does: 'finish' },
];

/** Where there is no room for all keys. */
const shortHelp = 'space: point, tab: lift, enter: keep';

/** A person draws letters, one after the other. What is kept is handed over at once. */
export class GlyphProgram implements TerminalProgram {
  readonly tickMs = null;
  done = false;
  readonly #title: string;
  readonly #keep: (glyphs: Glyphs) => void;
  readonly #sketch = new GlyphSketch();
  #glyphs: Glyphs;
  /** The letter that is drawn; null while its character is asked for. */
  #letter: string | null = null;
  /** The letter that was kept last. */
  #kept: string | null = null;

  /** @param keep receives all letters after each one that is kept */
  constructor(title: string, glyphs: Glyphs, keep: (glyphs: Glyphs) => void) {
    this.#title = title;
    this.#glyphs = glyphs;
    this.#keep = keep;
  }

  press(key: string): void {
    if (key === 'ctrl-c') this.done = true;
    else if (this.#letter === null) this.#choose(key);
    else if (key === 'enter') this.#finish(this.#letter);
    else if (key === 'escape') this.#letter = null;
    else this.#sketch.press(key === 'backspace' ? 'delete' : key);
  }

  tick(): void {}

  #choose(key: string): void {
    if (key === 'escape') this.done = true;
    // Other keys have names.
    else if ([...key].length === 1) {
      this.#letter = key;
      this.#sketch.clear();
    }
  }

  #finish(letter: string): void {
    const { glyph } = this.#sketch;
    if (glyph === null) return;
    this.#glyphs = { ...this.#glyphs, [letter]: glyph };
    this.#keep(this.#glyphs);
    this.#kept = letter;
    this.#letter = null;
  }

  screen(area: Area): readonly Line[] {
    return layOut(
      area,
      (inner) => this.#picture(inner),
      (columns) => {
        const keys = helpLines(this.#letter === null ? choosingKeys : drawingKeys, columns);
        return {
          lines: this.#panel(columns).map((line) => cut(line, 0, columns)),
          help: [[], ...keys],
          instead: [{ text: this.#letter === null ? 'escape: finish' : shortHelp, colour: accent }],
        };
      },
    ).lines;
  }

  #picture(area: Area): Line[] {
    const { strokes, last, cursor } = this.#sketch;
    const shown = this.#letter ?? this.#kept;
    const glyph = shown === null ? undefined : this.#glyphs[shown];
    const isDrawn = this.#letter !== null;
    return drawSketch(area, {
      behind: glyph === undefined ? [] : onGrid(glyph),
      strokes: isDrawn ? strokes : [],
      next: isDrawn && last !== null ? [last, cursor] : [],
      cursor: isDrawn ? cursor : null,
    });
  }

  #panel(columns: number): Line[] {
    const names = Object.keys(this.#glyphs).join(' ');
    const styled = (text: string, style: Omit<Span, 'text'> = {}): Line[] =>
      wrap(text, columns).map((line) => [{ text: line, ...style }]);
    return [
      ...styled(this.#title, { bold: true }),
      ...styled(this.#asked, { bold: true, colour: accent }),
      ...(this.#letter === null ? [] : styled(`pen ${this.#sketch.whereabouts}`)),
      ...styled(`letters so far: ${names === '' ? 'none' : names}`),
      [],
      ...styled('The upper line is the height of small letters; letters stand on the lower one.', {
        dim: true,
      }),
    ];
  }

  get #asked(): string {
    if (this.#letter !== null) return `Draw ${this.#letter}.`;
    const kept = this.#kept === null ? '' : `Kept ${this.#kept}. `;
    return `${kept}Press the character that your next letter stands for.`;
  }
}
