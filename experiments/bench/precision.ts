import type { Kernel } from '../../src/models/burst/population.ts';
import { summariseMean } from '../../src/statistics/means.ts';
import { byName, defineExperiment } from '../harness/experiment.ts';
import { settingsOf } from '../harness/settings.ts';
import { type RecallCell, trainAndRecall } from '../store-recall/recall.ts';

const kernels: readonly Kernel[] = ['simd', 'event64'];
const published = settingsOf('store-recall/published.yaml');

/** Whether float32 recalls as well as float64: final errors of the published store & recall, seed by seed. */
export default defineExperiment({
  script: 'bench:precision',
  description: 'store & recall in float32 beside float64',
  defaults: { seeds: '1-8' },
  cells: ({ seeds }) =>
    kernels.flatMap((kernel) =>
      seeds.map((seed): RecallCell => ({ name: kernel, config: { ...published, kernel }, seed })),
    ),
  measure: trainAndRecall,
  render: (measured, { seeds }) => {
    const [simd, event64] = byName(measured).map((group) => group.map(({ result }) => result.error));
    const errors = seeds.map((seed, k) => ({ seed, simd: simd![k]!, event64: event64![k]! }));
    const difference = summariseMean(errors.map((error) => error.simd - error.event64));
    const digits = (value: number) => value.toFixed(4);
    return {
      title:
        'Store & recall as published, final error in float32 beside float64\n' +
        `mean difference ${digits(difference.value)} ± ${digits(difference.standardError)} (standard error)`,
      table: {
        head: ['seed', 'simd', 'event64', 'difference'],
        rows: errors.map((row) => [
          String(row.seed),
          digits(row.simd),
          digits(row.event64),
          digits(row.simd - row.event64),
        ]),
      },
      data: { seeds, errors, difference },
    };
  },
});
