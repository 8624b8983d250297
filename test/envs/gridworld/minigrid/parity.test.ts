import { describe, expect, it } from 'vitest';
import { families } from '../../../../envs/gridworld/minigrid/index.ts';
import {
  anyAction,
  firstDifference,
  makeBare,
  python,
  record,
  recordInPython,
  usefulAction,
} from './reference.ts';

const seeds = Array.from({ length: 20 }, (_, seed) => seed);
const steps = 200;

describe.skipIf(python === null)('MiniGrid in Python', () => {
  it.each(families.map(({ ids }) => Object.keys(ids)))('has the same levels and episodes: %s …', (...ids) => {
    const recordings = ids.map((id) => {
      const env = makeBare(id);
      return seeds.map((seed) => record(env, seed, steps, seed % 2 === 0 ? anyAction : usefulAction));
    });
    const cases = ids.map((id, index) => ({ id, courses: recordings[index]!.map(({ course }) => course) }));
    const expected = recordInPython(cases);
    ids.forEach((id, index) => {
      const differences = recordings[index]!.map((recording, course) =>
        firstDifference(recording, expected[index]![course]!),
      );
      expect(
        differences.filter((difference) => difference !== null),
        id,
      ).toEqual([]);
    });
  });
});
