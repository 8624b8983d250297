import { z } from 'zod';
import { duration } from '../src/config/units.ts';
import { modelOf, models } from '../src/models/catalogue.ts';
import type { ModelConfig, ModelRole } from '../src/models/definition.ts';
import type { ReadoutRule } from '../src/models/readout/rules.ts';
import { readoutSchema } from '../src/models/readout/schema.ts';
import { modelSchema } from '../src/models/schema.ts';

/** Settings of what learns. */
export interface LearnerConfig {
  readonly network: ModelConfig;
  readonly inputs: 'raw' | 'standardised';
  /** Time constants in ms; none: the model sees the present input alone. */
  readonly inputTraces: readonly number[];
  /** Absent where the model has a learning rule of its own. */
  readonly readout?: ReadoutRule | undefined;
}

/** The fields of every learner's settings. */
export const learnerFields = (role: ModelRole) => ({
  network: modelSchema(role).describe('the model that learns'),
  inputs: z
    .enum(['raw', 'standardised'])
    .default('raw')
    .describe(
      'units as the encoder gives them, or centred and scaled so that inputSigma is the spread of the current',
    ),
  inputTraces: z
    .array(duration({ min: '0.01 ms', max: '1 h' }))
    .max(8)
    .default([])
    .describe(
      'time constants; the model also sees its input low-passed with each, from 0 at the start of an episode: a memory beside which that of neurons can be measured',
    ),
  readout: readoutSchema()
    .unwrap()
    .optional()
    .describe('how the readout learns, in models that have one; ridge regression if not given'),
});

/** Settings of an agent of any kind. */
export interface CommonConfig {
  readonly repeatInhibition: number;
}

/** The fields of every agent's settings. */
export const commonFields = {
  repeatInhibition: z
    .number()
    .nonnegative()
    .max(1e6)
    .default(0)
    .describe(
      'taken off the readout of a choice or an action for every time that it was made on the same observation of the episode: a way out of endless cycles; 0: none',
    ),
};

/** Settings of a learner with further fields. */
export const learnerSchema = <Fields extends z.ZodRawShape>(role: ModelRole, fields: Fields) =>
  z
    .codec(
      z.unknown(),
      z
        .strictObject({ ...fields, ...learnerFields(role) })
        .superRefine((settings, context) => checkReadout(settings as LearnerConfig, context)),
      {
        decode: withReadout as (given: unknown) => never,
        encode: (settings) => settings,
      },
    )
    .prefault({});

/** Refuses a readout beside a model that has none. */
export function checkReadout(
  { network, readout }: Pick<LearnerConfig, 'network' | 'readout'>,
  context: z.RefinementCtx,
): void {
  if (readout === undefined || modelOf(network).usesReadout) return;
  context.addIssue({
    code: 'custom',
    path: ['readout'],
    message: `nothing: the model ${network.model} has a learning rule of its own`,
    input: readout,
  });
}

/** Settings of a learner with a readout to fill defaults into, unless the model has none. */
export function withReadout(given: unknown): unknown {
  if (given === null || typeof given !== 'object' || Array.isArray(given)) return given;
  const { network, readout } = given as { readonly network?: unknown; readonly readout?: unknown };
  const { model = 'burst' } = (network ?? {}) as { readonly model?: unknown };
  const usesReadout = models.lookUp(String(model))?.entry.usesReadout !== false;
  return readout === undefined && usesReadout ? { ...given, readout: {} } : given;
}
