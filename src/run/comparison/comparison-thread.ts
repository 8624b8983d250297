/** What threads do in a comparison. */
import { parseConfig } from '../../config/config.ts';
import { UsageError } from '../../errors.ts';
import type { Checkpoint } from '../../files/checkpoint.ts';
import { createSha256 } from '../../files/sha256.ts';
import { inThread } from '../../process/threads.ts';
import { openRun } from '../open-run.ts';
import { loadDataOfPool } from '../thread-data.ts';
import type { Trial } from '../trainable.ts';
import { trainables } from '../trainables.ts';
import type { Competed } from './competed.ts';
import type { ComparisonCell } from './request.ts';
import type { RunCell } from './runs-plan.ts';

/** How far a training has come, in labels. */
export interface LabelProgress {
  /** Labels so far. */
  readonly given: number;
  /** Labels at which the training ends. */
  readonly budget: number;
}

const ready = await loadDataOfPool();

/** Lets one trained run play. */
export const playRun = inThread(async ({ path, episodes, layout, layoutSeed }: RunCell): Promise<Trial> => {
  ready();
  const { session, task } = await openRun(path);
  if (session.trial === undefined)
    throw new UsageError(`${path}: expected the run of an agent, received one of ${task.name}`);
  return session.trial({ episodes, layout, seed: layoutSeed });
});

/** Trains one learner and lets it play. */
export const compete = inThread((cell: ComparisonCell, tell): Competed => {
  ready();
  const { entry: task } = trainables.find(String(cell.config['task']));
  const session = task.begin(parseConfig(task.schema, cell.config, cell.name));
  while (session.completed < session.total) {
    const { managerLabels = 0, workerLabels = 0 } = session.advance() ?? {};
    tell({
      given: Number(managerLabels) + Number(workerLabels),
      budget: cell.labels,
    } satisfies LabelProgress);
  }
  const weights = checksumOf(session.checkpoint());
  return { ...session.trial!({ episodes: cell.episodes }), weights };
});

function checksumOf({ tensors }: Checkpoint): string {
  const checksum = createSha256();
  for (const { data } of tensors.values())
    checksum.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  return checksum.digest();
}
