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
import { burstsReadout, type Learning, learning, networks } from './models.ts';

const models: readonly Learning[] = [
  learning('bursts alone', networks.burstsAlone, burstsReadout),
  learning('burst', {}),
  learning('linear', networks.linear),
];

/** Clean demonstrations are straight lines; noise leads them beside these. */
const demonstrations = [
  { name: 'clean', options: {} },
  {
    name: 'noise on actions',
    options: { expert: { actionNoise: { standardDeviation: 1, relaxationTime: '50 ms' } } },
  },
];

const intervals = ['8 ms', '2 ms'];

const variants: readonly Variant[] = models.flatMap(({ name, agent }) =>
  demonstrations.flatMap(({ name: shown, options }) =>
    intervals.map((labelInterval) => ({
      task: 'button-food',
      name: `${name}; ${shown}; a label every ${labelInterval}`,
      config: { options, agent, imitation: { algorithm: 'cloning', demonstrations: 60, labelInterval } },
      layouts: ['standard'],
    })),
  ),
);

/** What denser labels of the same demonstrations do for cloning. */
export default defineExperiment({
  script: 'table:button-food-density',
  description: 'success on Button & Food by cloning 60 demonstrations, by density of their labels',
  defaults: { seeds: '301-305', episodes: 200 },
  cells: (extent) => imitationCells(variants, extent),
  measure: trainAndEvaluate,
  render: (measured, { seeds, episodes }) => {
    const rows = byName(measured).flatMap(summarise);
    return {
      title:
        `Button & Food, 60 demonstrations cloned, seeds ${rangesOf(seeds)} × ${episodes} fresh layouts; ` +
        '95 % Wilson intervals; most labels of a seed',
      table: {
        head: ['model; demonstrations; labels', 'success', 'labels'],
        rows: rows.map((row) => [row.name, formatEstimate(successOf(row)), String(row.mostLabels)]),
      },
      data: { seeds, episodes, rows },
    };
  },
});
