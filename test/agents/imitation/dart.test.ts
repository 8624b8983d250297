import { Discrete } from 'gymnasium-js';
import { expect, test } from 'vitest';
import { type DartConfig, dart } from '../../../agents/imitation/algorithms/dart.ts';
import type { LessonTeaching, School } from '../../../agents/imitation/school.ts';
import { streamGenerator } from '../../../src/numeric/seeds.ts';

/** A school whose learner is wrong in `wrong` of the four steps of each demonstration, by their number. */
function schoolOf(wrong: readonly number[]) {
  const log: string[] = [];
  let shown = 0;
  const school = {
    actionSpace: new Discrete(4),
    stepDurationMs: 20,
    notes: {} as Record<string, readonly number[]>,
    generator: (purpose: string, ...path: number[]) => streamGenerator(1, purpose, ...path),
    demonstration(index: number, perturb?: unknown) {
      shown = index;
      log.push(perturb === undefined ? `${index} clean` : `${index} noise ${this.notes['noise']}`);
    },
    teach(_: unknown, { compare }: LessonTeaching<number>) {
      log[log.length - 1] += compare === undefined ? '' : ', compared';
      for (let step = 0; step < 4; step++) compare?.(step < wrong[shown]! ? 1 : 0, 0);
      return { steps: 4, labels: 4, achieved: [] };
    },
    conclude: () => void log.push('learned'),
  };
  return { school: school as unknown as School, log };
}

test('noise of a round is as frequent as the errors on the round before, which the agent had not learned yet', () => {
  const { school, log } = schoolOf([4, 4, 1, 1, 2, 1, 4, 4, 0]);
  const config = {
    ...{ demonstrations: 9, demonstrationsPerRound: 2, noiseScale: 2, noiseRelaxation: 0, teaching: false },
  } as DartConfig;
  expect(dart.episodes(config)).toBe(9);
  const rounds = Array.from({ length: 9 }, (_, index) => dart.run(school, config, index).round);
  expect(rounds).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4]);
  expect(log).toEqual([
    // An agent that has learned nothing has errors that say nothing.
    ...['0 clean', '1 clean', 'learned'],
    ...['2 clean, compared', '3 clean, compared', 'learned'],
    // Twice the share of errors of the round before alone: 2 of 8, then 3 of 8, then 8 of 8.
    ...['4 noise 0.5, compared', '5 noise 0.5, compared', 'learned'],
    ...['6 noise 0.75, compared', '7 noise 0.75, compared', 'learned'],
    // The last round may be shorter.
    ...['8 noise 1, compared', 'learned'],
  ]);
});
