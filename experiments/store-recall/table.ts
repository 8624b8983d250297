import type { RawConfig } from '../../src/config/config-file.ts';
import { byName, type Measured } from '../../src/run/cells/cell.ts';
import { rangesOf } from '../../src/run/start-run.ts';
import { summariseMean } from '../../src/statistics/means.ts';
import { defineExperiment } from '../harness/experiment.ts';
import { settingsOf } from '../harness/settings.ts';
import { type RecallCell, type RecallResult, trainAndRecall } from './recall.ts';

const settings: readonly { readonly name: string; readonly config: RawConfig }[] = [
  {
    name: 'no recurrent learning (η = 0)',
    config: settingsOf('store-recall/no-recurrent-learning.yaml'),
  },
  {
    name: 'published: N = 500, 5 clock units, 500 presentations',
    config: settingsOf('store-recall/published.yaml'),
  },
  { name: 'N = 1000, 50 clock units, 100 presentations', config: {} },
  {
    name: 'control: burst spikes under a constant context, ridge, no recurrent learning',
    config: settingsOf('store-recall/readout-alone.yaml'),
  },
  {
    name: 'the same with recurrent learning, 500 presentations',
    config: settingsOf('store-recall/readout-and-recurrence.yaml'),
  },
];

/** The table of store & recall: error of the recall without a teacher, by setting, over seeds. */
export default defineExperiment({
  script: 'table:store-recall',
  description: 'error of store & recall by setting',
  defaults: { seeds: '1-5' },
  cells: ({ seeds }) =>
    settings.flatMap((setting) => seeds.map((seed): RecallCell => ({ ...setting, seed }))),
  measure: trainAndRecall,
  render: (measured, { seeds }) => {
    const rows = byName(measured).map(summarise);
    return {
      title:
        `Store & recall, seeds ${rangesOf(seeds)}: variance of target − recall, without a teacher\n` +
        'published (one seed): 0.033 after 500 presentations',
      table: {
        head: ['setting', 'mean error', '95 % interval', 'best seed', 'worst seed', 'variance of the target'],
        rows: rows.map(({ name, error, errors, variance }) => [
          name,
          error.value.toFixed(4),
          errors.length === 1 ? '–' : `[${error.low.toFixed(4)}, ${error.high.toFixed(4)}]`,
          Math.min(...errors).toFixed(4),
          Math.max(...errors).toFixed(4),
          variance.value.toFixed(4),
        ]),
      },
      data: { seeds, rows },
    };
  },
});

function summarise(
  measured: readonly [Measured<RecallCell, RecallResult>, ...Measured<RecallCell, RecallResult>[]],
) {
  const errors = measured.map(({ result }) => result.error);
  const variance = summariseMean(measured.map(({ result }) => result.targetVariance));
  return { name: measured[0].cell.name, errors, error: summariseMean(errors), variance };
}
