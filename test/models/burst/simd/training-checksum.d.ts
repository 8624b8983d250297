import { type createPopulation } from '../../../../src/models/burst/create-population.ts';
import type { publishedNeuron } from '../../../../src/models/burst/parameters.ts';
import type { Kernel } from '../../../../src/models/burst/population.ts';

export function trainingChecksum(
  modules: {
    readonly createPopulation: typeof createPopulation;
    readonly publishedNeuron: typeof publishedNeuron;
  },
  kernel: Kernel,
): string;
