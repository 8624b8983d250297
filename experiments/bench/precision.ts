import type { Kernel } from '../../src/models/burst/population.ts';
import type { Cell, ShowProgress } from '../../src/run/cells/cell.ts';
import { summariseMean } from '../../src/statistics/means.ts';
import { defineExperiment } from '../harness/experiment.ts';
import { settingsOf } from '../harness/settings.ts';
import { trainAndRecall } from '../store-recall/recall.ts';

const published = settingsOf('store-recall/published.yaml');

/** The error of the final recall in one precision. */
async function errorOf(kernel: Kernel, { seed }: Cell, show: ShowProgress): Promise<number> {
  const { error } = await trainAndRecall({ name: kernel, config: { ...published, kernel }, seed }, show);
  return error;
}

/** Whether float32 recalls as well as float64: final errors of the published store & recall, seed by seed. */
export default defineExperiment({
  script: 'bench:precision',
  description: 'store & recall in float32 beside float64',
  defaults: { seeds: '1-8' },
  cells: ({ seeds }) => seeds.map((seed) => ({ name: 'simd and event64', seed })),
  measure: async (cell, show) => ({
    simd: await errorOf('simd', cell, (completed, total) => show(completed, 2 * total)),
    event64: await errorOf('event64', cell, (completed, total) => show(total + completed, 2 * total)),
  }),
  render: (measured) => {
    const errors = measured.map(({ cell, result }) => ({ seed: cell.seed, ...result }));
    const difference = summariseMean(errors.map(({ simd, event64 }) => simd - event64));
    const digits = (value: number) => value.toFixed(4);
    return {
      title:
        'Store & recall as published, final error in float32 beside float64\n' +
        `mean difference ${digits(difference.value)} ± ${digits(difference.standardError)} (standard error)`,
      table: {
        head: ['seed', 'simd', 'event64', 'difference'],
        rows: errors.map(({ seed, simd, event64 }) => [
          String(seed),
          digits(simd),
          digits(event64),
          digits(simd - event64),
        ]),
      },
      data: { errors, difference },
    };
  },
});
