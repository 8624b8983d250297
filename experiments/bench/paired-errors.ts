import type { RawConfig } from '../../src/config/config-file.ts';
import type { Kernel } from '../../src/models/burst/population.ts';
import { type MeanSummary, summariseMean } from '../../src/statistics/means.ts';
import { measureCells } from '../harness/cells.ts';
import type { Cell, CellResult } from '../store-recall/cell.ts';

export interface PairedErrors {
  /** Error of the final recall, by seed. */
  readonly errors: readonly { readonly seed: number; readonly simd: number; readonly event64: number }[];
  /** simd − event64 */
  readonly difference: MeanSummary;
}

const kernels: readonly Kernel[] = ['simd', 'event64'];

/** Trains store & recall in both precisions, from the same weights and with the same sequence for each seed 1 … n. */
export async function pairedErrors(config: RawConfig, seeds: number, jobs: number): Promise<PairedErrors> {
  const cells = Array.from({ length: seeds }, (_, k) =>
    kernels.map((kernel): Cell => ({ name: kernel, config: { ...config, kernel }, seed: k + 1 })),
  ).flat();
  const module = new URL('../store-recall/cell.js', import.meta.url);
  const measured = await measureCells<Cell, CellResult>(module, cells, jobs);
  const errors = Array.from({ length: seeds }, (_, k) => ({
    seed: k + 1,
    simd: measured[2 * k]!.error,
    event64: measured[2 * k + 1]!.error,
  }));
  return { errors, difference: summariseMean(errors.map(({ simd, event64 }) => simd - event64)) };
}
