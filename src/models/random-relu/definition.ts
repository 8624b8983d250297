import type { ModelDefinition } from '../definition.ts';
import { defaultReadoutRule } from '../readout/rules.ts';
import { RandomReluModel } from './random-relu-model.ts';
import { type RandomReluConfig, randomReluSchema } from './schema.ts';

export const randomRelu: ModelDefinition<RandomReluConfig> = {
  name: 'random-relu',
  description:
    'Readout of a fixed random layer of rectified linear units: what any random expansion of the input does.',
  usesReadout: true,
  schema: randomReluSchema,
  problems: ({ context, neurons }, { contexts }) =>
    context === 'gate' && neurons < contexts
      ? [{ path: ['neurons'], expected: `at least one a context unit, ${contexts}`, received: neurons }]
      : [],
  create: (config, units, readout, generator) =>
    new RandomReluModel(config, units, readout ?? defaultReadoutRule, generator),
};
