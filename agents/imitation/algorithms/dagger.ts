import { z } from 'zod';
import { duration } from '../../../src/config/units.ts';
import type { Algorithm, EpisodeReport } from '../algorithm.ts';
import type { School } from '../school.ts';
import { type ImitationConfig, wholeSteps } from '../settings.ts';
import { demonstrationEpisodes, showDemonstration } from './demonstrations.ts';

export interface DaggerConfig extends ImitationConfig {
  readonly rounds: number;
  readonly episodesPerRound: number;
  /** ms */
  readonly episodeDuration: number;
}

/**
 * DAgger (Ross, Gordon & Bagnell 2011): demonstrations, then rounds in which the agent acts and the expert labels the states
 * that this leads to. Manager and workers learn from the same episodes: the manager which subtask is due, the workers what to
 * do for the subtask being carried out. In even rounds the expert picks the subtasks that are carried out, in odd ones the
 * manager.
 */
export const dagger: Algorithm<DaggerConfig> = {
  name: 'dagger',
  description: 'Demonstrations, then rounds in which the agent acts and the expert labels.',
  practises: true,
  settings: ({ stepDurationMs }) => ({
    rounds: z.int().min(0).max(10_000).default(16).describe('rounds of practice'),
    episodesPerRound: z.int().min(1).max(100_000).default(20).describe('episodes of a round of practice'),
    episodeDuration: duration({ default: wholeSteps(300, stepDurationMs), min: '1 ms', max: '1 h' }).describe(
      'longest episode of practice, in network time',
    ),
  }),
  episodes: (config) => demonstrationEpisodes(config) + config.rounds * config.episodesPerRound,
  run(school, config, index) {
    const shown = demonstrationEpisodes(config);
    return index < shown ? showDemonstration(school, config, index) : practise(school, config, index - shown);
  },
};

/** Runs the `index`-th episode of practice. */
function practise(
  school: School,
  { episodesPerRound, episodeDuration }: DaggerConfig,
  index: number,
): EpisodeReport {
  const round = Math.floor(index / episodesPerRound);
  const episode = index % episodesPerRound;
  const manager = round % 2 === 0 ? 'expert' : 'network';
  const lesson = school.practice([round, episode], manager, episodeDuration);
  const { steps, labels, achieved } = school.teach(lesson);
  if (episode === episodesPerRound - 1) school.conclude();
  return { phase: 'practice', steps, labels, achieved, round, manager };
}
