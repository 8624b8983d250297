import { parseConfig } from '../../src/config/config.ts';
import type { RawConfig } from '../../src/config/config-file.ts';
import type { Cell, ShowProgress } from '../../src/run/cells/cell.ts';
import { storeRecallTask } from '../../src/sequence/store-recall-task.ts';

/** A setting of store & recall, with one seed. */
export interface RecallCell extends Cell {
  /** Settings other than the defaults. */
  readonly config: RawConfig;
}

/** The outcome of one training. */
export interface RecallResult {
  /** Error of the recall without a teacher. */
  readonly error: number;
  /** Variance of the target: the error of a recall of nothing. */
  readonly targetVariance: number;
}

/** Trains store & recall and recalls without a teacher. */
export async function trainAndRecall(
  { name, config, seed }: RecallCell,
  show: ShowProgress,
): Promise<RecallResult> {
  const session = storeRecallTask.begin(parseConfig(storeRecallTask.schema, { ...config, seed }, name));
  while (session.completed < session.total) {
    session.advance();
    show(session.completed, session.total);
  }
  const { data } = await session.evaluate();
  const { error, targetVariance } = data as unknown as RecallResult;
  return { error, targetVariance };
}
