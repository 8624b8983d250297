import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatMinariSpace, parseMinariSpace } from '../../src/data/minari-spaces.ts';
import { UsageError } from '../../src/errors.ts';
import { anySpace } from './arbitrary-spaces.ts';

describe('Minari’s descriptions of spaces', () => {
  it('give back every space that can be written', () => {
    fc.assert(
      fc.property(anySpace, (written) => {
        let description: string;
        try {
          description = formatMinariSpace(written);
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError);
          return;
        }
        const read = parseMinariSpace(description, 'x', 'space');
        expect(read.equals(written), `${written} became ${read}`).toBe(true);
        expect(formatMinariSpace(read)).toBe(description);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['{"type": "Box", "dtype": "float16", "shape": [2], "low": [0, 0], "high": [1, 1]}', 'float32'],
    ['{"type": "Box", "dtype": "bool", "shape": [2], "low": [false, false], "high": [true, true]}', 'bool'],
  ])('reads %s', (description, dtype) => {
    expect(parseMinariSpace(description, 'x', 'space')).toMatchObject({ dtype });
  });

  it.each([
    ['{"type": "Box", "dtype": "float32", "shape": [1000000000], "low": 0, "high": 1}', /1 lower .* bounds/],
    ['{"type": "MultiBinary", "n": [2000000000, 2000000000]}', /the shape/],
    ['{"type": "Discrete", "n": null}', /whole numbers/],
    ['{"type": "Tuple", "subspaces": 3}', /a list is expected/],
    ['null', /the type/],
    [`${'{"type":"Tuple","subspaces":['.repeat(25)}${']}'.repeat(25)}`, /within more than 20/],
  ])('refuses %s', (description, message) => {
    expect(() => parseMinariSpace(description, 'x', 'space')).toThrow(message);
  });
});
