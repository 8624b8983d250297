import { z } from 'zod';
import { duration } from '../../../src/config/units.ts';
import type { Algorithm, EpisodeReport } from '../algorithm.ts';
import type { School } from '../school.ts';
import type { ImitationConfig } from '../settings.ts';
import { decayOf, noiseFor } from './injected-noise.ts';

export interface DartConfig extends ImitationConfig {
  /** Number of demonstrations after which the agent learns and the noise is fitted anew. */
  readonly demonstrationsPerRound: number;
  /** Factor on the variance of the noise, or on the probability of a random action. */
  readonly noiseScale: number;
  /** ms */
  readonly noiseRelaxation: number;
}

/** Rounds of demonstrations without noise: the error of the first is that of an agent that has learned nothing. */
const CLEAN_ROUNDS = 2;

/**
 * DART (Laskey et al. 2017): demonstrations with noise on the expert's actions, as large as the agent's own errors, so that they
 * show how to recover from these. What is right stays what the expert would do. After every round the agent learns all
 * demonstrations so far, and the noise of the next round follows from the errors that it made on those of this round before it
 * learned them.
 */
export const dart: Algorithm<DartConfig> = {
  name: 'dart',
  description: 'Demonstrations with noise on the expert’s actions, fitted to the errors of the agent.',
  practises: true,
  lasting: ['imitation.demonstrations=20000'],
  settings: ({ stepDurationMs }) => ({
    passes: z.literal(1).default(1).describe('times a demonstration is shown'),
    dataset: z.undefined().optional().describe('none: demonstrations have the noise that suits the agent'),
    demonstrationsPerRound: z
      .int()
      .min(1)
      .max(1_000_000)
      .default(5)
      .describe('demonstrations until the agent learns and the noise is fitted anew'),
    noiseScale: z
      .number()
      .nonnegative()
      .max(1000)
      .default(1)
      .describe('factor on the variance of the noise, or on the probability of a random action'),
    noiseRelaxation: duration({ default: '10 ms', min: '0 ms', max: '1 h' }).describe(
      `time constant with which noise on continuous actions forgets itself; a step takes ${stepDurationMs} ms`,
    ),
  }),
  episodes: ({ demonstrations }) => demonstrations,
  run: demonstrate,
};

/** Shows the `index`-th demonstration. */
function demonstrate(school: School, config: DartConfig, index: number): EpisodeReport {
  const { demonstrations, demonstrationsPerRound, noiseScale, noiseRelaxation, teaching } = config;
  const round = Math.floor(index / demonstrationsPerRound);
  const noise = noiseFor(school.actionSpace, decayOf(noiseRelaxation, school.stepDurationMs));
  const sums = Float64Array.from(school.notes['errors'] ?? new Array<number>(noise.sums).fill(0));
  const perturb =
    round < CLEAN_ROUNDS
      ? undefined
      : noise.perturbation(school.notes['noise'] ?? [], school.generator('injectedNoise', index));
  const { steps, labels, achieved } = school.teach(school.demonstration(index, perturb), {
    teaching,
    compare: round === 0 ? undefined : (own, right) => noise.add(sums, own, right),
  });
  const ended = (index + 1) % demonstrationsPerRound === 0 || index === demonstrations - 1;
  if (ended) school.conclude();
  school.notes = ended
    ? { noise: round === 0 ? [] : noise.fit(sums, noiseScale) }
    : { ...school.notes, errors: [...sums] };
  return { phase: 'demonstration', steps, labels, achieved, round };
}
