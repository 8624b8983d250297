import { BurstwiseError } from '../errors.ts';
import type { Dataset } from './dataset.ts';
import { stepsOf } from './demonstration.ts';

/** What is wrong with a dataset. */
export interface DatasetFindings {
  /** A line each. */
  readonly problems: readonly string[];
  /** Whether every episode can be read: an episode that cannot is refused by every command. */
  readonly isReadable: boolean;
}

/** What is wrong with an opened dataset, a line each; parameters as in {@link examineDataset}. */
export function checkDataset(
  dataset: Dataset,
  onEpisode?: (completed: number) => void,
  most?: number,
): readonly string[] {
  return examineDataset(dataset, onEpisode, most).problems;
}

/**
 * Reads every episode of an opened dataset (whose checksums opening has verified) and compares them with what the
 * metadata say.
 *
 * @param most problems that are looked for
 */
export function examineDataset(
  dataset: Dataset,
  onEpisode?: (completed: number) => void,
  most = 20,
): DatasetFindings {
  const { metadata } = dataset;
  const problems: string[] = [];
  const strangers = dataset.names().filter((name) => !isEpisode(name, metadata.episodes));
  if (strangers.length > 0)
    problems.push(
      `${dataset.id}: expected episodes 0 to ${metadata.episodes - 1}, received also ${strangers.slice(0, 3)}`,
    );
  if (metadata.id !== null && metadata.id !== dataset.id)
    problems.push(
      `${dataset.id}: dataset_id: expected ${dataset.id}, received ${metadata.id}; move the folder back`,
    );
  let steps = 0;
  let isReadable = true;
  for (let i = 0; i < metadata.episodes && problems.length < most; i++) {
    try {
      steps += stepsOf(dataset.episode(i));
    } catch (error) {
      if (!(error instanceof BurstwiseError)) throw error;
      problems.push(error.message);
      isReadable = false;
    }
    onEpisode?.(i + 1);
  }
  if (isReadable && problems.length < most && steps !== metadata.steps)
    problems.push(`${dataset.id}: total_steps: expected ${metadata.steps}, received ${steps}`);
  return { problems, isReadable };
}

function isEpisode(name: string, episodes: number): boolean {
  const [, digits] = /^episode_(0|[1-9]\d*)$/.exec(name) ?? [];
  return digits !== undefined && Number(digits) < episodes;
}

/** Which episodes no checksum covers, in words; null where there are none. */
export function uncheckedEpisodes({ metadata: { own, episodes } }: Dataset): string | null {
  if (own === null) return 'no checksum, since another program wrote the data';
  if (own.episodes === episodes) return null;
  return `no checksum for ${episodes - own.episodes} of ${episodes} episodes, which another program added`;
}
