import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPoints, taskOfSweep } from '../../../src/run/sweep/check-points.ts';
import { planSweep, pointText } from '../../../src/run/sweep/plan.ts';
import { pointsOf } from '../../../src/run/sweep/points.ts';
import { checkSweep, prepareSweep } from '../../../src/run/sweep/prepare.ts';
import { parseSweep } from '../../../src/run/sweep/sweep-file.ts';
import { openSweep, SweepFolder } from '../../../src/run/sweep/sweep-folder.ts';
import { temporaryFolder } from '../../cli/burstwise.ts';

const code = { sha256: 'a'.repeat(64), modules: [] };
const sweep = (value: Record<string, unknown>) =>
  parseSweep({ task: 'store-recall', ...value }, 'sweep.yaml', '/');
const points = (value: Record<string, unknown>) => pointsOf(sweep(value), 'sweep.yaml').points;
const texts = (value: Record<string, unknown>) => points(value).map(({ settings }) => pointText(settings));

/** Settings that learn nothing much, but quickly. */
const small = { clockBins: 5, iterations: 12, duration: '100 ms' };

describe('the points of a sweep', () => {
  it('are all combinations of grid, zip, list and random axes', () => {
    const value = {
      grid: { iterations: [1, 2] },
      zip: { clockBins: [5, 6], outputs: [1, 2] },
      list: [{ recallEvery: 3 }, { 'network.neurons': 30, 'network.excitatory': 20 }],
    };
    expect(texts(value)).toEqual([
      'iterations=1 clockBins=5 outputs=1 recallEvery=3',
      'iterations=1 clockBins=5 outputs=1 network.neurons=30 network.excitatory=20',
      'iterations=1 clockBins=6 outputs=2 recallEvery=3',
      'iterations=1 clockBins=6 outputs=2 network.neurons=30 network.excitatory=20',
      'iterations=2 clockBins=5 outputs=1 recallEvery=3',
      'iterations=2 clockBins=5 outputs=1 network.neurons=30 network.excitatory=20',
      'iterations=2 clockBins=6 outputs=2 recallEvery=3',
      'iterations=2 clockBins=6 outputs=2 network.neurons=30 network.excitatory=20',
    ]);
    expect(texts({})).toEqual(['base settings']);
  });

  it('leave out what is excluded; a list there names several values', () => {
    const grid = { iterations: [1, 2, 3], outputs: [1, 2] };
    expect(texts({ grid, exclude: [{ iterations: [2, 3], outputs: 1 }, { iterations: 1 }] })).toEqual([
      'iterations=2 outputs=2',
      'iterations=3 outputs=2',
    ]);
    expect(() => texts({ grid, exclude: [{ iteratons: 1 }] })).toThrow('did you mean iterations?');
    expect(() => texts({ grid, exclude: [{ outputs: [1, 2] }] })).toThrow('none left');
  });

  it('draw random settings within their ranges, each from a stream of its own', () => {
    const drawn = (settings: Record<string, unknown>, seed = 1, count = 200) =>
      points({ random: { count, seed, settings } }).map((point) => point.settings);
    const rate = { log: [1e-4, 1] };
    const both = drawn({ rate, iterations: { linear: [1, 9], whole: true }, kind: { choice: ['a', 'b'] } });
    const rates = both.map((each) => each['rate'] as number);
    // Half of the draws lie below the middle of the logarithms.
    const below = rates.filter((value) => value < 1e-2).length;
    expect(below).toBeGreaterThan(75);
    expect(below).toBeLessThan(125);
    expect(Math.min(...rates)).toBeGreaterThanOrEqual(1e-4);
    expect(Math.max(...rates)).toBeLessThanOrEqual(1);
    const iterations = both.map((each) => each['iterations'] as number);
    expect([...new Set(iterations)].sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(new Set(both.map((each) => each['kind']))).toEqual(new Set(['a', 'b']));
    expect(drawn({ rate }).map((each) => each['rate'])).toEqual(rates);
    expect(drawn({ rate }, 2).map((each) => each['rate'])).not.toEqual(rates);
    expect(
      drawn({ rate }, 1, 300)
        .slice(0, 200)
        .map((each) => each['rate']),
    ).toEqual(rates);
  });

  it('have no setting on two axes', () => {
    expect(() => texts({ grid: { outputs: [1] }, list: [{ outputs: 2 }] })).toThrow('list.outputs');
  });

  it('come in the same number and order each time', () => {
    const levels = fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(levels, levels, fc.nat(), (iterations, outputs, seed) => {
        const value = {
          grid: { iterations, outputs },
          random: { count: 3, seed, settings: { rate: { linear: [0, 1] } } },
        };
        expect(points(value)).toHaveLength(3 * iterations.length * outputs.length);
        expect(points(value)).toEqual(points(value));
      }),
    );
  });
});

describe('the file of a sweep', () => {
  const refusal = (value: Record<string, unknown>) => {
    try {
      sweep(value);
    } catch (error) {
      return (error as Error).message;
    }
    return 'accepted';
  };

  it('is refused with the field that does not fit', () => {
    expect(refusal({ gridd: {} })).toContain('did you mean grid?');
    expect(refusal({ seeds: '5-1' })).toContain('seeds: expected different whole numbers');
    expect(refusal({ seeds: [1, 1] })).toContain('seeds');
    expect(refusal({ zip: { a: [1], b: [1, 2] } })).toContain('lists of one length');
    expect(refusal({ grid: { 'a.__proto__.b': [1] } })).toContain('grid');
    expect(refusal({ random: { count: 1, settings: { rate: { log: [0, 1] } } } })).toContain(
      'two positive numbers',
    );
  });

  it('takes seeds as a text, a list or a number', () => {
    expect(sweep({ seeds: '1-3,7' }).seeds).toEqual([1, 2, 3, 7]);
    expect(sweep({ seeds: [4, 2] }).seeds).toEqual([4, 2]);
    expect(sweep({ seeds: 3 }).seeds).toEqual([3]);
  });
});

describe('a plan', () => {
  const planOf = (value: Record<string, unknown>, sha256 = code.sha256) => {
    const file = sweep(value);
    return planSweep(file, pointsOf(file, 'sweep.yaml'), { ...code, sha256 }, 'sweep.yaml');
  };
  const ids = (value: Record<string, unknown>, sha256?: string) => planOf(value, sha256).map(({ id }) => id);

  it('knows a run by its settings, seed and code, in whatever order they are written', () => {
    const grid = { outputs: [1, 2] };
    const before = ids({ settings: { iterations: 3, clockBins: 5 }, grid, seeds: '1-2' });
    expect(new Set(before).size).toBe(4);
    expect(ids({ settings: { clockBins: 5, iterations: 3 }, grid, seeds: '1-2' })).toEqual(before);
    // More points and seeds keep the runs that are there.
    const more = ids({ settings: small, grid: { outputs: [1, 2, 3] }, seeds: '1-3' });
    expect(ids({ settings: small, grid, seeds: '1-2' }).every((id) => more.includes(id))).toBe(true);
    expect(ids({ settings: { iterations: 4, clockBins: 5 }, grid })).not.toContain(before[0]);
    expect(ids({ settings: { iterations: 3, clockBins: 5 }, grid }, 'b'.repeat(64))).not.toContain(before[0]);
  });

  it('refuses the same point twice', () => {
    expect(() => ids({ list: [{ outputs: 1 }, { outputs: 2 }, { outputs: 1 }] })).toThrow(
      'points 1 and 3 alike: outputs=1',
    );
  });

  it('of ten thousand points is the same each time, and checks a thousand of them against the task', async () => {
    const hundred = Array.from({ length: 100 }, (_, k) => k + 1);
    const value = { settings: small, grid: { iterations: hundred, outputs: hundred } };
    const plan = planOf(value);
    expect(new Set(plan.map(({ id }) => id)).size).toBe(10_000);
    expect(planOf(value)).toEqual(plan);
    const check = async (given: Record<string, unknown>) => {
      const file = sweep(given);
      return checkPoints(file, pointsOf(file, 'sweep.yaml'), await taskOfSweep(file), 'sweep.yaml');
    };
    expect(await check(value)).toBe(1000);
    // Each value is in the sample, wherever it stands.
    for (const wrong of [99]) {
      const outputs = hundred.map((number) => (number === wrong + 1 ? 1001 : number));
      await expect(check({ ...value, grid: { iterations: hundred, outputs } })).rejects.toThrow(
        'expected a number <= 1000, received 1001',
      );
    }
    const random = { count: 10_000, settings: { 'readout.rule.rate': { linear: [-0.001, 1] } } };
    await expect(check({ settings: small, random })).rejects.toThrow('readout.rule.rate');
  });

  it('is refused where a setting is misspelt or has no unit, and nothing is written', async () => {
    const folder = temporaryFolder();
    const check = (value: unknown) => {
      const path = join(folder, 'sweep.yaml');
      writeFileSync(path, JSON.stringify(value));
      return checkSweep(path);
    };
    await expect(check({ task: 'store-recal' })).rejects.toThrow('did you mean store-recall?');
    await expect(check({ task: 'store-recall', grid: { iteratons: [1] } })).rejects.toThrow(
      'did you mean iterations?',
    );
    await expect(check({ task: 'store-recall', grid: { duration: ['1 s', 2000] } })).rejects.toThrow(
      /duration \(duration=2000\): .*write the unit/,
    );
  });

  it('comes back from its folder', () => {
    const path = join(temporaryFolder(), 'sweep');
    mkdirSync(path);
    const file = sweep({ grid: { outputs: [1, 2] }, seeds: '1-2', exclude: [{ outputs: 2 }] });
    const plan = planSweep(file, pointsOf(file, 'sweep.yaml'), code, 'sweep.yaml');
    new SweepFolder(path).write(file, plan, code);
    const folder = openSweep(path);
    expect([folder.readFile(), folder.readPlan(), folder.readCode()]).toEqual([file, plan, code]);
    writeFileSync(join(path, 'plan.jsonl'), `${readFileSync(join(path, 'plan.jsonl'), 'utf8')}{}\n`);
    expect(() => folder.readPlan()).toThrow('line 3');
    expect(() => openSweep(join(path, 'none'))).toThrow('burstwise sweep start');
  });

  it('of a sweep that is there keeps its runs and its program, and may not change the shared layouts', async () => {
    const folder = temporaryFolder();
    const [source, path] = [join(folder, 'sweep.yaml'), join(folder, 'sweep')];
    const prepare = async (value: Record<string, unknown>) => {
      writeFileSync(source, JSON.stringify({ task: 'store-recall', ...value }));
      return prepareSweep(await checkSweep(source), path);
    };
    const first = await prepare({ seeds: 1 });
    const more = await prepare({ seeds: '1-2' });
    expect(more.plan.map(({ seed }) => seed)).toEqual([1, 2]);
    expect(more.plan[0]).toEqual(first.plan[0]);
    expect([first.notes, more.notes]).toEqual([[], []]);
    await expect(prepare({ layouts: { seed: 2 } })).rejects.toThrow('layouts: expected {"seed":1}');
    // A sweep of another program keeps that.
    const code = { ...openSweep(path).readCode(), sha256: 'b'.repeat(64) };
    openSweep(path).write(openSweep(path).readFile(), more.plan, code);
    const later = await prepare({ seeds: 1 });
    expect(later.notes).toEqual([expect.stringContaining('the program has changed')]);
    expect(openSweep(path).readCode()).toEqual(code);
    writeFileSync(join(folder, 'other.txt'), '');
    await expect(prepareSweep(await checkSweep(source), folder)).rejects.toThrow(
      'expected a new or empty folder',
    );
  });
});
