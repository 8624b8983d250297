import { ConfigError } from '../../src/errors.ts';
import type { Glyph } from './glyphs.ts';
import { hersheyGlyph } from './hershey-glyphs.ts';
import type { HandwritingOptions } from './options.ts';
import { commonWords } from './words.ts';

/** The letters that can be written, and the words that they spell. */
export class Alphabet {
  /** Characters, index = subtask. */
  readonly letters: readonly string[];
  readonly glyphs: readonly Glyph[];
  /** The words of the list, each as indices of its letters. */
  readonly words: readonly (readonly number[])[];

  /** @throws ConfigError when a word has a letter that there is none of */
  constructor({ alphabet, glyphs, words }: Pick<HandwritingOptions, 'alphabet' | 'glyphs' | 'words'>) {
    this.letters = glyphs === undefined ? [...alphabet] : Object.keys(glyphs);
    this.glyphs = this.letters.map((letter) => glyphs?.[letter] ?? hersheyGlyph(letter)!);
    const listed = words.length > 0 ? words : commonWords.filter((word) => this.#spells(word));
    this.words = listed.map((word, index) => this.spell(word, `words.${index}`));
  }

  #spells(word: string): boolean {
    return [...word].every((letter) => this.letters.includes(letter));
  }

  /**
   * The indices of the letters of a word.
   * @param path of the setting that names the word
   * @throws ConfigError
   */
  spell(word: string, path: string): number[] {
    return [...word].map((letter) => {
      const index = this.letters.indexOf(letter);
      if (index >= 0) return index;
      throw new ConfigError('Handwriting', [
        {
          path,
          expected: `letters of ${this.letters.join('')}`,
          received: JSON.stringify(letter),
          remedy: 'add the letter to alphabet or glyphs, or take another word',
        },
      ]);
    });
  }

  /** The characters of a word. */
  textOf(word: readonly number[]): string {
    return word.map((letter) => this.letters[letter]!).join('');
  }
}
