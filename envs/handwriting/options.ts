import { z } from 'zod';
import { stepLimit } from '../step-limit.ts';
import { glyphsSchema } from './glyphs.ts';
import { hersheyCharacters, hersheyGlyph } from './hershey-glyphs.ts';

const fromFont = `letters and digits of the Hershey font (${hersheyCharacters[0]}–${hersheyCharacters.at(-1)})`;

/** Fields of the settings of `Handwriting`; lengths in heights of small letters. */
export const handwritingOptions = z.strictObject({
  alphabet: z
    .string()
    .min(1)
    .max(200)
    .refine((letters) => [...letters].every((letter) => hersheyGlyph(letter) !== null), {
      error: `${fromFont}; draw others yourself, as options.env.glyphs`,
    })
    .refine((letters) => new Set(letters).size === [...letters].length, { error: 'each letter once' })
    .default('abcdefghijklmnopqrstuvwxyz')
    .describe('the letters, of the single-stroke font by A. V. Hershey, where no glyphs are given'),
  glyphs: glyphsSchema
    .optional()
    .describe(
      'letters of your own in place of the alphabet: for each character its strokes, lists of points [x, y]; a small letter is 1 high and stands on y = 0',
    ),
  text: z
    .enum(['random-word', 'listed-word', 'word-list', 'alphabet'])
    .default('random-word')
    .describe(
      'what is to be written: letters drawn at random, one of the words, all words one below the other, or each letter once',
    ),
  words: z
    .array(z.string().min(1).max(100))
    .max(1000)
    .readonly()
    .default([])
    .describe('words to write; empty: twenty English ones, as far as the letters allow'),
  longest: z.int().min(1).max(100).default(10).describe('most letters of a word drawn at random'),
  inertiaMs: z
    .number()
    .nonnegative()
    .max(1000)
    .default(10)
    .describe('time constant with which the pen follows the hand, ms'),
  tolerance: z
    .number()
    .positive()
    .max(10)
    .default(0.15)
    .describe('largest distance from the ink of a right letter'),
  endThreshold: z
    .number()
    .positive()
    .max(1)
    .default(0.5)
    .describe('a letter is finished when the fourth number of an action is as large'),
  letterLimit: stepLimit.default(1000).describe('steps after which a letter counts as finished in any case'),
  maxSteps: stepLimit.default(100_000).describe('steps after which an episode is cut off'),
});

/** Settings of `Handwriting`, with their defaults. */
export type HandwritingOptions = z.infer<typeof handwritingOptions>;

/** Schema of `reset({ options })`. */
export const textOptions = z.strictObject({
  words: z.array(z.string().min(1)).min(1).optional().describe('the words to write, one below the other'),
});
