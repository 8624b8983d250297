import { defineAlgorithm, type ImitationConfig, type School } from 'burstwise/agents';
import { z } from 'zod';

/** Settings of alternation. */
interface AlternatingConfig extends ImitationConfig {
  readonly longestPractice: number;
}

/** Demonstrations and practice take turns; the agent learns after each pair. */
export const alternating = defineAlgorithm<AlternatingConfig>({
  name: 'alternating',
  description: 'Each demonstration is followed by an episode of practice.',
  settings: () => ({
    longestPractice: z.number().min(1).max(1e6).default(1000).describe('longest episode of practice, ms'),
  }),
  episodes: ({ demonstrations }) => 2 * demonstrations,
  run: (school, config, index) =>
    index % 2 === 0 ? demonstrate(school, index / 2) : practise(school, config, (index - 1) / 2),
});

function demonstrate(school: School, pair: number) {
  const { steps, labels, achieved } = school.teach(school.demonstration(pair));
  return { phase: 'demonstration', steps, labels, achieved };
}

function practise(school: School, { longestPractice }: AlternatingConfig, pair: number) {
  const { steps, labels, achieved } = school.teach(school.practice([pair], 'network', longestPractice));
  school.conclude();
  return { phase: 'practice', steps, labels, achieved, round: pair, manager: 'network' as const };
}
