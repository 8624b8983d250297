import type { BurstNetwork } from '../../src/models/burst/network.ts';

/** Copies what a network has learned, J and the readout, into another of the same size, e.g. one of another learning rate. */
export function copyLearnedWeights(from: BurstNetwork, to: BurstNetwork): void {
  const { proximal } = from.population.weights;
  if (proximal) to.population.weights.proximal!.set(proximal);
  to.readout.weights.set(from.readout.weights);
  to.readout.bias.set(from.readout.bias);
}
