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
      set: ['imitation.layout=standard'],
      layout: 'wide',
    });
    expect(contenders).toHaveLength(6);
    expect(cells).toHaveLength(24);
    const [first] = cells;
    expect(first).toMatchObject({ seed: 1, labels: 100, contender: 'dagger, burst' });
    expect(first!.config).toMatchObject({
      seed: 1,
      evaluation: { layouts: ['wide'] },
      imitation: { algorithm: 'dagger', labelBudget: 100, layout: 'standard', rounds: 200 },
    });
    const flat = cells.find(({ contender }) => contender === 'flat-cloning, perceptron:passes=3')!;
    expect(flat.config).toMatchObject({
      agent: { kind: 'flat', network: { model: 'perceptron', passes: 3 } },
      imitation: { algorithm: 'cloning' },
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
    expect(rows[0]!.overSeeds).toEqual({ value: 0.375, low: 0.25, high: 0.5 });
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
    expect(againstReference!.difference).toEqual({ value: 0.5, low: 0.25, high: 0.75 });
    expect(report.table.rows[1]).toEqual([
      'linear',
      '100',
      '41 + 60',
      '5',
      '0.875 [0.529, 0.978]',
      '0.875 [0.750, 1.000]',
      '30',
      '0.500 [0.250, 0.750]',
      '0.1250',
    ]);
  });

  test('is drawn with a line for each way of learning', () => {
    const svg = drawComparison(extent, rows);
    expect(svg).toContain('success against labels');
    for (const name of ['burst', 'linear']) expect(svg).toContain(name);
  });
});

test('the settings of a way of learning name algorithm, model and kind of agent', () => {
  const { contender } = imitationTrainable(lineAdapter);
  expect(contender!('dagger', 'linear')).toContain('agent.workers.network.model=linear');
  expect(contender!('flat-dagger', 'linear')).toEqual([
    'imitation.algorithm=dagger',
    'imitation.rounds=200',
    'agent.kind=flat',
    'agent.network.model=linear',
  ]);
});
