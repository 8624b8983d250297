import { describe, expect, test } from 'vitest';
import { streamGenerator } from '../../src/numeric/seeds.ts';
import { summariseRuns } from '../../src/run/comparison/runs-summary.ts';
import type { Contender } from '../../src/run/comparison/summary.ts';
import { verdicts } from '../../src/run/comparison/verdict.ts';

/** A contender of one task whose seeds succeed on shares of the layouts, drawn anew for each. */
function contender(name: string, shares: readonly number[], layouts: number, seed: number): Contender {
  const random = streamGenerator(seed, 'layouts');
  const trials = shares.map((share) => ({
    successes: Array.from({ length: layouts }, () => random.random() < share),
    meanSteps: 10,
    managerLabels: 1,
    workerLabels: 2,
    inspections: 0,
  }));
  return { contender: name, trials: [trials] };
}

const conclusion = (contenders: readonly Contender[], layouts: number) =>
  verdicts(summariseRuns(contenders), layouts);

describe('what may be concluded of runs', () => {
  test('differences that overlap are not claimed; great ones are, of these trainings or beyond', () => {
    const base = contender('a', [0.8, 0.8, 0.8, 0.8, 0.8], 100, 1);
    const [same] = conclusion([base, contender('b', [0.8, 0.8, 0.8, 0.8, 0.8], 100, 2)], 100);
    expect(same).toMatchObject({
      tone: 'note',
      text: expect.stringMatching(/^Between b and a no difference can be told/),
    });
    const [better] = conclusion([base, contender('b', [1, 1, 1, 1, 1], 100, 3)], 100);
    expect(better).toMatchObject({
      tone: 'good',
      text: expect.stringMatching(/more often .* It holds beyond these seeds/),
    });
    const [uneven] = conclusion([base, contender('b', [1, 0, 0.8, 0.3, 0.9], 100, 4)], 100);
    expect(uneven).toMatchObject({
      tone: 'fault',
      text: expect.stringMatching(/less often .* Other seeds may turn out otherwise/),
    });
    const [single] = conclusion([contender('a', [0.5], 100, 5), contender('b', [1], 100, 6)], 100);
    expect(single!.text).toMatch(
      /these two trainings; other seeds may differ, and it takes 3 or more to tell/,
    );
  });

  test('false findings stay below the level, however many runs are compared', () => {
    let found = 0;
    for (let repetition = 0; repetition < 100; repetition++) {
      const all = Array.from({ length: 4 }, (_, k) => contender(`run ${k}`, [0.7], 60, 10 * repetition + k));
      if (conclusion(all, 60).some(({ tone }) => tone !== 'note')) found++;
    }
    expect(found).toBeLessThanOrEqual(10);
  });

  test('aggregates are taken task by task', () => {
    const [easy, hard] = [contender('a', [1, 1], 50, 1), contender('a', [0, 0], 50, 2)];
    const a = { contender: 'a', trials: [easy.trials[0]!, hard.trials[0]!] };
    const b = { contender: 'b', trials: [hard.trials[0]!, easy.trials[0]!] };
    const [first, second] = summariseRuns([a, b]);
    expect(first).toMatchObject({
      interquartileMean: 0.5,
      worstSeed: 0,
      overSeeds: { value: 0.5, low: 0.5, high: 0.5 },
    });
    expect(first!.ofTasks.map(({ success }) => success.value)).toEqual([1, 0]);
    expect(second!.againstReference).toMatchObject({
      probabilityOfImprovement: 0.5,
      difference: { value: 0 },
    });
    expect(first!.profile[50]).toBe(0.5);
  });
});
