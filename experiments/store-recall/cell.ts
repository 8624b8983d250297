import { parseConfig } from '../../src/config/config.ts';
import type { RawConfig } from '../../src/config/config-file.ts';
import { storeRecallTask } from '../../src/sequence/store-recall-task.ts';
import { cellInThread, type ShowProgress } from '../harness/cells.ts';

/** A setting, with one seed. */
export interface Cell {
  readonly name: string;
  readonly config: RawConfig;
  readonly seed: number;
}

export interface CellResult {
  /** Of the recall without a teacher. */
  readonly error: number;
  readonly targetVariance: number;
}

export const measure = cellInThread(async ({ name, config, seed }: Cell, show: ShowProgress) => {
  const session = storeRecallTask.begin(parseConfig(storeRecallTask.schema, { ...config, seed }, name));
  while (session.completed < session.total) {
    session.advance();
    show(session.completed, session.total);
  }
  const { data } = await session.evaluate();
  return data as unknown as CellResult;
});
