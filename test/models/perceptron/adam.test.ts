import { expect, test } from 'vitest';
import { Adam, type AdamParameters } from '../../../src/models/perceptron/adam.ts';

const published: AdamParameters = { learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

function parameter(value: number) {
  const array = () => new Float64Array(1);
  const adapted = { values: array(), gradient: array(), firstMoment: array(), secondMoment: array() };
  adapted.values[0] = value;
  return adapted;
}

test('the first step has the length of the step size, whatever the gradient', () => {
  for (const gradient of [1e-3, 1, -50]) {
    const theta = parameter(2);
    theta.gradient[0] = gradient;
    new Adam(published).step([theta]);
    expect(theta.values[0]).toBeCloseTo(2 - 1e-3 * Math.sign(gradient), 7);
  }
});

test('follows Algorithm 1 of Kingma & Ba (2015)', () => {
  const parameters = { learningRate: 0.1, beta1: 0.8, beta2: 0.95, epsilon: 0.01 };
  const { learningRate, beta1, beta2, epsilon } = parameters;
  const adam = new Adam(parameters);
  const theta = parameter(1);
  let [value, first, second] = [1, 0, 0];
  for (let t = 1; t <= 20; t++) {
    const gradient = 0.3 * value + (t % 3) - 1;
    theta.gradient[0] = gradient;
    adam.step([theta]);
    first = beta1 * first + (1 - beta1) * gradient;
    second = beta2 * second + (1 - beta2) * gradient ** 2;
    const mean = first / (1 - beta1 ** t);
    value -= (learningRate * mean) / (Math.sqrt(second / (1 - beta2 ** t)) + epsilon);
    expect(theta.values[0]).toBeCloseTo(value, 12);
  }
});
