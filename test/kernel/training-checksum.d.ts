import type { publishedNeuron } from '../../src/neuron/parameters.ts';
import type { createPopulation, Kernel } from '../../src/neuron/population.ts';

export function trainingChecksum(
  modules: {
    readonly createPopulation: typeof createPopulation;
    readonly publishedNeuron: typeof publishedNeuron;
  },
  kernel: Kernel,
): string;
