import type { Expert } from '../../src/task/environment-adapter.ts';
import type { Handwriting } from './handwriting.ts';
import { type PenPath, type PenSpeed, penPath } from './pen-path.ts';

/** Time before the end of a letter in which its end grows from 0 to 1, ms. */
const NEAR_END = 40;

/** Writes each letter as its strokes are given, and says when it is finished. */
export class Scribe implements Expert<Float64Array> {
  readonly #env: Handwriting;
  readonly #paths: readonly PenPath[];

  constructor(env: Handwriting, speed: PenSpeed) {
    this.#env = env;
    this.#paths = env.alphabet.glyphs.map((glyph) => penPath(glyph, speed));
  }

  subtask(): number {
    return this.#env.subtask;
  }

  action(subtask: number): Float64Array {
    const { at, down } = this.#paths[subtask]!;
    const last = at.length - 1;
    const step = Math.min(this.#env.letterSteps, last);
    const [x, y] = at[step]!;
    const end = Math.max(0, 1 - (last - step) / NEAR_END);
    return Float64Array.of(x, y, down[step] ? 1 : 0, end);
  }

  progress(subtask: number): number {
    const steps = this.#paths[subtask]!.at.length;
    return Math.min(1, (this.#env.letterSteps + 1) / steps);
  }
}
