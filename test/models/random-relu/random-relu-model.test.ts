import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../../src/config/config.ts';
import { ConfigError } from '../../../src/errors.ts';
import type { ModelUnits } from '../../../src/models/model.ts';
import { randomRelu } from '../../../src/models/random-relu/definition.ts';
import type { RandomReluConfig } from '../../../src/models/random-relu/schema.ts';
import type { ReadoutRule } from '../../../src/models/readout/rules.ts';
import { generatorOf } from '../burst/random-population.ts';
import { answers, observationsOf, saved, teachEpisode, testConformance } from '../conformance.ts';

const published: RandomReluConfig = {
  model: 'random-relu',
  neurons: 40,
  inputSigma: 1,
  biasSigma: 1,
  context: 'gate',
  directPath: 0,
};
const ridge: ReadoutRule = { kind: 'ridge', ridge: 1e-3 };

const create = (
  units: ModelUnits,
  changes: Partial<RandomReluConfig> = {},
  rule: ReadoutRule | null = null,
) => randomRelu.create({ ...published, ...changes }, units, rule, generatorOf(6));

for (const context of ['gate', 'input'] as const) {
  testConformance(`random-relu, context ${context}`, (units, generator) =>
    randomRelu.create({ ...published, context }, units, ridge, generator),
  );
  testConformance(`random-relu with a direct path, context ${context}`, (units, generator) =>
    randomRelu.create({ ...published, context, directPath: 2 }, units, ridge, generator),
  );
}

describe('RandomReluModel', () => {
  const units = { inputs: 4, contexts: 3, outputs: 2 };
  const input = Float64Array.of(0.5, 0, -1, 2);

  test('features are rectified currents of the active assembly, and 0 elsewhere', () => {
    const model = create(units);
    const [inputWeights, hiddenBias] = model.arrays().fixed;
    const { data: weights, shape } = inputWeights!;
    const { data: bias } = hiddenBias!;
    expect(shape).toEqual([3, 4, 13]);
    model.perceive({ input, context: Float64Array.of(0, 1, 0) }, 20);
    for (let i = 0; i < 40; i++) {
      const unit = i - 13;
      const current = input.reduce(
        (sum, x, j) => sum + x * weights[(4 + j) * 13 + unit]!,
        bias[13 + unit] ?? 0,
      );
      expect(model.feature[i]).toBeCloseTo(unit >= 0 && unit < 13 ? Math.max(0, current) : 0, 12);
    }
    expect(model.feature.some((value) => value > 0)).toBe(true);
  });

  test('weights and biases have the standard deviations asked for', () => {
    const { fixed } = create(units, { neurons: 3000, inputSigma: 3, biasSigma: 0.5 }).arrays();
    const deviation = ({ data }: { data: ArrayLike<number> }) =>
      Math.sqrt(Array.from(data).reduce((sum, value) => sum + value * value, 0) / data.length);
    expect(deviation(fixed[0]!)).toBeCloseTo(3, 1);
    expect(deviation(fixed[1]!)).toBeCloseTo(0.5, 1);
  });

  test('a gate isolates contexts: labels in one change no answer in another', () => {
    const observations = observationsOf(2, 60, units);
    const inContext = (c: number) => observations.filter(({ context }) => context[c] === 1);
    const model = create(units);
    teachEpisode(model, inContext(0));
    model.apply();
    const before = answers(model, inContext(0));
    teachEpisode(model, [...inContext(1), ...inContext(2)]);
    model.apply();
    expect(answers(model, inContext(0))).toEqual(before);
    expect(answers(model, inContext(1))).not.toEqual(answers(create(units), inContext(1)));
  });

  test('without a context all units are silent, and only a bias is learned', () => {
    const model = create(units);
    const context = Float64Array.of(0, 0, 0);
    for (const target of [1, 3]) {
      model.perceive({ input, context }, 20);
      model.learn(Float64Array.of(target, -target));
    }
    model.apply();
    model.perceive({ input: input.map((value) => 2 * value), context }, 20);
    expect(model.feature.every((value) => value === 0)).toBe(true);
    expect(model.output[0]).toBeCloseTo(2, 2);
    expect(model.output[1]).toBeCloseTo(-2, 2);
  });

  test('a direct path shows the readout the scaled input after the hidden units of the active assembly', () => {
    const context = Float64Array.of(0, 1, 0);
    const [alone, direct] = [create(units), create(units, { directPath: 3 })];
    for (const model of [alone, direct]) model.perceive({ input, context }, 20);
    expect(direct.feature.length).toBe(40 + 3 * 4);
    expect(direct.feature.subarray(17, 30)).toEqual(alone.feature.subarray(13, 26));
    expect([...direct.feature.subarray(30, 34)]).toEqual([1.5, 0, -3, 6]);
    expect(direct.feature.subarray(34).every((value) => value === 0)).toBe(true);
  });

  test('learns XOR, which is not linear', () => {
    const model = create({ inputs: 2, contexts: 1, outputs: 1 }, {}, { kind: 'ridge', ridge: 1e-6 });
    const corners = [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ] as const;
    for (const [a, b] of corners) {
      model.perceive({ input: Float64Array.of(a, b) }, 20);
      model.learn(Float64Array.of(a === b ? 0 : 1));
    }
    model.apply();
    for (const [a, b] of corners) {
      model.perceive({ input: Float64Array.of(a, b) }, 20);
      expect(model.output[0]).toBeCloseTo(a === b ? 0 : 1, 2);
    }
  });
});

describe('settings of the random layer', () => {
  const schema = randomRelu.schema('workers');

  test('each has a default', () => {
    expect(parseConfig(schema, { model: 'random-relu' }, 'test')).toEqual({ ...published, neurons: 500 });
  });

  test('any that the schema takes, with neurons enough, makes a model of the units asked for', () => {
    const count = (max: number) => fc.integer({ min: 1, max });
    const config = fc.record({
      model: fc.constant('random-relu' as const),
      neurons: count(40),
      inputSigma: fc.double({ min: 0, max: 1e6, noNaN: true }),
      biasSigma: fc.double({ min: 0, max: 1e6, noNaN: true }),
      context: fc.constantFrom('gate' as const, 'input' as const),
      directPath: fc.double({ min: 0, max: 1e6, noNaN: true }),
    });
    const sizes = fc.record({ inputs: count(6), contexts: count(4), outputs: count(4) });
    fc.assert(
      fc.property(config, sizes, (settings, of) => {
        const parsed = parseConfig(schema, settings, 'test');
        const use = { role: 'workers', stepDurationMs: 1, teaching: false, contexts: of.contexts } as const;
        const make = () => randomRelu.create(parsed, of, null, generatorOf(1));
        if (randomRelu.problems!(parsed, use).length > 0) {
          expect(make).toThrow(/^neurons: expected at least one a context/);
          return;
        }
        const model = make();
        const [output] = answers(model, observationsOf(1, 1, of));
        expect(output!.length).toBe(of.outputs);
        expect(model.feature.length).toBeGreaterThanOrEqual(parsed.neurons);
        expect(saved(model).length).toBeGreaterThan(0);
      }),
      { seed: 5, numRuns: 100 },
    );
  });

  test('others are refused', () => {
    for (const wrong of [{ neurons: 0 }, { inputSigma: -1 }, { gain: 1 }]) {
      expect(() => parseConfig(schema, { model: 'random-relu', ...wrong }, 'test')).toThrow(ConfigError);
    }
  });
});
