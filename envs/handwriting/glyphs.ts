import { z } from 'zod';
import { type Point, pointSchema } from '../navigation/geometry.ts';

/**
 * The strokes of a letter in the order in which they are written, each a list of points. The unit is the height of small letters: x grows
 * to the right from the left edge of the letter, y grows upwards from the line on which it stands.
 */
export type Glyph = readonly (readonly Point[])[];

/** One movement of the pen on the paper, from its first point to its last; a single point is a dot. */
const strokeSchema = z.array(pointSchema).min(1).max(10_000).readonly();

/** Schema of the strokes of a letter. */
export const glyphSchema = z.array(strokeSchema).min(1).max(1000).readonly() satisfies z.ZodType<Glyph>;

/** Schema of letters of one's own: the strokes of each, by the character that it stands for. */
export const glyphsSchema = z.record(z.string(), glyphSchema).superRefine((glyphs, context) => {
  const names = Object.keys(glyphs);
  if (names.length === 0) context.addIssue({ code: 'custom', message: 'at least one letter', input: glyphs });
  for (const name of names) {
    if ([...name].length === 1 && name.trim() !== '') continue;
    const message = 'the name of a letter to be a single character, with which words are spelled';
    context.addIssue({ code: 'custom', message, path: [name], input: name });
  }
});

/** Space between two letters. */
const GAP = 0.35;

/** The way from the left edge of a letter to that of the next one. */
export function advanceOf(glyph: Glyph): number {
  return Math.max(...glyph.flat().map(([x]) => x)) + GAP;
}
