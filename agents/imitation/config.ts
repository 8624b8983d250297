import { z } from 'zod';
import { unionWithDefault } from '../../src/config/union-with-default.ts';
import { algorithms } from './catalogue.ts';
import { type ImitationConfig, type ImitationDefaults, imitationFields } from './settings.ts';

/** Settings of imitation; `algorithm` says by which algorithm, `dagger` if not given. */
export const imitationSchema = (defaults: ImitationDefaults) =>
  unionWithDefault<ImitationConfig>(
    'algorithm',
    { algorithm: 'dagger' },
    algorithms.entries.map(({ name, description, settings }) =>
      z.strictObject({
        algorithm: z.literal(name).describe(description),
        ...imitationFields(defaults),
        ...settings(defaults),
      }),
    ) as readonly z.ZodType[] as readonly z.ZodType<ImitationConfig>[],
  );
