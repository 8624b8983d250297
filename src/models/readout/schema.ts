import { z } from 'zod';
import { unionWithDefault } from '../../config/union-with-default.ts';
import { defaultReadoutRule, type ReadoutRule } from './rules.ts';

const rate = z.number().nonnegative().max(1e4);

const annealing = z
  .number()
  .nonnegative()
  .max(1e12)
  .default(0)
  .describe('n₀: after n examples rates have fallen to 1 / (1 + n / n₀); 0: they do not fall');

const kind = <Kind extends ReadoutRule['kind']>(value: Kind, description: string) =>
  z.literal(value).describe(description);

const rules: readonly z.ZodType<ReadoutRule>[] = [
  z.strictObject({
    kind: kind('delta', 'the delta rule of Capone et al. 2022; local'),
    rate: rate.default(0.03).describe('η_out of the weights, 0 to 10 000'),
    biasRate: rate.default(0).describe('η_bias of the bias, 0 to 10 000'),
    annealing,
  }),
  z.strictObject({
    kind: kind('normalised-delta', 'delta rule with steps divided by |φ|² + 1; local but for one scalar'),
    rate: z
      .number()
      .positive()
      .lt(2)
      .default(0.1)
      .describe('share of the error that a step removes, above 0, below 2'),
    annealing,
  }),
  z.strictObject({
    kind: kind('ridge', 'ridge regression on all examples so far; not local'),
    ridge: z
      .number()
      .positive()
      .max(1e6)
      .default(1e-3)
      .describe('λ, relative to the number of examples, above 0'),
  }),
  z.strictObject({
    kind: kind('recursive-least-squares', 'ridge regression, kept up to date with every example; not local'),
    totalRidge: z
      .number()
      .positive()
      .max(1e6)
      .default(1)
      .describe('ridge over all examples, whatever their number, above 0'),
  }),
];

/** The setting of the path from the input to the readout, past the neurons; see `DirectPath`. */
export const directPathSchema = z
  .number()
  .nonnegative()
  .max(1e6)
  .default(0)
  .describe(
    'factor, 0 to 1 000 000, of the input units that the readout sees beside the neurons, with weights for each context; 0: it sees neurons alone (direct links: Pao, Park & Sobajic 1994)',
  );

/** How a readout learns; `rules.ts` states the equations. */
export const readoutSchema = (byDefault: ReadoutRule = defaultReadoutRule) =>
  unionWithDefault<ReadoutRule>('kind', byDefault, rules);
