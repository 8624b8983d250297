import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { mathLibrary } from '../../src/config/math-library.ts';
import { duration, formatDuration, parseDuration } from '../../src/config/units.ts';

describe('parseDuration', () => {
  test.each([
    ['20 ms', 20],
    ['20ms', 20],
    ['0.02 s', 20],
    ['.5 s', 500],
    ['1e3 us', 1],
    ['20 \u00b5s', 0.02],
    ['20 \u03bcs', 0.02],
    ['20\u00b5s', 0.02],
    ['20 microseconds', 0.02],
    ['500 ns', 0.0005],
    ['1.5 h', 5_400_000],
    ['1 day', 86_400_000],
    ['2 min', 120_000],
    [' -5 milliseconds ', -5],
  ])('reads %j as %d ms', (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds);
  });

  test.each(['us', 'ms', 's', 'min', 'h'])('takes one %s for as long as mathjs does', (unit) => {
    expect(parseDuration(`1 ${unit}`)).toBe(mathLibrary().unit(1, unit).toNumber('ms'));
  });

  test.each([
    '20',
    '',
    'ms',
    '20 m',
    '20 \u00b5m',
    '20 ms^2',
    '20 mss',
    '1e999 ms',
    'NaN ms',
    'Infinity ms',
    '1/50 s',
    '2 ms 3',
  ])('refuses %j', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  test('reads back what formatDuration writes, bit for bit', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (milliseconds) => {
        expect(parseDuration(formatDuration(milliseconds))! + 0).toBe(milliseconds + 0);
      }),
    );
  });

  test('never throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((unit) => `3 ${unit}`),
        ),
        (text) => {
          const value = parseDuration(text);
          expect(value === undefined || Number.isFinite(value)).toBe(true);
        },
      ),
    );
  });
});

describe('duration', () => {
  const refusal = (schema: z.ZodType, value: unknown) => schema.safeParse(value).error!.issues[0]!;

  test('gives milliseconds and takes its default from text with a unit', () => {
    const schema = z.strictObject({ tau: duration({ default: '0.02 s' }) });
    expect(schema.parse({})).toEqual({ tau: 20 });
    expect(schema.parse({ tau: '3 ms' })).toEqual({ tau: 3 });
  });

  test('can be written and read again', () => {
    const schema = z.strictObject({ tau: duration({ default: '20 ms' }) });
    const written = z.encode(schema, { tau: 0.1 + 0.2 });
    expect(written).toEqual({ tau: '0.30000000000000004 ms' });
    expect(schema.parse(written)).toEqual({ tau: 0.1 + 0.2 });
  });

  test('asks for the unit when a number comes without one', () => {
    const issue = refusal(duration(), 20);
    expect(issue.message).toBe('a time such as "20 ms", at least 0 ms');
    expect(issue).toMatchObject({ params: { remedy: 'write the unit, e.g. "20 ms"' } });
  });

  test('keeps to its bounds', () => {
    const closed = duration({ min: '1 ms', max: '1 s' });
    expect(closed.parse('1 s')).toBe(1000);
    expect(refusal(closed, '1.001 s').message).toMatch(/at least 1 ms and at most 1 s/);
    expect(refusal(duration(), '-1 ms').message).toMatch(/at least 0 ms/);
  });

  test('fails at once when a bound is not a duration', () => {
    expect(() => duration({ min: '1' }).parse('2 ms')).toThrow(RangeError);
  });
});
