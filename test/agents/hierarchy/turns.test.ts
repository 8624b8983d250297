import { describe, expect, test } from 'vitest';
import { largestReadout } from '../../../agents/hierarchy/decisions.ts';
import { Turns } from '../../../agents/hierarchy/turns.ts';

describe('a turn', () => {
  test('is over when progress comes to the threshold', () => {
    const turns = new Turns({ threshold: 0.75, limits: null });
    expect(turns.over).toBe(true);
    turns.step(1, 0.74);
    expect(turns.over).toBe(false);
    turns.step(1, 0.75);
    expect([turns.over, turns.overrun]).toEqual([true, null]);
  });

  test('has its own time, also where the same subtask is called again', () => {
    const turns = new Turns({ threshold: 0.75, limits: [3] });
    const over = [0, 1, 0, 0, 0].map((progress) => {
      turns.step(0, progress);
      return [turns.over, turns.overrun];
    });
    expect(over).toEqual([
      [false, null],
      [true, null],
      [false, null],
      [false, null],
      [true, 0],
    ]);
  });

  test('that took too long is forgotten at a new episode', () => {
    const turns = new Turns({ threshold: 1, limits: [1, 1] });
    turns.step(1, 0);
    expect(turns.overrun).toBe(1);
    turns.reset();
    expect([turns.over, turns.overrun]).toEqual([true, null]);
  });
});

test('a subtask that is excluded is not chosen, the first one neither, unless there is no other', () => {
  const choose = (readout: readonly number[], excluded: number | null) =>
    largestReadout.choose(Float64Array.from(readout), 0, excluded);
  expect(choose([3, 2, 1], 0)).toBe(1);
  expect(choose([1, 3, 2], 1)).toBe(2);
  expect(choose([1, 3, 2], null)).toBe(1);
  expect(choose([1], 0)).toBe(0);
});
