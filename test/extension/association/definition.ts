import { defineModel } from 'burstwise';
import { z } from 'zod';
import { AssociationModel } from './association-model.ts';

/** Settings of an association. */
interface AssociationConfig {
  readonly model: 'association';
  readonly start: number;
}

export const association = defineModel<AssociationConfig>({
  name: 'association',
  description: 'Means of targets, for each input unit and context.',
  usesReadout: false,
  schema: () =>
    z.strictObject({
      model: z.literal('association').describe('means of targets, for each input unit and context'),
      start: z.number().min(-10).max(10).default(0).describe('every mean before its first target'),
    }),
  create: ({ start }, units) => new AssociationModel(units, start),
});
