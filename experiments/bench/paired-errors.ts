import { type MeanSummary, summariseMean } from '../../src/evaluation/means.ts';
import type { Kernel } from '../../src/neuron/population.ts';
import { parseConfig } from '../../src/run/config.ts';
import type { RawConfig } from '../../src/run/config-file.ts';
import { type Progress, silentProgress } from '../../src/run/progress.ts';
import { storeRecallTask } from '../../src/sequence/store-recall-task.ts';

export interface PairedErrors {
  /** Error of the final recall, by seed. */
  readonly errors: readonly { readonly seed: number; readonly simd: number; readonly event64: number }[];
  /** simd − event64 */
  readonly difference: MeanSummary;
}

/** Trains store & recall in both precisions, from the same weights and with the same sequence for each seed 1 … n. */
export function pairedErrors(config: RawConfig, seeds: number, progress: Progress): PairedErrors {
  progress.start(seeds, 'seeds');
  const errors = Array.from({ length: seeds }, (_, k) => {
    const seed = k + 1;
    const pair = {
      seed,
      simd: finalError(config, seed, 'simd'),
      event64: finalError(config, seed, 'event64'),
    };
    progress.update(seed);
    return pair;
  });
  progress.stop();
  return { errors, difference: summariseMean(errors.map(({ simd, event64 }) => simd - event64)) };
}

function finalError(config: RawConfig, seed: number, kernel: Kernel): number {
  const session = storeRecallTask.begin(
    parseConfig(storeRecallTask.schema, { ...config, seed, kernel }, 'precision'),
  );
  while (session.completed < session.total) session.advance();
  return Number(session.evaluate(silentProgress, {}).data['error']);
}
