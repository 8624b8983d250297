import type { Point } from '../navigation/geometry.ts';
import type { Alphabet } from './alphabet.ts';
import { advanceOf } from './glyphs.ts';

/** Distance between two lines of the page. */
export const LINE_SPACING = 2.8;

/** A letter that is to be written. */
export interface Slot {
  /** Index of the letter. */
  readonly letter: number;
  /** Index of its word on the page, and of the letter in the word. */
  readonly word: number;
  readonly place: number;
  /** Its left edge on the line that it stands on, in heights of small letters. */
  readonly origin: Point;
}

/** The letters of a text, each at its place on the page: a line for each word, from the top. */
export function layOut(words: readonly (readonly number[])[], { glyphs }: Alphabet): Slot[] {
  return words.flatMap((word, line) => {
    let x = 0;
    return word.map((letter, place): Slot => {
      const origin: Point = [x, -line * LINE_SPACING];
      x += advanceOf(glyphs[letter]!);
      return { letter, word: line, place, origin };
    });
  });
}
