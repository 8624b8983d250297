import type { Task } from '../../src/task/task.ts';
import { DatasetEpisodes } from './dataset-episodes.ts';
import type { RecordedEpisodes } from './recorded.ts';
import type { ImitationConfig } from './settings.ts';

/** The demonstrations that settings name; null where they name none. @throws as `DatasetEpisodes` */
export function openRecorded<Observation, Action>(
  task: Task<Observation, Action>,
  { dataset, datasetRoot: root, datasetSha256: sha256, demonstrations: needed, layout }: ImitationConfig,
): RecordedEpisodes<Observation, Action> | null {
  if (dataset === undefined) return null;
  const env = task.environment({ layout });
  try {
    return new DatasetEpisodes(dataset, env, task, { root, needed, sha256 });
  } finally {
    env.close();
  }
}
