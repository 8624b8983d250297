import { byName } from '../../src/run/cells/cell.ts';
import { rangesOf } from '../../src/run/start-run.ts';
import { formatEstimate } from '../../src/statistics/proportions.ts';
import { defineExperiment } from '../harness/experiment.ts';
import {
  imitationCells,
  successOf,
  summarise,
  trainAndEvaluate,
  type Variant,
} from '../harness/imitation.ts';
import { settingsOf } from '../harness/settings.ts';

const variants: readonly Variant[] = [
  { name: 'demonstrations + DAgger', config: {}, layouts: ['standard', 'wide'] },
  { name: 'no pressed flag, efference copy', config: settingsOf('button-food/efference-copy.yaml') },
  { name: 'purely local learning', config: settingsOf('button-food/local.yaml') },
  { name: 'shuffled subtasks (control)', config: { imitation: { shuffleSubtasks: true } } },
  { name: 'untrained (control)', config: {}, untrained: true },
].map((variant) => ({ task: 'button-food', layouts: ['standard'], ...variant }));

/** The table of Button & Food: success on fresh layouts by way of learning. */
export default defineExperiment({
  script: 'table:button-food',
  description: 'success on Button & Food by way of learning',
  defaults: { seeds: '1-5', episodes: 1000 },
  cells: (extent) => imitationCells(variants, extent),
  measure: trainAndEvaluate,
  render: (measured, { seeds, episodes }) => {
    const rows = byName(measured)
      .flatMap(summarise)
      .map((row) => ({ ...row, button: row.reached[0]!, food: successOf(row) }));
    return {
      title:
        `Button & Food, seeds ${rangesOf(seeds)} × ${episodes} fresh layouts; 95 % Wilson intervals\n` +
        'published: button 0.986, button + food 0.714 after 14 million steps of each network',
      table: {
        head: [
          'way of learning',
          'layouts',
          'button',
          'button + food',
          'worst seed',
          'labels',
          'steps a network',
        ],
        rows: rows.map((row) => [
          row.name,
          row.layout,
          formatEstimate(row.button, 4),
          formatEstimate(row.food, 4),
          row.worst.value.toFixed(4),
          String(row.mostLabels),
          String(row.mostSteps),
        ]),
      },
      data: { seeds, episodes, rows },
    };
  },
});
