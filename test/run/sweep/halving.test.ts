import { describe, expect, it } from 'vitest';
import { streamGenerator } from '../../../src/numeric/seeds.ts';
import { type Achieved, wantedRuns } from '../../../src/run/sweep/halving.ts';
import type { PlannedRun } from '../../../src/run/sweep/plan.ts';

const halving = { factor: 3, level: 0.95 };

/** A plan of points, each with all seeds. */
function planOf(points: number, seeds: number): readonly PlannedRun[] {
  return Array.from({ length: points * seeds }, (_, k) => {
    const [point, seed] = [Math.floor(k / seeds), k % seeds];
    return { id: `${point}-${seed}`, point, seed, levels: [point], settings: {} };
  });
}

const ids = (runs: readonly PlannedRun[]) => runs.map(({ id }) => id);
const share = (successes: number, of = 100) => Array.from({ length: of }, (_, k) => k < successes);

describe('successive halving', () => {
  const plan = planOf(4, 3);

  it('runs all points with a seed before it decides, and then those that may be the best', () => {
    const known = new Map<string, Achieved>();
    const wanted = () => ids(wantedRuns(plan, halving, ({ id }) => known.get(id)));
    const first = ['0-0', '1-0', '2-0', '3-0'];
    expect(wanted()).toEqual(first);
    for (const [id, count] of [
      ['0-0', 90],
      ['1-0', 20],
      ['3-0', 88],
    ] as const)
      known.set(id, share(count));
    expect(wanted()).toEqual(first);
    // One of three stays in any case; a fourth that is as good as the best on the same layouts, too; what failed does not.
    known.set('2-0', 'failed');
    expect(wanted()).toEqual([...first, '0-1', '3-1']);
    known.set('0-1', share(40)).set('3-1', share(95));
    expect(wanted()).toEqual([...first, '0-1', '3-1', '3-2']);
  });

  it('needs a third of the runs of the grid and keeps the best point in 95 of 100 synthetic tables', () => {
    const [points, seeds, layouts, tables] = [36, 5, 200, 200];
    const grid = planOf(points, seeds);
    let [kept, runs] = [0, 0];
    for (let table = 0; table < tables; table++) {
      const random = streamGenerator(table, 'a synthetic table');
      // The best point leads by 0.1; layouts differ in difficulty, and seeds in luck.
      const truth = Array.from({ length: points }, (_, k) => (k === 0 ? 0.9 : 0.8 * random.random()));
      const difficulty = Array.from({ length: layouts }, () => 0.15 * random.standardNormal());
      const played = new Map<string, readonly boolean[]>();
      const play = ({ id, point }: PlannedRun) => {
        const luck = 0.03 * random.standardNormal();
        const successes = difficulty.map((hard) => random.random() < truth[point]! + luck - hard);
        played.set(id, successes);
      };
      for (let before = -1; before < played.size; ) {
        before = played.size;
        for (const run of wantedRuns(grid, halving, ({ id }) => played.get(id)))
          if (!played.has(run.id)) play(run);
      }
      runs += played.size;
      if (played.has(`0-${seeds - 1}`)) kept++;
    }
    expect(kept).toBeGreaterThanOrEqual(0.95 * tables);
    expect((grid.length * tables) / runs).toBeGreaterThanOrEqual(3);
  });
});
