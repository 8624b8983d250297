import { z } from 'zod';
import { mathLibrary } from './math-library.ts';

const quantity = /^\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*([^\s\d].*?)\s*$/i;

/**
 * Milliseconds in one unit of time, by its name; undefined for what is no unit of time. Those of our own settings are known
 * from the start, so that they need not load mathjs, which is asked about all others.
 */
const factors = new Map<string, number | undefined>([
  ['us', 0.001],
  ['ms', 1],
  ['s', 1000],
  ['min', 60_000],
  ['h', 3_600_000],
]);

/** Bounds of a duration, as people write them. */
export interface DurationOptions {
  /** Smallest value allowed; zero if not given. */
  readonly min?: string;
  /** Largest value allowed. */
  readonly max?: string;
  /** Value of a field that is left out. */
  readonly default?: string;
}

/**
 * Milliseconds in a text such as `20 ms`, `0.02 s`, `50 µs` or `2 min`; `undefined` if the text is not a finite number
 * with a unit of time. A number without a unit is not a duration: its unit would be a guess.
 */
export function parseDuration(text: string): number | undefined {
  const [, number, unit] = quantity.exec(text) ?? [];
  if (number === undefined || unit === undefined) return undefined;
  const factor = millisecondsPer(unit);
  const value = factor === undefined ? Number.NaN : Number(number) * factor;
  return Number.isFinite(value) ? value : undefined;
}

/** Text that {@link parseDuration} reads back as exactly the same number. */
export function formatDuration(milliseconds: number): string {
  return `${milliseconds} ms`;
}

/**
 * Schema of a duration: text with a unit in configurations, milliseconds in code. `z.encode` turns milliseconds back
 * into text, so that a resolved configuration can be written and read again.
 *
 * @throws RangeError when a bound or the default is not a duration
 */
export function duration(options: DurationOptions & { default: string }): z.ZodPrefault<DurationSchema>;
export function duration(options?: DurationOptions): DurationSchema;
export function duration(options: DurationOptions = {}): DurationSchema | z.ZodPrefault<DurationSchema> {
  const codec = z.codec(z.unknown(), z.number(), {
    decode(value, context) {
      const milliseconds = typeof value === 'string' ? parseDuration(value) : undefined;
      if (milliseconds !== undefined && allows(options, milliseconds)) return milliseconds;
      const params = typeof value === 'number' ? { remedy: `write the unit, e.g. "${value} ms"` } : {};
      context.issues.push({ code: 'custom', message: expectation(options), params, input: value });
      return z.NEVER;
    },
    encode: formatDuration,
  });
  const schema = codec.meta({ values: rangeOf(options) });
  return options.default === undefined ? schema : schema.prefault(options.default);
}

/** Schema of a duration: a text with a unit outside, milliseconds inside. */
export type DurationSchema = z.ZodCodec<z.ZodUnknown, z.ZodNumber>;

function allows({ min = '0 ms', max }: DurationOptions, milliseconds: number): boolean {
  return bound(min) <= milliseconds && (max === undefined || milliseconds <= bound(max));
}

/** The range for people, e.g. `10 ms … 1 h`. */
function rangeOf({ min = '0 ms', max }: DurationOptions): string {
  return `${min} … ${max ?? '∞'}`;
}

function bound(text: string): number {
  const milliseconds = parseDuration(text);
  if (milliseconds === undefined)
    throw new RangeError(`bound: expected a time such as "20 ms", received "${text}"`);
  return milliseconds;
}

function expectation({ min = '0 ms', max, default: example = '20 ms' }: DurationOptions): string {
  const upper = max === undefined ? '' : ` and at most ${max}`;
  return `a time such as "${example}", at least ${min}${upper}`;
}

function millisecondsPer(unit: string): number | undefined {
  // Both signs of micro, U+00B5 and the Greek letter U+03BC, are the u of mathjs.
  const name = unit.normalize('NFKC').replace(/^\u03bc/, 'u');
  if (!factors.has(name)) factors.set(name, lookUp(name));
  return factors.get(name);
}

function lookUp(unit: string): number | undefined {
  const mathjs = mathLibrary();
  try {
    return mathjs.unit(1, unit).toNumber('ms');
  } catch {
    return undefined; // Not a unit, or not one of time.
  }
}
