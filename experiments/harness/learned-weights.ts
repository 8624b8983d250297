import type { Generator } from 'gymnasium-js';
import type { BurstNetwork } from '../../src/models/burst/network.ts';

/** Copies what a network has learned, J and the readout, into another of the same size, e.g. one of another learning rate. */
export function copyLearnedWeights(from: BurstNetwork, to: BurstNetwork): void {
  const { proximal } = from.population.weights;
  if (proximal) to.population.weights.proximal!.set(proximal);
  to.readout.weights.set(from.readout.weights);
  to.readout.bias.set(from.readout.bias);
}

/** Gives the recurrent weights of each neuron to another one, drawn at random: a control that has weights like those that were learned. */
export function dealOutRecurrence(
  { population: { weights, size } }: BurstNetwork,
  generator: Generator,
): void {
  const { proximal } = weights;
  if (proximal === null) return;
  const before = proximal.slice();
  const order = generator.permutation(size.neurons);
  order.forEach((from, to) => {
    for (let k = 0; k < size.neurons; k++) proximal[to * size.neurons + k] = before[from * size.neurons + k]!;
  });
}
