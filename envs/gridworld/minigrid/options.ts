import { z } from 'zod';
import { cell } from '../cell.ts';

/** Width and height of a cell in pictures, in pixels. */
export const tileSize = z.int().min(1).max(256);

/** Schema of the options of a picture; the defaults are the settings of the environment. */
export const frameOptions = z.strictObject({
  highlight: z.boolean().optional(),
  tileSize: tileSize.optional(),
  agentPov: z.boolean().optional(),
});

/** Options of a picture. */
export type FrameOptions = z.input<typeof frameOptions>;

/** Settings that every family takes. */
export const viewOptions = {
  maxSteps: z
    .int()
    .positive()
    .nullish()
    .transform((steps) => steps ?? undefined)
    .describe('steps after which an episode is cut off; null: as the level says'),
  seeThroughWalls: z.boolean().optional().describe('whether walls and closed doors hide nothing'),
  agentViewSize: z
    .int()
    .min(3)
    .max(99)
    .refine((size) => size % 2 === 1, { error: 'an odd number' })
    .default(7)
    .describe('width and height of what the agent sees, in cells'),
  renderMode: z.string().nullable().default(null).describe('rgb_array, svg, ansi or null'),
  highlight: z.boolean().default(true).describe('whether pictures lighten what the agent sees'),
  tileSize: tileSize.default(32).describe('width and height of a cell in pictures, in pixels'),
  agentPov: z.boolean().default(false).describe("whether pictures show the agent's view instead of the grid"),
};

/** Width or height of a world in cells. */
export const extent = (least = 5) => z.int().min(least).max(999);

/** A cell: column and row. */
export const position = cell.refine(([x, y]) => x >= 0 && y >= 0, { error: 'a column and a row from 0' });

/** A direction: 0 right, 1 down, 2 left, 3 up. */
export const direction = z.int().min(0).max(3);

/** Where the agent starts: a cell, or null for a random one, and its direction there. */
export const startOptions = {
  agentStartPos: position.nullable().default([1, 1]).describe('where the agent starts; null for anywhere'),
  agentStartDir: direction.default(0).describe('where it looks then: 0 right, 1 down, 2 left, 3 up'),
};
