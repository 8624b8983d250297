import { z } from 'zod';
import { duration } from '../../../src/config/units.ts';
import type { Algorithm, EpisodeReport } from '../algorithm.ts';
import type { School } from '../school.ts';
import { type ImitationConfig, wholeSteps } from '../settings.ts';
import { demonstrationEpisodes, showDemonstration } from './demonstrations.ts';

export interface DaggerConfig extends ImitationConfig {
  /** Number of rounds of practice. */
  readonly rounds: number;
  /** Number of episodes of a round. */
  readonly episodesPerRound: number;
  /** ms */
  readonly episodeDuration: number;
  /** Absent: always. */
  readonly corrections?: Corrections | undefined;
}

const corrections = ['always', 'right-choices', 'first-failure'] as const;

/** Where workers are corrected in practice. */
export type Corrections = (typeof corrections)[number];

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
  lasting: ['imitation.rounds=200'],
  settings: ({ stepDurationMs }) => ({
    rounds: z.int().min(0).max(10_000).default(16).describe('rounds of practice'),
    episodesPerRound: z.int().min(1).max(100_000).default(20).describe('episodes of a round of practice'),
    episodeDuration: duration({ default: wholeSteps(300, stepDurationMs), min: '1 ms', max: '1 h' }).describe(
      'longest episode of practice, in network time',
    ),
    corrections: z
      .enum(corrections)
      .optional()
      .describe(
        'where workers are corrected in practice: always, if not given; where their subtask is the right one; or in the first segment that fails after right choices, in episodes that fail (Le et al. 2018)',
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
  { episodesPerRound, episodeDuration, corrections = 'always' }: DaggerConfig,
  index: number,
): EpisodeReport {
  const round = Math.floor(index / episodesPerRound);
  const episode = index % episodesPerRound;
  const manager = round % 2 === 0 ? 'expert' : 'network';
  const lesson = () => school.practice([round, episode], manager, episodeDuration);
  const { steps, labels, achieved } =
    corrections === 'first-failure'
      ? correctFirstFailure(school, lesson)
      : school.teach(lesson(), { corrects: corrections === 'always' ? undefined : corrections });
  if (episode === episodesPerRound - 1) school.conclude();
  return { phase: 'practice', steps, labels, achieved, round, manager };
}

/**
 * Practice as in Le et al. 2018, algorithm 2: the expert inspects an episode, and if it failed, all choices have labels, and
 * so does the first segment whose worker failed after right choices. The episode is played a second time for that.
 */
function correctFirstFailure(school: School, lesson: () => ReturnType<School['practice']>) {
  const inspected = school.inspect(lesson());
  if (inspected.passed) return { ...inspected, labels: 0 };
  return school.teach(lesson(), { corrects: inspected.failed ?? { from: 0, to: 0 } });
}
