import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../../src/config/config.ts';
import { ConfigError } from '../../../src/errors.ts';
import { LinearModel } from '../../../src/models/linear/linear-model.ts';
import type { Model, ModelUnits } from '../../../src/models/model.ts';
import { perceptron } from '../../../src/models/perceptron/definition.ts';
import type { PerceptronConfig } from '../../../src/models/perceptron/schema.ts';
import { generatorOf } from '../burst/random-population.ts';
import { answers, observationsOf, restore, saved, teachEpisode, testConformance } from '../conformance.ts';

const schema = perceptron.schema('manager');
const published: PerceptronConfig = parseConfig(schema, { model: 'perceptron' }, 'test');

const create = (units: ModelUnits, changes: Partial<PerceptronConfig> = {}) =>
  perceptron.create({ ...published, ...changes }, units, null, generatorOf(6));

for (const [context, hidden] of [
  ['gate', [15, 9]],
  ['input', [16]],
] as const) {
  testConformance(`perceptron, context ${context}, hidden [${hidden}]`, (units, generator) =>
    perceptron.create({ ...published, context, hidden, learningRate: 0.01 }, units, null, generator),
  );
}

/** Largest error of a model on the corners of XOR after it was taught them for some lessons. */
function errorOnXor(model: Model, lessons: number): number {
  const observations = [0, 1, 2, 3].map((k) => ({
    input: Float64Array.of(k & 1, k >> 1),
    context: Float64Array.of(1),
    target: Float64Array.of((k & 1) ^ (k >> 1)),
  }));
  for (let lesson = 0; lesson < lessons; lesson++) {
    teachEpisode(model, observations);
    model.apply();
  }
  const errors = answers(model, observations).map((y, k) => Math.abs(y[0]! - observations[k]!.target[0]!));
  return Math.max(...errors);
}

describe('PerceptronModel', () => {
  test('learns XOR, which a linear model cannot', () => {
    const units = { inputs: 2, contexts: 1, outputs: 1 };
    expect(errorOnXor(create(units, { hidden: [16], learningRate: 0.01 }), 10)).toBeLessThan(0.02);
    expect(errorOnXor(new LinearModel(units, 'gate', { kind: 'ridge', ridge: 1e-6 }), 10)).toBeGreaterThan(
      0.4,
    );
  });

  test('learns all labels again in every lesson, in another order', () => {
    const units = { inputs: 3, contexts: 1, outputs: 1 };
    const observations = observationsOf(1, 50, units);
    const [once, twice, longer] = [create(units), create(units), create(units, { passes: 60 })] as const;
    for (const model of [once, twice, longer]) {
      teachEpisode(model, observations);
      model.apply();
    }
    twice.apply();
    const error = (model: Model) =>
      answers(model, observations).reduce((sum, y, k) => sum + (y[0]! - observations[k]!.target[0]!) ** 2, 0);
    expect(error(twice)).toBeLessThan(error(once));
    expect(answers(longer, observations)).not.toEqual(answers(twice, observations));
  });

  test('weights are drawn by the fan-in of what is open together; biases are 0', () => {
    const deviation = (model: Model, name: string) => {
      const { data } = model.arrays().learned.find((array) => array.name === name)!;
      return Math.sqrt(Array.from(data).reduce((sum, value) => sum + value * value, 0) / data.length);
    };
    const units = { inputs: 50, contexts: 2, outputs: 100 };
    const model = create(units, { hidden: [200], context: 'gate' });
    expect(deviation(model, 'layer1/weights')).toBeCloseTo(Math.sqrt(2 / 50), 2);
    expect(deviation(model, 'layer2/weights')).toBeCloseTo(Math.sqrt(2 / 100), 2);
    expect(deviation(model, 'layer1/bias')).toBe(0);
  });

  test('the feature is the activity of the last hidden layer, of which a gate opens a part', () => {
    const model = create({ inputs: 3, contexts: 2, outputs: 1 }, { hidden: [20, 9], context: 'gate' });
    const input = Float64Array.of(1, -1, 0.5);
    model.perceive({ input, context: Float64Array.of(0, 1) }, 20);
    expect(model.feature.length).toBe(9);
    expect([...model.feature.subarray(0, 4), model.feature[8]]).toEqual([0, 0, 0, 0, 0]);
    expect(model.feature.some((value) => value > 0)).toBe(true);
    model.perceive({ context: Float64Array.of(0, 0) }, 20);
    expect(model.feature.every((value) => value === 0)).toBe(true);
  });

  test('refuses examples of other sizes', () => {
    const other = create({ inputs: 4, contexts: 1, outputs: 1 });
    other.perceive({ input: Float64Array.of(1, 2, 3, 4) }, 20);
    other.learn(Float64Array.of(1));
    const model = create({ inputs: 2, contexts: 1, outputs: 1 });
    expect(() => restore(model, saved(other))).toThrow('examples: expected rows of 4 numbers, received 6');
    expect(() => restore(model, [])).toThrow('examples: expected rows of 4 numbers, received none');
  });
});

describe('settings of the perceptron', () => {
  test('are as published where nothing else is asked for', () => {
    expect(published).toEqual({
      model: 'perceptron',
      hidden: [128],
      context: 'input',
      passes: 30,
      batchSize: 32,
      learningRate: 1e-3,
      beta1: 0.9,
      beta2: 0.999,
      epsilon: 1e-8,
    });
  });

  test('any that the schema takes, with units enough, makes a model that learns finite weights', () => {
    const count = (max: number) => fc.integer({ min: 1, max });
    const decay = fc.double({ min: 0, max: 0.9999, noNaN: true });
    const config = fc
      .record({
        model: fc.constant('perceptron' as const),
        hidden: fc.array(count(12), { minLength: 1, maxLength: 3 }),
        context: fc.constantFrom('gate' as const, 'input' as const),
        passes: count(3),
        batchSize: count(9),
        learningRate: fc.double({ min: 1e-6, max: 0.1, noNaN: true }),
        beta1: decay,
        beta2: decay,
        epsilon: fc.double({ min: 1e-8, max: 1, noNaN: true }),
      })
      .filter(({ beta1, beta2 }) => beta1 ** 2 < Math.sqrt(beta2));
    const sizes = fc.record({ inputs: count(6), contexts: count(4), outputs: count(4) });
    fc.assert(
      fc.property(config, sizes, (settings, units) => {
        const parsed = parseConfig(schema, settings, 'test');
        const use = {
          role: 'manager',
          stepDurationMs: 1,
          teaching: false,
          contexts: units.contexts,
        } as const;
        const make = () => perceptron.create(parsed, units, null, generatorOf(1));
        if (perceptron.problems!(parsed, use).length > 0) {
          expect(make).toThrow(/^hidden: expected at least one unit a context/);
          return;
        }
        const model = make();
        teachEpisode(model, observationsOf(1, 10, units));
        model.apply();
        expect(model.problem()).toBeUndefined();
        expect(model.output.length).toBe(units.outputs);
      }),
      { seed: 5, numRuns: 60 },
    );
  });

  test('others are refused', () => {
    for (const wrong of [
      { hidden: [] },
      { passes: 0 },
      { learningRate: 0 },
      { beta1: 1 },
      { beta2: 0.6 },
      { ridge: 1 },
    ]) {
      expect(() => parseConfig(schema, { model: 'perceptron', ...wrong }, 'test')).toThrow(ConfigError);
    }
  });
});
