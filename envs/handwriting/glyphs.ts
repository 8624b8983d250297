import { z } from 'zod';
import { parseConfig } from '../../src/config/config.ts';
import type { Point } from '../navigation/geometry.ts';

/**
 * The strokes of a letter in the order in which they are written, each a list of points. The unit is the height of small letters: x grows
 * to the right from the left edge of the letter, y grows upwards from the line on which it stands.
 */
export type Glyph = readonly (readonly Point[])[];

/** The hand reaches no farther than this from the left edge and the line of a letter, in heights of small letters. */
export const FARTHEST = 10;

const coordinate = z.number().min(-FARTHEST).max(FARTHEST);

const strokePoint = z
  .tuple([coordinate, coordinate], {
    error: 'a point [x, y]; a letter is a list of strokes, and each stroke a list of points',
  })
  .readonly();

/** One movement of the pen on the paper, from its first point to its last; a single point is a dot. */
const strokeSchema = z.array(strokePoint).min(1).max(10_000).readonly();

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

/** Letters, by the characters that they stand for. */
export type Glyphs = Readonly<Record<string, Glyph>>;

/** The part of a run's settings that holds letters; the rest may be anything. */
const settingsSchema = z.looseObject({
  task: z.literal('handwriting').optional(),
  options: z.looseObject({ env: z.looseObject({ glyphs: glyphsSchema.optional() }).optional() }).optional(),
});

/**
 * The letters in settings of a run; none where they have none.
 * @param source where the settings came from, for errors
 * @throws ConfigError when they are no letters, or the settings are those of another task
 */
export function glyphsIn(settings: unknown, source: string): Glyphs {
  return parseConfig(settingsSchema, settings, source).options?.env?.glyphs ?? {};
}

/** Space between two letters. */
const GAP = 0.35;

/** The way from the left edge of a letter to that of the next one. */
export function advanceOf(glyph: Glyph): number {
  return Math.max(...glyph.flat().map(([x]) => x)) + GAP;
}
