import { describe, expect, test } from 'vitest';
import { linear } from '../../src/models/linear/definition.ts';
import { LowPassedInputs, withLowPassed } from '../../src/models/low-passed-inputs.ts';
import type { ModelUnits } from '../../src/models/model.ts';
import { generatorOf } from './burst/random-population.ts';
import { testConformance } from './conformance.ts';

const taus = [50, 200];

function create(units: ModelUnits): LowPassedInputs {
  const model = linear.create(
    { model: 'linear', context: 'gate' },
    withLowPassed(units, taus),
    { kind: 'ridge', ridge: 1e-6 },
    generatorOf(1),
  );
  return new LowPassedInputs(model, units, taus);
}

testConformance('linear with low-passed inputs', create);

describe('LowPassedInputs', () => {
  const units = { inputs: 2, contexts: 1, outputs: 1 };

  test('shows the input, and a copy that follows it exponentially for each time constant', () => {
    const model = create(units);
    for (let k = 0; k < 4; k++) model.perceive({ input: Float64Array.of(1, -2) }, 25);
    const [x, y, ...traces] = model.feature;
    expect([x, y]).toEqual([1, -2]);
    const risen = (tau: number) => 1 - Math.exp(-100 / tau);
    for (const [k, value] of [risen(50), -2 * risen(50), risen(200), -2 * risen(200)].entries())
      expect(traces[k]).toBeCloseTo(value, 12);
    model.reset();
    expect([...model.feature]).toEqual([0, 0, 0, 0, 0, 0]);
  });

  test('lets a linear model tell what it saw before', () => {
    const model = create(units);
    for (const before of [1, -1]) {
      model.reset();
      model.perceive({ input: Float64Array.of(before, 0) }, 50);
      model.perceive({ input: Float64Array.of(0, 1) }, 50);
      model.learn(Float64Array.of(before));
    }
    model.apply();
    for (const before of [1, -1]) {
      model.reset();
      model.perceive({ input: Float64Array.of(before, 0) }, 50);
      model.perceive({ input: Float64Array.of(0, 1) }, 50);
      expect(model.output[0]).toBeCloseTo(before, 2);
    }
  });
});
