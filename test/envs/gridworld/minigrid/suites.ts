/** Tests that every environment of MiniGrid and BabyAI must pass. */
import { createHash } from 'node:crypto';
import { checkEnv, logger } from 'gymnasium-js';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Family } from '../../../../envs/gridworld/minigrid/family.ts';
import {
  anyAction,
  firstDifference,
  makeBare,
  type PythonCase,
  python,
  type Recording,
  record,
  recordInPython,
  usefulAction,
} from './reference.ts';

const seeds = Array.from({ length: 20 }, (_, seed) => seed);
const steps = 200;

/** Levels differ from seed to seed, while what actions do is seen on few of them: others are only begun. */
const stepsFrom = (seed: number) => (seed < 8 ? steps : 40);

export function idsOf(families: readonly Family[]): string[] {
  return families.flatMap(({ ids }) => Object.keys(ids));
}

/** Levels from each of 20 seeds are those of Python, with observations, rewards and ends of 200 steps, or of the first 40. */
export function itEqualsPython(ids: readonly string[]): void {
  const recordings = new Map<string, Recording[]>();
  const expected = new Map<string, Uint8Array[]>();

  beforeAll(() => {
    for (const id of ids) {
      const env = makeBare(id);
      const courses = seeds.map((seed) =>
        record(env, seed, stepsFrom(seed), seed % 2 === 0 ? anyAction : usefulAction),
      );
      recordings.set(id, courses);
    }
    const cases = ids.map((id) => ({ id, courses: recordings.get(id)!.map(({ course }) => course) }));
    recordInPython(cases).forEach((courses, index) => {
      expected.set(ids[index]!, courses);
    });
  }, 600_000);

  it.each(ids)('%s has the same levels and episodes', (id) => {
    const differences = recordings
      .get(id)!
      .map((recording, index) => firstDifference(recording, expected.get(id)![index]!));
    expect(differences.filter((difference) => difference !== null)).toEqual([]);
  });
}

/** Settings that no id has, here and in Python. */
export type Variant = readonly [id: string, settings: object, kwargs: object];

export function variantsEqualPython(variants: readonly Variant[]): void {
  const courses = variants.map(([id, settings]) => {
    const env = makeBare(id, { ...settings });
    return seeds.slice(0, 5).map((seed) => record(env, seed, 60, usefulAction));
  });
  const cases = variants.map(([id, , kwargs], index): PythonCase => {
    return { id, kwargs, courses: courses[index]!.map(({ course }) => course) };
  });
  recordInPython(cases).forEach((expected, index) => {
    const differences = courses[index]!.map((recording, seed) => firstDifference(recording, expected[seed]!));
    expect(differences, variants[index]![0]).toEqual([null, null, null, null, null]);
  });
}

/** @param totalSteps random steps of all environments together */
export function itKeepsTheContract(ids: readonly string[], totalSteps: number): void {
  describe.each(ids)('%s', (id) => {
    it('keeps the contract of an environment, without a warning', () => {
      const warn = vi.spyOn(logger, 'warn').mockImplementation(() => {});
      checkEnv(makeBare(id) as never);
      expect(warn.mock.calls).toEqual([]);
      warn.mockRestore();
    });

    it('survives many random steps, with observations that belong to the space', () => {
      const env = makeBare(id);
      env.actionSpace.seed(0);
      env.reset({ seed: 0 });
      for (let step = 0; step < totalSteps / ids.length; step++) {
        const [observation, reward, terminated, truncated] = env.step(env.actionSpace.sample());
        expect(env.observationSpace.contains(observation)).toBe(true);
        expect(Math.abs(reward)).toBeLessThanOrEqual(1);
        if (terminated || truncated) env.reset();
      }
    });
  });
}

/**
 * @param sums by id, the beginnings of SHA-256 sums of recordings (levels, observations, rewards, ends of 200 steps
 *   after `reset({ seed: 1 })`) that were equal to those of minigrid 3.2.0 in Python
 */
export function itGivesKnownAnswers(sums: Readonly<Record<string, string>>, ids: readonly string[]): void {
  it('are there for every id', () => {
    expect(Object.keys(sums).sort()).toEqual([...ids].sort());
  });

  it.each(Object.entries(sums))('%s: %s', (id, sum) => {
    const { bytes } = record(makeBare(id), 1, steps, usefulAction);
    expect(createHash('sha256').update(bytes).digest('hex').slice(0, 16)).toBe(sum);
  });
}

export const withPython = describe.skipIf(python === null);
