import { z } from 'zod';
import type { ContextUse } from '../contextual-input.ts';
import type { AdamParameters } from './adam.ts';

/** Settings of a perceptron. */
export interface PerceptronConfig extends AdamParameters {
  /** Its name in the catalogue. */
  readonly model: 'perceptron';
  /** Hidden units by layer. */
  readonly hidden: readonly number[];
  /** Whether contexts gate units, or are further inputs. */
  readonly context: ContextUse;
  /** Passes over all labels after each lesson. */
  readonly passes: number;
  /** Labels of a step of the gradient. */
  readonly batchSize: number;
}

const source = 'Kingma & Ba 2015, Algorithm 1';
const decay = z.number().min(0).lt(1);

export const perceptronSchema = () =>
  z
    .strictObject({
      model: z
        .literal('perceptron')
        .describe('hidden layers of rectified linear units (ReLU), trained by backpropagation'),
      hidden: z
        .array(z.int().min(1).max(10_000))
        .min(1)
        .max(8)
        .default([128])
        .describe('hidden units by layer, from the input on: 1 to 8 layers of 1 to 10 000'),
      context: z
        .enum(['gate', 'input'])
        .default('input')
        .describe(
          'input: context units are further input units; gate: the units of each hidden layer are dealt out in equal assemblies, one a context unit, of which only the active context’s is on',
        ),
      passes: z
        .int()
        .min(1)
        .max(10_000)
        .default(30)
        .describe('passes over all labels so far, after each lesson, in random order; 1 to 10 000'),
      batchSize: z.int().min(1).max(4096).default(32).describe('labels a gradient step, 1 to 4096'),
      learningRate: z.number().positive().max(1).default(1e-3).describe(`step size α of Adam (${source})`),
      beta1: decay.default(0.9).describe(`β₁, decay of the mean gradient, 0 to below 1 (${source})`),
      beta2: decay
        .default(0.999)
        .describe(`β₂, decay of the mean squared gradient, 0 to below 1 (${source})`),
      epsilon: z
        .number()
        .positive()
        .max(1)
        .default(1e-8)
        .describe(`ε, added to the root of the mean squared gradient (${source})`),
    })
    .refine(({ beta1, beta2 }) => beta1 * beta1 < Math.sqrt(beta2), {
      path: ['beta1'],
      error:
        'a value whose square is below the root of `beta2`, without which Adam need not converge (Kingma & Ba 2015, Theorem 4.1)',
    }) satisfies z.ZodType<PerceptronConfig>;
