import { z } from 'zod';
import type { ContextUse } from '../contextual-input.ts';
import { directPathSchema } from '../readout/schema.ts';

/** Settings of a random layer of rectified linear units. */
export interface RandomReluConfig {
  /** Its name in the catalogue. */
  readonly model: 'random-relu';
  /** N */
  readonly neurons: number;
  /** Standard deviation of the fixed weights of inputs. */
  readonly inputSigma: number;
  /** Standard deviation of the hidden units' biases. */
  readonly biasSigma: number;
  /** Whether contexts gate units, or are further inputs. */
  readonly context: ContextUse;
  /** Factor of the input that the readout sees beside the hidden units; absent or 0: it sees these alone. */
  readonly directPath?: number | undefined;
}

const sigma = z.number().nonnegative().max(1e6).default(1);

export const randomReluSchema = () =>
  z.strictObject({
    model: z
      .literal('random-relu')
      .describe('readout of a fixed random layer of rectified linear units (ReLU)'),
    neurons: z
      .int()
      .min(1)
      .max(100_000)
      .default(500)
      .describe('N: hidden units, 1 to 100 000; as many as a burst network has'),
    inputSigma: sigma.describe(
      'standard deviation of the input weights, at least 0; with standardised inputs, of a unit’s current',
    ),
    biasSigma: sigma.describe('standard deviation of the hidden units’ biases, at least 0'),
    context: z
      .enum(['gate', 'input'])
      .default('gate')
      .describe(
        'gate: hidden units are dealt out in equal assemblies, one a context unit, of which only the active context’s is on; input: context units are further input units',
      ),
    directPath: directPathSchema,
  }) satisfies z.ZodType<RandomReluConfig>;
