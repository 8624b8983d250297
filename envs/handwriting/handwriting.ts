import { Box, InvalidAction, ResetNeeded } from 'gymnasium-js';
import type { z } from 'zod';
import { parseConfig } from '../../src/config/config.ts';
import { EpisodicEnv, type Outcome } from '../episodic-env.ts';
import type { Point } from '../navigation/geometry.ts';
import type { RenderSettings, Trail } from '../rendering.ts';
import { Alphabet } from './alphabet.ts';
import { FARTHEST } from './glyphs.ts';
import { InkReader } from './ink.ts';
import { type HandwritingOptions, handwritingOptions, textOptions } from './options.ts';
import { layOut, type Slot } from './page.ts';
import { pageSvg } from './page-svg.ts';
import { pageText } from './page-text.ts';
import { Pen } from './pen.ts';
import { START } from './pen-path.ts';
import type { HandwritingInfo, Judgement, PenMark } from './types.ts';

/** Constructor settings: those of the task, all optional, and how to draw. */
export interface HandwritingSettings extends Partial<z.input<typeof handwritingOptions>>, RenderSettings {}

const renderModes = ['ansi', 'svg', 'rgb_array'] as const;

/** The numbers of an observation, by what they tell. */
export const seen = { letter: 0, word: 1, place: 2, timeMs: 3, written: 4 } as const;

/**
 * A pen with inertia on a page; it is to write words, letter by letter.
 *
 * - Observation: float64 `[5]`: index of the letter that is to be written; index of its word in the list of words, 0 where words are
 *   drawn at random; its place in the word, from 0; the time since it was begun, in ms; the number of letters written so far. It does not
 *   tell where the pen is.
 * - Action: float64 `[4]`, each number clipped to ± 10: x and y that the hand aims at, relative to the left edge of the letter and to its
 *   line, in heights of small letters; the pressure, 1 on the paper and 0 above it; and the end: the letter is finished where this is
 *   `endThreshold` or more. A step takes 1 ms, in which the pen follows the hand with `inertiaMs`, on the paper as well as down to it.
 * - A finished letter is read: it is right if no other letter is nearer to its ink, and it is within `tolerance`. The hand then stands,
 *   with the pen lifted, at the start of the next letter. A letter that is not finished after `letterLimit` steps is taken as it is.
 * - Reward: 1 for each right letter, else 0.
 * - Terminated: when the last letter is finished.
 * - Truncated: after `maxSteps` steps. The limit is the environment's own; it needs no `TimeLimit`.
 * - Reset: the text follows from `text`. `options` may fix `words`.
 */
export class Handwriting extends EpisodicEnv<Float64Array, Float64Array, PenMark> {
  override readonly metadata = { renderModes, renderFps: 50 };
  readonly observationSpace: Box<'float64'>;
  readonly actionSpace = new Box({ low: -FARTHEST, high: FARTHEST, shape: [4], dtype: 'float64' });
  readonly options: HandwritingOptions;
  /** The letters and the words that they spell. */
  readonly alphabet: Alphabet;
  readonly #reader: InkReader;
  readonly #pen: Pen;
  readonly #aim = new Float64Array(3);
  #slots: readonly Slot[] = [];
  #text = '';
  /** Index of the word of each line in the list. */
  #listed: readonly number[] = [];
  #current = 0;
  #letterSteps = 0;
  /** Strokes of the letter so far, relative to its origin. */
  #ink: Point[][] = [];
  #wrote = false;
  #written: readonly Judgement[] = Object.freeze([]);
  #rightInARow = 0;
  #finished = false;

  /** @throws ConfigError, UnsupportedMode */
  constructor(settings: HandwritingSettings = {}) {
    const { renderMode, renderSize, ...options } = settings;
    super(renderModes, { renderMode, renderSize });
    this.options = Object.freeze(parseConfig(handwritingOptions, options, 'Handwriting'));
    this.alphabet = new Alphabet(this.options);
    this.#reader = new InkReader(this.alphabet.glyphs);
    this.#pen = new Pen(this.options.inertiaMs);
    const { letters, words } = this.alphabet;
    const most = [
      letters.length - 1,
      Math.max(words.length - 1, 0),
      Infinity,
      this.options.letterLimit,
      Infinity,
    ];
    this.observationSpace = new Box({ low: [0, 0, 0, 0, 0], high: most, dtype: 'float64' });
  }

  protected override begin(given: Record<string, unknown>): void {
    const { words } = parseConfig(textOptions, given, 'Handwriting.reset.options');
    const spelled = words?.map((word, index) => this.alphabet.spell(word, `reset.options.words.${index}`));
    const chosen = spelled?.map((word) => ({ word, listed: 0 })) ?? this.#drawText();
    this.#slots = layOut(
      chosen.map(({ word }) => word),
      this.alphabet,
    );
    this.#listed = chosen.map(({ listed }) => listed);
    this.#text = chosen.map(({ word }) => this.alphabet.textOf(word)).join(' ');
    this.#current = 0;
    this.#written = Object.freeze([]);
    this.#rightInARow = 0;
    this.#finished = false;
    this.#beginLetter();
  }

  /** The words of an episode, each as indices of its letters, and their places in the list. */
  #drawText(): { readonly word: readonly number[]; readonly listed: number }[] {
    const { letters, words } = this.alphabet;
    const { text, longest } = this.options;
    const random = this.npRandom;
    const listed = words.map((word, index) => ({ word, listed: index }));
    const draw = () => random.integers(letters.length);
    switch (text) {
      case 'random-word':
        return [{ word: Array.from({ length: 1 + random.integers(longest) }, draw), listed: 0 }];
      case 'alphabet':
        return [{ word: [...letters.keys()], listed: 0 }];
      case 'listed-word':
        return [listed[random.integers(listed.length)]!];
      case 'word-list':
        return listed;
    }
  }

  #beginLetter(): void {
    const [x, y] = this.slot.origin;
    this.#pen.place(x + START[0], y + START[1]);
    this.#letterSteps = 0;
    this.#ink = [];
    this.#wrote = false;
  }

  protected override act(action: Float64Array): Outcome {
    const { endThreshold, letterLimit } = this.options;
    const [x, y] = this.slot.origin;
    const clipped = (value: number) => Math.min(Math.max(value, -FARTHEST), FARTHEST);
    this.#aim.set([x + clipped(action[0]!), y + clipped(action[1]!), clipped(action[2]!)]);
    this.#pen.move(this.#aim);
    this.#keepInk();
    this.#letterSteps++;
    const ends = action[3]! >= endThreshold || this.#letterSteps >= letterLimit;
    const isRight = ends && this.#finishLetter();
    return { reward: isRight ? 1 : 0, terminated: this.#finished };
  }

  #keepInk(): void {
    const { writes, at } = this.#pen;
    if (writes && !this.#wrote) this.#ink.push([]);
    this.#wrote = writes;
    const [x, y] = this.slot.origin;
    if (writes) this.#ink.at(-1)!.push([at[0]! - x, at[1]! - y]);
  }

  /** Reads the letter and goes to the next one. Returns whether it was right. */
  #finishLetter(): boolean {
    const { letters } = this.alphabet;
    const { letter } = this.slot;
    const { nearest, distances } = this.#reader.read(this.#ink);
    const distance = distances[letter]!;
    const isRight = nearest === letter && distance <= this.options.tolerance;
    const judgement = {
      letter: letters[letter]!,
      readAs: letters[nearest] ?? null,
      distance: nearest < 0 ? null : distance,
      isRight,
    };
    if (isRight && this.#rightInARow === this.#written.length) this.#rightInARow++;
    this.#written = Object.freeze([...this.#written, Object.freeze(judgement)]);
    this.#finished = this.#current === this.#slots.length - 1;
    if (this.#finished) return isRight;
    this.#current++;
    this.#beginLetter();
    return isRight;
  }

  protected override draw(mode: string, trail: Trail<PenMark>, size: number): string {
    const page = { ...trail, text: this.text, written: this.#written };
    return mode === 'ansi' ? pageText(page) : pageSvg(page, size);
  }

  /** The letter that is to be written; the last one when all are. @throws ResetNeeded before the first reset */
  get slot(): Slot {
    const slot = this.#slots[this.#current];
    if (slot === undefined) throw new ResetNeeded('Handwriting: there is no text before the first reset.');
    return slot;
  }

  /** The words of the episode, with spaces between them; empty before the first reset. */
  get text(): string {
    return this.#text;
  }

  /** Steps since the letter that is to be written was begun. */
  get letterSteps(): number {
    return this.#letterSteps;
  }

  override get subtask(): number {
    return this.slot.letter;
  }

  /** The pen. */
  override get agent(): PenMark {
    const { at, writes } = this.#pen;
    return [at[0]!, at[1]!, writes];
  }

  override info(): HandwritingInfo {
    return {
      text: this.text,
      written: this.#written,
      rightInARow: this.#rightInARow,
      finished: this.#finished,
      pen: this.agent,
      subtask: this.subtask,
      step: this.steps,
    };
  }

  protected override observe(): Float64Array {
    const { letter, word, place } = this.slot;
    return Float64Array.of(letter, this.#listed[word]!, place, this.#letterSteps, this.#written.length);
  }

  protected override checkAction(action: Float64Array): void {
    const valid = action?.length === 4 && [...action].every(Number.isFinite);
    if (valid) return;
    const received =
      ArrayBuffer.isView(action) || Array.isArray(action)
        ? `[${Array.from(action as ArrayLike<number>).join(', ')}]`
        : String(action);
    throw new InvalidAction(
      `Handwriting.step: action: expected 4 finite numbers (x, y, pressure, end), received ${received}. Decode or clip it first.`,
    );
  }
}
