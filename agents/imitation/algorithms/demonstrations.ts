import type { EpisodeReport } from '../algorithm.ts';
import type { School } from '../school.ts';
import type { ImitationConfig } from '../settings.ts';

/** Number of episodes in which demonstrations are shown, all passes together. */
export function demonstrationEpisodes({ demonstrations, passes }: ImitationConfig): number {
  return demonstrations * passes;
}

/** Shows a demonstration; after the last one, what all of them taught is learned. */
export function showDemonstration(school: School, config: ImitationConfig, index: number): EpisodeReport {
  const { steps, labels, achieved } = school.teach(school.demonstration(index % config.demonstrations), {
    teaching: config.teaching,
    counted: index < config.demonstrations,
  });
  if (index === demonstrationEpisodes(config) - 1) school.conclude();
  return { phase: 'demonstration', steps, labels, achieved };
}
