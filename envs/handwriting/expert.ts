import type { Expert } from '../../src/task/environment-adapter.ts';
import type { Handwriting } from './handwriting.ts';
import { type PenPath, type PenSpeed, penPath } from './pen-path.ts';

/** Time before the end of a letter in which its end grows from 0 to 1, ms. */
const NEAR_END = 40;

/** The actions of a pen that follows a path, one for each ms; the last ones say more and more that the letter is finished. */
export function penActions({ at, down }: PenPath): Float64Array[] {
  const last = at.length - 1;
  return at.map(([x, y], step) =>
    Float64Array.of(x, y, down[step] ? 1 : 0, Math.max(0, 1 - (last - step) / NEAR_END)),
  );
}

/** Writes each letter as its strokes are given, and says when it is finished. */
export class Scribe implements Expert<Float64Array> {
  readonly #env: Handwriting;
  /** Actions by letter and step. */
  readonly #letters: readonly (readonly Float64Array[])[];

  constructor(env: Handwriting, speed: PenSpeed) {
    this.#env = env;
    this.#letters = env.alphabet.glyphs.map((glyph) => penActions(penPath(glyph, speed)));
  }

  subtask(): number {
    return this.#env.subtask;
  }

  action(subtask: number): Float64Array {
    const actions = this.#letters[subtask]!;
    return actions[Math.min(this.#env.letterSteps, actions.length - 1)]!.slice();
  }

  progress(subtask: number): number {
    return Math.min(1, (this.#env.letterSteps + 1) / this.#letters[subtask]!.length);
  }
}
