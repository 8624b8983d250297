import { z } from 'zod';
import type { Algorithm, EpisodeReport } from '../algorithm.ts';
import type { School } from '../school.ts';
import type { ImitationConfig } from '../settings.ts';
import { demonstrationEpisodes } from './demonstrations.ts';

/** No worker learns a label: what it learns comes from the teacher alone. */
const NOWHERE = { from: 0, to: 0 };

/**
 * Store and recall (Capone et al. 2022, Fig. 1) for agents. While demonstrations are shown, `passes` times, the demonstrated actions
 * drive the distal compartments, and the recurrence learns to predict the bursts that they evoke. Then the demonstrations are shown once
 * more without a teacher: the networks recall, and the readouts of the workers learn what a recall stands for. The manager learns all the
 * time.
 */
export const rehearsal: Algorithm = {
  name: 'rehearsal',
  description:
    'Demonstrations drive bursts while the recurrence learns to predict them; then readouts learn from recalls without a teacher.',
  settings: () => ({
    teaching: z
      .literal(true)
      .default(true)
      .describe('the demonstrated action drives the distal compartments during demonstrations'),
  }),
  episodes: (config) => demonstrationEpisodes(config) + config.demonstrations,
  run(school, config, index) {
    const shown = demonstrationEpisodes(config);
    return index < shown ? imprint(school, config, index) : recall(school, index - shown, config);
  },
};

function imprint(school: School, { demonstrations }: ImitationConfig, index: number): EpisodeReport {
  const { steps, labels, achieved } = school.teach(school.demonstration(index % demonstrations), {
    teaching: true,
    corrects: NOWHERE,
    counted: false,
  });
  return { phase: 'demonstration', steps, labels, achieved };
}

function recall(school: School, episode: number, { demonstrations }: ImitationConfig): EpisodeReport {
  const { steps, labels, achieved } = school.teach(school.demonstration(episode));
  if (episode === demonstrations - 1) school.conclude();
  return { phase: 'recall', steps, labels, achieved };
}
