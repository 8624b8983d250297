import { readFileSync, writeFileSync } from 'node:fs';
import type { BurstNetwork } from '../../src/models/burst/network.ts';

/** Writes J, by presynaptic neuron, and J_out to a file of float32, which `dense_numpy.py` can read, too. */
export function saveLearned({ population, readout }: BurstNetwork, path: string): void {
  const proximal = population.weights.proximal!;
  const values = new Float32Array(proximal.length + readout.weights.length);
  values.set(proximal);
  values.set(readout.weights, proximal.length);
  writeFileSync(path, values);
}

/** Gives a network the weights of such a file. */
export function loadLearned({ population, readout }: BurstNetwork, path: string): void {
  const { buffer, byteOffset, length } = readFileSync(path);
  const values = new Float32Array(buffer, byteOffset, length / 4);
  const proximal = population.weights.proximal!;
  proximal.set(values.subarray(0, proximal.length));
  readout.weights.set(values.subarray(proximal.length));
}
