import type { ModelDefinition } from '../definition.ts';
import { defaultReadoutRule } from '../readout/rules.ts';
import { LinearModel } from './linear-model.ts';
import { type LinearConfig, linearSchema } from './schema.ts';

export const linear: ModelDefinition<LinearConfig> = {
  name: 'linear',
  description:
    'Linear regression on the input units, without neurons: what the encoding alone makes possible.',
  usesReadout: true,
  schema: linearSchema,
  create: ({ context }, units, readout) => new LinearModel(units, context, readout ?? defaultReadoutRule),
};
