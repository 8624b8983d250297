import { InvalidArgumentError } from 'commander';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seedList } from '../../src/cli/seed-list.ts';
import { rangesOf } from '../../src/run/start-run.ts';

describe('lists of seeds', () => {
  test.each([
    ['3', [3]],
    ['1-5', [1, 2, 3, 4, 5]],
    ['1,4,7-9', [1, 4, 7, 8, 9]],
    [' 9 , 0-1', [9, 0, 1]],
  ])('%j', (text, seeds) => expect(seedList(text)).toEqual(seeds));

  test.each([
    '',
    ',',
    '1-',
    '-3',
    '5-1',
    '1,1',
    '1-3,2',
    '1.5',
    'a',
    '1;2',
    '0-10000',
    '99999999999999999999',
  ])('refuses %j', (text) => expect(() => seedList(text)).toThrow(InvalidArgumentError));

  test('are read back as they were written', () => {
    const lists = fc.uniqueArray(fc.nat(60), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(lists, (seeds) => {
        expect(seedList(rangesOf(seeds))).toEqual(seeds);
      }),
    );
  });
});
