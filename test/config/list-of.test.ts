import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { validate } from '../../src/config/config.ts';
import { listOf, listOfLength } from '../../src/config/list-of.ts';

const schema = z.object({
  events: listOf(z.union([z.number(), z.string().regex(/^x$/)])),
  matrix: listOfLength(listOfLength(z.int().max(3), 2), 2),
});
const problems = (value: unknown) => {
  const validation = validate(schema, value);
  return 'problems' in validation ? validation.problems.map(({ path }) => path) : [];
};

describe('listOf', () => {
  const matrix = [
    [1, 2],
    [3, -1],
  ];

  it('gives the values that fit', () => {
    expect(validate(schema, { events: [1, 'x'], matrix })).toEqual({ value: { events: [1, 'x'], matrix } });
  });

  it('names the first value that does not, and no other one', () => {
    expect(problems({ events: [1, 'y', null, {}], matrix })).toEqual(['events[1]']);
    expect(problems({ events: Array(1_000_000).fill('y'), matrix })).toEqual(['events[0]']);
    expect(
      problems({
        events: [],
        matrix: [
          [1, 2],
          [4, 5],
        ],
      }),
    ).toEqual(['matrix[1][0]']);
  });

  it('says of a value what a schema says of it', () => {
    expect(validate(schema, { events: 3, matrix: [[1, 2, 3], []] })).toEqual({
      problems: [
        { path: 'events', expected: 'a list', received: '3', remedy: undefined },
        { path: 'matrix[0]', expected: 'a list of length 2', received: '[1, 2, 3]', remedy: undefined },
      ],
    });
    expect(validate(schema, { events: [], matrix: [matrix[0]] })).toMatchObject({
      problems: [{ path: 'matrix', expected: 'a list of length 2' }],
    });
  });
});
