import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clipToSquare, thin } from '../../../envs/navigation/polyline.ts';

describe('clipToSquare', () => {
  it('keeps a line that lies inside as it is', () => {
    const line = [
      [1, 1],
      [5, 2],
      [9, 9],
    ] as const;
    expect(clipToSquare(line, 10)).toEqual([line]);
  });

  it('cuts at the edges and parts a line that leaves and returns', () => {
    const line = [
      [5, 5],
      [15, 5],
      [15, 8],
      [5, 8],
    ] as const;
    expect(clipToSquare(line, 10)).toEqual([
      [
        [5, 5],
        [10, 5],
      ],
      [
        [10, 8],
        [5, 8],
      ],
    ]);
  });

  it('finds the part of a segment whose ends both lie outside', () => {
    expect(
      clipToSquare(
        [
          [-5, 5],
          [25, 5],
        ],
        10,
      ),
    ).toEqual([
      [
        [0, 5],
        [10, 5],
      ],
    ]);
    expect(
      clipToSquare(
        [
          [-5, 0],
          [5, -10],
        ],
        10,
      ),
    ).toEqual([]);
    expect(
      clipToSquare(
        [
          [20, 20],
          [30, 30],
        ],
        10,
      ),
    ).toEqual([]);
    expect(
      clipToSquare(
        [
          [-1, 3],
          [-1, 7],
        ],
        10,
      ),
    ).toEqual([]);
  });

  it('stays in the square', () => {
    const coordinate = fc.double({ min: -100, max: 100, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(coordinate, coordinate), { maxLength: 20 }), (line) => {
        for (const [x, y] of clipToSquare(line, 10).flat()) {
          for (const value of [x, y]) expect(Math.abs(value - 5)).toBeLessThanOrEqual(5 + 1e-9);
        }
      }),
      { seed: 1 },
    );
  });
});

describe('thin', () => {
  it('drops points that nobody could tell apart, but not the ends', () => {
    expect(
      thin([
        [0, 0],
        [0.1, 0],
        [0.3, 0],
        [0.6, 0],
        [0.7, 0],
      ]),
    ).toEqual([
      [0, 0],
      [0.6, 0],
      [0.7, 0],
    ]);
  });
});
