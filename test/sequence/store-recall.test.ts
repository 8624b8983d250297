import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config/config.ts';
import { CheckpointError, ConfigError, DivergenceError } from '../../src/errors.ts';
import { createCheckpoint, decodeCheckpoint, encodeCheckpoint } from '../../src/files/checkpoint.ts';
import type { Session } from '../../src/run/trainable.ts';
import { StoreRecall } from '../../src/sequence/store-recall.ts';
import { storeRecallSchema, storeRecallTask } from '../../src/sequence/store-recall-task.ts';

type Settings = Parameters<typeof configOf>[0];

/** A run that takes a fraction of a second. */
function configOf({ network = {}, ...settings }: { network?: object; [field: string]: unknown }) {
  const small = { kernel: 'event64', duration: '300 ms', clockBins: 15, outputs: 2, iterations: 30 };
  const neurons = { neurons: 150, excitatory: 120, ...network };
  return parseConfig(storeRecallSchema, { ...small, ...settings, network: neurons }, 'test');
}

/** Error of recall after training, and of recalling nothing. */
function trained(settings: Settings) {
  const config = configOf(settings);
  const memory = new StoreRecall({ ...config, durationMs: config.duration }, config.seed);
  for (let iteration = 0; iteration < config.iterations; iteration++) memory.present(iteration);
  memory.finish();
  return { error: memory.recall().error, variance: memory.targetVariance() };
}

/** A session's checkpoint as a file; compared as bytes, since `toEqual` takes seconds over so many. */
const bytesOf = (session: Session) => Buffer.from(encodeCheckpoint(session.checkpoint()));

const published = { readout: { rule: { kind: 'delta', rate: 1 } }, iterations: 60 };
const regressed = { readout: { rule: { kind: 'ridge', ridge: 1e-6 }, learnsFrom: 'recall' } };
const without = { network: { plasticity: { learningRate: 0 } } };

describe('store & recall', () => {
  test.each([1, 3])('the burst-dependent rule stores a trajectory (seed %d)', (seed) => {
    const { error, variance } = trained({ ...published, seed });
    expect(variance).toBeGreaterThan(0.2);
    expect(error).toBeLessThan(0.6 * variance);
  });

  test('so it does for a readout that learns from a recall', () => {
    const { error, variance } = trained(regressed);
    expect(error).toBeLessThan(0.5 * variance);
  });

  test('without recurrent learning nothing is recalled', () => {
    const { error, variance } = trained({ ...published, ...without, iterations: 3 });
    expect(error).toBeCloseTo(variance, 12);
    // A readout with a bias learns the mean from a recall, which the error does not count.
    const ridge = trained({ ...regressed, ...without, iterations: 3 });
    expect(ridge.error).toBeGreaterThan(0.95 * ridge.variance);
  });

  test('weights that explode stop the run with population and step', () => {
    // Once the bias overshoots by more each time than before: |1 − rate| > 1
    const readout = { rule: { kind: 'delta', rate: 0.01, biasRate: 9 } };
    const session = storeRecallTask.begin(configOf({ readout }));
    const error = catchError(() => {
      for (let iteration = 0; iteration < 30; iteration++) session.advance();
    });
    expect(error).toBeInstanceOf(DivergenceError);
    expect(error).toMatchObject({ population: 'store-recall', exitCode: 3 });
    expect((error as DivergenceError).step % 300).toBe(0);
    expect((error as DivergenceError).message).toMatch(/population store-recall, step 300: .* a weight of/);
  });
});

describe('a session of store & recall', () => {
  const settings = { ...published, iterations: 8, recallEvery: 3 };

  test('advances by presentations, and tests recall now and then and at the end', async () => {
    const session = storeRecallTask.begin(configOf(settings));
    const metrics = Array.from({ length: session.total }, () => session.advance());
    expect(metrics.map((line) => line !== undefined)).toEqual([0, 0, 1, 0, 0, 1, 0, 1].map(Boolean));
    expect(session.completed).toBe(8);
    const { data, table } = await session.evaluate();
    expect(data['error']).toBe(metrics.at(-1)!['error']);
    expect(table.rows[0]![1]).toBe((data['error'] as number).toFixed(4));
  });

  test('draws the recall, its raster, and the learning curve of what was logged', async () => {
    const session = storeRecallTask.begin(configOf(settings));
    const lines: Record<string, unknown>[] = [];
    while (session.completed < session.total) {
      lines.push({ completed: session.completed + 1, ...session.advance() });
    }
    const figures = await session.draw(lines);
    expect(figures.map(({ name }) => name)).toEqual(['recall', 'raster', 'learning-curve']);
    for (const { svg } of figures) expect(svg).toMatch(/^<svg.*<\/svg>\s*$/s);
    const error = lines.at(-1)!['error'] as number;
    expect(figures[0]!.svg).toContain(`error ${error.toFixed(4)} after 8 presentations`);
    expect((await session.draw([])).map(({ name }) => name)).toEqual(['recall', 'raster']);
  });

  test('has no layouts, whatever the command line asks', async () => {
    const session = storeRecallTask.begin(configOf(settings));
    await expect(session.evaluate({ layout: 'wide' })).rejects.toThrow(/--layout: store-recall has no/);
  });

  test.each([
    ['delta rule', settings],
    ['ridge regression from a recall', { ...settings, ...regressed, iterations: 8 }],
    [
      'leaking compartments and burst spikes',
      {
        ...settings,
        network: { neuron: { proximalCompartment: 'leaking', transmission: 'burst-spikes' } },
      },
    ],
  ])('saved half-way and restored, it ends with the same bits (%s)', (_, given) => {
    const config = configOf(given);
    const whole = storeRecallTask.begin(config);
    while (whole.completed < whole.total) whole.advance();

    const half = storeRecallTask.begin(config);
    for (let k = 0; k < 4; k++) half.advance();
    const resumed = storeRecallTask.begin(config);
    resumed.restore(decodeCheckpoint(bytesOf(half), 'half-way'));
    expect(resumed.completed).toBe(4);
    while (resumed.completed < resumed.total) resumed.advance();

    expect(bytesOf(resumed).equals(bytesOf(whole))).toBe(true);
    const { tensors } = whole.checkpoint();
    expect([...tensors.get('network/proximalWeights')!.data].some((value) => value !== 0)).toBe(true);
  });

  test.each([
    [
      'another number of neurons',
      { network: { neurons: 151 } },
      /tensor network\/inputWeights: expected F64/,
    ],
    ['another clock', { clockBins: 16 }, /tensor network\/inputWeights/],
    ['another seed', { seed: 2 }, /metadata\.seed: expected 2, received 1/],
    ['other initial weights', { network: { inputSigma: 13 } }, /the weights that this config and seed draw/],
    ['fewer iterations', { iterations: 1 }, /metadata\.completed/],
    ['no recurrent learning', without, /tensor network\/proximalWeights: expected nothing/],
  ])('a checkpoint of %s is refused, and nothing is changed', (_, changes, message) => {
    const saved = storeRecallTask.begin(configOf(settings));
    saved.advance();
    saved.advance();
    const other = storeRecallTask.begin(configOf({ ...settings, ...changes }));
    const before = bytesOf(other);
    const error = catchError(() => other.restore(saved.checkpoint()));
    expect(error).toBeInstanceOf(CheckpointError);
    expect((error as Error).message).toMatch(message);
    expect(bytesOf(other).equals(before)).toBe(true);
  });

  test('what was learned with one kernel can be looked at with another', () => {
    const [simd, event64] = (['simd', 'event64'] as const).map((kernel) =>
      storeRecallTask.begin(configOf({ ...settings, kernel })),
    );
    simd!.advance();
    simd!.advance();
    const learned = simd!.checkpoint();
    event64!.restore(learned);
    expect(event64!.completed).toBe(2);
    const weights = event64!.checkpoint().tensors.get('network/proximalWeights')!.data;
    expect([...weights]).toEqual([...learned.tensors.get('network/proximalWeights')!.data]);
  });

  test('a checkpoint without a tensor is refused', () => {
    const saved = storeRecallTask.begin(configOf(settings)).checkpoint();
    const tensors = new Map(saved.tensors);
    tensors.delete('network/readoutBias');
    const session = storeRecallTask.begin(configOf(settings));
    expect(() => session.restore(createCheckpoint({ ...saved, tensors }))).toThrow(
      /network\/readoutBias: expected F64 \[2\], received nothing/,
    );
  });

  test.each([
    [
      'a trajectory of few steps',
      { duration: '80 ms', network: { neuron: { timeStep: '10 ms' } } },
      'duration',
    ],
    ['a clock with more bins than steps', { clockBins: 301 }, 'clockBins'],
    ['decisions', { network: { timing: { mode: 'decision' } } }, 'network.timing.mode'],
    ['more excitatory neurons than neurons', { network: { excitatory: 151 } }, 'network.excitatory'],
    [
      'a time step above the membrane’s',
      { network: { neuron: { tauMembrane: '0.5 ms' } } },
      'network.neuron.timeStep',
    ],
  ])('%s is refused', (_, settings, path) => {
    const error = catchError(() => configOf(settings));
    expect(error).toBeInstanceOf(ConfigError);
    expect((error as ConfigError).problems.map((problem) => problem.path)).toContain(path);
  });
});

function catchError(run: () => void): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}
