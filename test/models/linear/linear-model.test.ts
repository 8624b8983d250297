import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../../src/config/config.ts';
import { ConfigError } from '../../../src/errors.ts';
import { linear } from '../../../src/models/linear/definition.ts';
import { LinearModel } from '../../../src/models/linear/linear-model.ts';
import type { ReadoutRule } from '../../../src/models/readout/rules.ts';
import { generatorOf } from '../burst/random-population.ts';
import { answers, observationsOf, saved, teachEpisode, testConformance } from '../conformance.ts';

const ridge: ReadoutRule = { kind: 'ridge', ridge: 1e-3 };
const rules: readonly ReadoutRule[] = [
  ridge,
  { kind: 'recursive-least-squares', totalRidge: 1e-2 },
  { kind: 'normalised-delta', rate: 0.5, annealing: 0 },
  { kind: 'delta', rate: 0.3, biasRate: 0.1, annealing: 0 },
];

for (const context of ['gate', 'input'] as const) {
  testConformance(`linear, context ${context}`, (units, generator) =>
    linear.create({ model: 'linear', context }, units, ridge, generator),
  );
}
for (const rule of rules.slice(1)) {
  testConformance(`linear, ${rule.kind}`, (units) => new LinearModel(units, 'gate', rule));
}

describe('LinearModel', () => {
  const one = { inputs: 1, contexts: 1, outputs: 1 };

  test('is the closed form of ridge regression: one input, two examples', () => {
    // Σx² + 2λ = 5.5, Σx = 3, n + 2λ = 2.5; Σxy = 8, Σy = 5: w = (8 · 2.5 − 3 · 5)/(5.5 · 2.5 − 9), bias = (5 − 3w)/2.5
    const model = new LinearModel(one, 'gate', { kind: 'ridge', ridge: 0.25 });
    for (const [x, y] of [
      [1, 2],
      [2, 3],
    ] as const) {
      model.perceive({ input: Float64Array.of(x) });
      model.learn(Float64Array.of(y));
    }
    model.apply();
    model.perceive({ input: Float64Array.of(10) });
    const weight = 5 / 4.75;
    expect(model.output[0]).toBeCloseTo(10 * weight + (5 - 3 * weight) / 2.5, 12);
  });

  test('takes small inputs beside large ones as they are', () => {
    // y = 1000 x₂: seen only if x₂ counts, which is a millionth of x₁.
    const model = new LinearModel({ ...one, inputs: 2 }, 'gate', { kind: 'ridge', ridge: 1e-12 });
    for (let k = 0; k < 50; k++) {
      const small = ((k * 7) % 11) * 1e-6;
      model.perceive({ input: Float64Array.of(1 + (k % 3), small) });
      model.learn(Float64Array.of(1000 * small));
    }
    model.apply();
    model.perceive({ input: Float64Array.of(2, 5e-6) });
    expect(model.output[0]).toBeCloseTo(5e-3, 5);
  });

  test('a gate isolates contexts: labels in one change no answer in another', () => {
    const units = { inputs: 4, contexts: 3, outputs: 2 };
    const observations = observationsOf(2, 60, units);
    const inContext = (c: number) => observations.filter(({ context }) => context[c] === 1);
    for (const rule of rules) {
      const model = new LinearModel(units, 'gate', rule);
      teachEpisode(model, inContext(0));
      model.apply();
      const before = answers(model, inContext(0));
      teachEpisode(model, [...inContext(1), ...inContext(2)]);
      model.apply();
      expect(answers(model, inContext(0))).toEqual(before);
      expect(answers(model, inContext(1))).not.toEqual(
        answers(new LinearModel(units, 'gate', rule), inContext(1)),
      );
    }
  });

  test('without a context there is a regression, too', () => {
    const model = new LinearModel({ inputs: 1, contexts: 2, outputs: 1 }, 'gate', {
      kind: 'ridge',
      ridge: 1e-9,
    });
    const input = Float64Array.of(1);
    for (const [context, target] of [
      [[0, 0], 3],
      [[1, 0], 4],
      [[0, 1], 5],
    ] as const) {
      model.perceive({ input, context: Float64Array.from(context) });
      model.learn(Float64Array.of(target));
    }
    model.apply();
    model.perceive({ context: Float64Array.of(0, 0) });
    expect(model.output[0]).toBeCloseTo(3, 6);
    model.perceive({ context: Float64Array.of(0, 1) });
    expect(model.output[0]).toBeCloseTo(5, 6);
  });

  test('a context that is an input adds to the output, whatever else is shown', () => {
    const model = new LinearModel({ inputs: 1, contexts: 2, outputs: 1 }, 'input', {
      kind: 'ridge',
      ridge: 1e-9,
    });
    const contexts = [Float64Array.of(1, 0), Float64Array.of(0, 1)];
    // y = 2x + 3 in context 0, 2x − 1 in context 1
    for (const x of [-1, 0, 2]) {
      for (const [c, context] of contexts.entries()) {
        model.perceive({ input: Float64Array.of(x), context });
        model.learn(Float64Array.of(2 * x + (c === 0 ? 3 : -1)));
      }
    }
    model.apply();
    model.perceive({ input: Float64Array.of(7), context: contexts[1]! });
    expect(model.output[0]).toBeCloseTo(13, 5);
    expect(model.feature).toEqual(Float64Array.of(7, 0, 1));
  });

  test('a gate refuses a mixture of contexts', () => {
    const model = new LinearModel({ inputs: 1, contexts: 3, outputs: 1 }, 'gate', ridge);
    expect(() => model.perceive({ context: Float64Array.of(0.5, 0, 0.5) })).toThrow(
      'context: expected one active unit, received units 0 and 2; set context: input',
    );
  });

  test('inputs that are not finite have no solution', () => {
    const model = new LinearModel(one, 'gate', ridge);
    model.perceive({ input: Float64Array.of(Number.NaN) });
    model.learn(Float64Array.of(1));
    expect(() => model.apply()).toThrow(RangeError);
  });
});

describe('settings of the linear model', () => {
  const schema = linear.schema('manager');

  test('each has a default and a description', () => {
    expect(parseConfig(schema, { model: 'linear' }, 'test')).toEqual({ model: 'linear', context: 'gate' });
  });

  test('any that the schema takes makes a model of the units asked for', () => {
    const count = (max: number) => fc.integer({ min: 1, max });
    const units = fc.record({ inputs: count(6), contexts: count(4), outputs: count(4) });
    fc.assert(
      fc.property(fc.constantFrom('gate', 'input'), units, (context, sizes) => {
        const config = parseConfig(schema, { model: 'linear', context }, 'test');
        const model = linear.create(config, sizes, null, generatorOf(1));
        const [output] = answers(model, observationsOf(1, 1, sizes));
        expect(output!.length).toBe(sizes.outputs);
        expect(saved(model).length).toBeGreaterThan(0);
      }),
      { seed: 5, numRuns: 50 },
    );
  });

  test('others are refused by name', () => {
    expect(() => parseConfig(schema, { model: 'linear', neurons: 5 }, 'test')).toThrow(ConfigError);
    expect(() => parseConfig(schema, { model: 'linear', context: 'both' }, 'test')).toThrow(/context/);
  });
});
