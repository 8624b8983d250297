import { z } from 'zod';
import { PopulationCode } from '../../src/encoding/population-code.ts';

/** Settings of a population code of offsets. */
export const offsetCodeOptions = (defaults: { readonly units: number; readonly range: number }) => ({
  unitsPerCoordinate: z
    .int()
    .min(2)
    .max(1000)
    .default(defaults.units)
    .describe('Gaussian units for each coordinate'),
  range: z
    .number()
    .positive()
    .max(1000)
    .default(defaults.range)
    .describe('offsets are coded in ± this range (arena units) and clipped to it'),
  width: z
    .number()
    .positive()
    .max(1000)
    .optional()
    .describe('standard deviation of the tuning curves in arena units; default: extent/20 = range/10'),
  cutoff: z.number().positive().max(12).default(4).describe('widths beyond which a unit is exactly 0'),
});

/** Settings of a population code of offsets, with their defaults. */
export interface OffsetCodeOptions {
  /** Number of units for x, and for y. */
  readonly unitsPerCoordinate: number;
  /** Offsets are coded from −range to range, arena units. */
  readonly range: number;
  /** Standard deviation of a unit's Gaussian, arena units; range/10 if not given. */
  readonly width?: number | undefined;
  /** Widths beyond which a unit is exactly 0. */
  readonly cutoff: number;
}

/** A population code of named coordinates. */
export function offsetCode(
  names: readonly string[],
  { unitsPerCoordinate, range, width, cutoff }: OffsetCodeOptions,
): PopulationCode {
  return new PopulationCode(names, {
    unitsPerCoordinate,
    low: -range,
    high: range,
    cutoff,
    ...(width === undefined ? {} : { width }),
  });
}
