import { describe, expect, test } from 'vitest';
import { imitationTrainable } from '../../agents/trainable/trainable.ts';
import type { Measured } from '../../src/run/cells/cell.ts';
import { drawComparison } from '../../src/run/comparison/figure.ts';
import { type ComparisonCell, planComparison } from '../../src/run/comparison/request.ts';
import { summariseComparison } from '../../src/run/comparison/summary.ts';
import type { Trial } from '../../src/run/trainable.ts';
import { lineAdapter } from '../agents/line-task.ts';

const request = {
  task: 'button-food',
  algorithms: ['dagger', 'flat-cloning', 'dagger:corrections=first-failure'],
  models: ['burst', 'perceptron:passes=3'],
  labels: [100, 200],
  seeds: [1, 2],
  episodes: 10,
};

describe('the plan of a comparison', () => {
  test('has every way of learning with every budget and seed, as complete settings', async () => {
    const { contenders, cells } = await planComparison({
      ...request,
      set: ['imitation.layout=standard', 'imitation.demonstrations=30'],
      layout: 'wide',
    });
    expect(contenders).toHaveLength(6);
    expect(cells).toHaveLength(24);
    const [first] = cells;
    expect(first).toMatchObject({ seed: 1, labels: 100, contender: 'dagger, burst' });
    expect(first!.config).toMatchObject({
      seed: 1,
      evaluation: { layouts: ['wide'] },
      imitation: {
        algorithm: 'dagger',
        labelBudget: 100,
        layout: 'standard',
        rounds: 200,
        demonstrations: 30,
      },
    });
    const flat = cells.find(({ contender }) => contender === 'flat-cloning, perceptron:passes=3')!;
    expect(flat.config).toMatchObject({
      agent: { kind: 'flat', network: { model: 'perceptron', passes: 3 } },
      // What the algorithm sets by default so that labels end the training, settings for all may change.
      imitation: { algorithm: 'cloning', demonstrations: 30 },
    });
    const inspected = cells.find(({ contender }) => contender.startsWith('dagger:'))!;
    expect(inspected.config['imitation']).toMatchObject({ corrections: 'first-failure' });
  });

  test.each([
    [{ models: ['burts'] }, /burts/],
    [{ algorithms: ['flat-daggr'] }, /dagger/],
    [{ labels: [100, 100] }, /labels: expected at least one, none twice/],
    [{ seeds: [] }, /seeds/],
    [{ task: 'store-recall' }, /expected a task of imitation/],
    [{ layout: 'narrow' }, /evaluation.layouts/],
    [{ task: 'demo' }, /expected a task of imitation/],
    [{ algorithms: ['dagger:rounds=many'] }, /imitation.rounds/],
    [{ set: ['imitation.labelBudget=50'] }, /received imitation.labelBudget=50; leave imitation.labelBudget/],
    [{ set: ['agent.workers.network.model=linear'] }, /leave agent.workers.network.model to/],
    [{ algorithms: ['dagger:rounds=8'], set: ['imitation.rounds=4'] }, /leave imitation.rounds to/],
  ])('refuses %j', async (changes, message) => {
    await expect(planComparison({ ...request, ...changes })).rejects.toThrow(message);
  });
});

/** Results of two ways of learning with two seeds on four layouts each. */
function measured(outcomes: Readonly<Record<string, readonly string[]>>): Measured<ComparisonCell, Trial>[] {
  return Object.entries(outcomes).flatMap(([contender, ofSeeds]) =>
    ofSeeds.map((successes, k) => ({
      cell: {
        name: `${contender}, 100 labels`,
        contender,
        labels: 100,
        seed: k + 1,
        episodes: 4,
        config: {},
      },
      result: {
        successes: [...successes].map((outcome) => outcome === '+'),
        managerLabels: 40 + k,
        workerLabels: 60 - k,
        inspections: 5,
        meanSteps: 30,
      },
    })),
  );
}

describe('the summary of a comparison', () => {
  const extent = { task: 'button-food', seeds: [1, 2], episodes: 4 };
  const { rows, report } = summariseComparison(
    extent,
    measured({ burst: ['+---', '++--'], linear: ['++++', '++-+'] }),
  );

  test('pools layouts, and averages seeds', () => {
    expect(rows[0]).toMatchObject({
      contender: 'burst',
      managerLabels: [40, 41],
      ofSeeds: [0.25, 0.5],
      againstReference: null,
    });
    expect(rows[0]!.success.value).toBe(3 / 8);
    // Two seeds say little of others: Student's factor is 12.7.
    expect(rows[0]!.overSeeds).toEqual({ value: 0.375, low: 0, high: 1 });
  });

  test('pairs layouts with those of the reference', () => {
    const { againstReference } = rows[1]!;
    expect(againstReference).toMatchObject({
      reference: 'burst',
      both: 3,
      onlyFirst: 4,
      onlySecond: 0,
      neither: 1,
      // 2 · ½⁴
      p: 0.125,
      probabilityOfImprovement: 1,
    });
    // Differences of the seeds: 3/4 and 1/4.
    expect(againstReference!.difference).toEqual({ value: 0.5, low: -1, high: 1 });
    expect(report.table.rows[1]).toEqual([
      'linear',
      '100',
      '41 + 60',
      '5',
      '0.875 [0.529, 0.978]',
      '0.875 [0.000, 1.000]',
      '30',
      '0.500 [-1.000, 1.000]',
      '0.1250',
    ]);
  });

  test('says of three seeds how far others may differ, of a single one nothing', () => {
    const three = summariseComparison(
      { ...extent, seeds: [1, 2, 3] },
      measured({ burst: ['+---', '++--', '+++-'] }),
    );
    const { value, low, high } = three.rows[0]!.overSeeds;
    expect(value).toBeCloseTo(0.5, 12);
    // 4.303 · 0.25 / √3, and a share is 0 at least.
    expect(low).toBe(0);
    expect(high).toBe(1);
    const close = summariseComparison(
      { ...extent, seeds: [1, 2, 3] },
      measured({ burst: ['++--', '++--', '+++-'] }),
    );
    expect(close.rows[0]!.overSeeds.high).toBeCloseTo(7 / 12 + (4.3027 * 0.25) / 3, 4);
    const one = summariseComparison(
      { ...extent, seeds: [1] },
      measured({ burst: ['++++'], linear: ['+++-'] }),
    );
    expect(one.report.table.rows.map((cells) => [cells[5], cells[7]])).toEqual([
      ['–', '–'],
      ['–', '-0.250'],
    ]);
  });

  test('adjusts p for the number of tests', () => {
    const all = '+'.repeat(8);
    const none = '-'.repeat(8);
    const { rows } = summariseComparison(
      { ...extent, episodes: 8 },
      measured({ burst: [all], linear: [none], perceptron: [all] }),
    );
    const [, linear, perceptron] = rows.map(({ againstReference }) => againstReference!);
    expect([linear!.p, linear!.pHolm].map((p) => p.toFixed(10))).toEqual(['0.0078125000', '0.0156250000']);
    expect([perceptron!.p, perceptron!.pHolm]).toEqual([1, 1]);
  });

  test('names budgets that were not spent, and ways that have learned the same weights', () => {
    const weighted = (weights: string, one: Measured<ComparisonCell, Trial>) => {
      const { cell, result } = one;
      return { cell, result: { ...result, weights: `${weights} of seed ${cell.seed}` } };
    };
    const [a, b, c] = ['cloning', 'dagger', 'dart'].map((name) => measured({ [name]: ['++--', '++--'] }));
    const { report, rows } = summariseComparison(extent, [
      ...a!.map((one) => weighted('first', one)),
      ...b!.map((one) => weighted('first', one)),
      ...c!.map(({ cell, result }) => {
        const { name } = cell;
        return weighted('second', {
          cell: { ...cell, labels: 500, name: name.replace('100', '500') },
          result,
        });
      }),
      ...measured({ cloning: ['++--', '++--'] }).map(({ cell, result }) =>
        weighted('third', {
          cell: { ...cell, labels: 500, name: 'cloning, 500 labels' },
          result: { ...result, managerLabels: 250, workerLabels: 250 },
        }),
      ),
    ]);
    expect(report.remarks).toEqual([
      'The training was over before the budget of labels was spent: dart (100 of 500).',
      'With 100 labels cloning and dagger are the same agents: the training ends before the ways part.',
    ]);
    expect(JSON.stringify(rows)).not.toContain('of seed');
  });

  test('is drawn with a line for each way of learning, of other dashes for each algorithm, and a ring for each seed', () => {
    const svg = drawComparison(extent, rows);
    expect(svg).toContain('success against labels');
    for (const name of ['burst', 'linear']) expect(svg).toContain(name);
    // In the legend and in the picture: the second of two names that differ before the comma.
    expect(svg.match(/stroke-dasharray="7 4"/g)).toHaveLength(2);
    expect(svg.match(/stroke-opacity="0.6"/g)).not.toBeNull();
  });
});

test('the settings of a way of learning name algorithm, model and kind of agent', () => {
  const { contender } = imitationTrainable(lineAdapter);
  expect(contender!('dagger', 'linear').own).toContain('agent.workers.network.model=linear');
  expect(contender!('flat-dagger', 'linear')).toEqual({
    byDefault: ['imitation.rounds=200'],
    own: ['imitation.algorithm=dagger', 'agent.kind=flat', 'agent.network.model=linear'],
  });
});
