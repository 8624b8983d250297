import type { ModelDefinition } from '../definition.ts';
import { PerceptronModel } from './perceptron-model.ts';
import { type PerceptronConfig, perceptronSchema } from './schema.ts';

export const perceptron: ModelDefinition<PerceptronConfig> = {
  name: 'perceptron',
  description:
    'Hidden layers of rectified linear units, trained by backpropagation: the reference that is not local.',
  usesReadout: false,
  schema: perceptronSchema,
  problems: ({ context, hidden }, { contexts }) =>
    hidden.flatMap((units, layer) =>
      context === 'gate' && units < contexts
        ? [
            {
              path: ['hidden', `${layer}`],
              expected: `at least one a context unit, ${contexts}`,
              received: units,
            },
          ]
        : [],
    ),
  create: (config, units, _readout, generator) => new PerceptronModel(config, units, generator),
};
