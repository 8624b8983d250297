import { describe, expect, test } from 'vitest';
import { Perceptron, type PerceptronSize } from '../../../src/models/perceptron/perceptron.ts';
import { generatorOf } from '../burst/random-population.ts';

/** A perceptron with random weights and biases, and a batch of random examples through random gates. */
function example(size: PerceptronSize, count: number): Perceptron {
  const generator = generatorOf(21);
  const perceptron = new Perceptron(size);
  for (const { values } of perceptron.parameters) generator.fillNormal(values, 0, 0.7);
  for (let e = 0; e < count; e++) {
    generator.fillNormal(perceptron.inputs[e]!, 0, 1);
    generator.fillNormal(perceptron.targets[e]!, 0, 1);
    perceptron.gates[e] = size.gates === 1 ? 0 : generator.integers(0, size.gates + 1);
  }
  return perceptron;
}

/** E = 1/(2n) Σ |y − y*|² */
function errorOf(perceptron: Perceptron, count: number): number {
  perceptron.forward(count);
  const outputs = perceptron.layers.at(-1)!.activities;
  let sum = 0;
  for (let e = 0; e < count; e++) {
    outputs[e]!.forEach((y, o) => {
      sum += (y - perceptron.targets[e]![o]!) ** 2;
    });
  }
  return sum / (2 * count);
}

describe('gradient by backpropagation', () => {
  const sizes: [string, PerceptronSize][] = [
    ['one hidden layer', { inputs: 5, hidden: [7], outputs: 3, gates: 1, batch: 6 }],
    ['two hidden layers', { inputs: 4, hidden: [6, 5], outputs: 2, gates: 1, batch: 6 }],
    ['two gated hidden layers', { inputs: 4, hidden: [9, 7], outputs: 2, gates: 3, batch: 6 }],
  ];

  test.each(sizes)('of %s is that of finite differences', (_, size) => {
    // Batches of one, of several, and of all that fit.
    for (const count of [6, 1, 4]) {
      const perceptron = example(size, count);
      perceptron.backward(count);
      const gradients = perceptron.parameters.map(({ gradient }) => gradient.slice());
      if (count === 6) {
        expect(gradients.every((gradient) => gradient.some((slope) => slope !== 0))).toBe(true);
      }
      const step = 1e-6;
      for (const [p, { values }] of perceptron.parameters.entries()) {
        for (let k = 0; k < values.length; k++) {
          const value = values[k]!;
          values[k] = value + step;
          const above = errorOf(perceptron, count);
          values[k] = value - step;
          const below = errorOf(perceptron, count);
          values[k] = value;
          expect(gradients[p]![k]).toBeCloseTo((above - below) / (2 * step), 7);
        }
      }
    }
  });

  test('a gate lets no error through to the units of other contexts', () => {
    const size = { inputs: 3, hidden: [8], outputs: 2, gates: 2, batch: 4 };
    const perceptron = example(size, 4);
    perceptron.gates.fill(1);
    perceptron.backward(4);
    const [hidden, output] = perceptron.layers as [
      Perceptron['layers'][number],
      Perceptron['layers'][number],
    ];
    const slopes = (values: Float64Array, unit: (k: number) => number, from: number) =>
      values.filter((_, k) => Math.floor(unit(k) / 4) === from).some((slope) => slope !== 0);
    for (const [assembly, open] of [false, true].entries()) {
      expect(slopes(hidden.weights.gradient, (k) => k % 8, assembly)).toBe(open);
      expect(slopes(hidden.bias.gradient, (k) => k, assembly)).toBe(open);
      expect(slopes(output.weights.gradient, (k) => Math.floor(k / 2), assembly)).toBe(open);
    }
  });
});
