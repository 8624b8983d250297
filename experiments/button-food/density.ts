import { columns } from '../harness/columns.ts';
import type { Variant } from '../harness/imitation.ts';
import { eachSummary, imitationTable } from '../harness/imitation-table.ts';
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
export default imitationTable({
  script: 'table:button-food-density',
  description: 'success on Button & Food by cloning 60 demonstrations, by density of their labels',
  defaults: { seeds: '301-305', episodes: 200 },
  subject: 'Button & Food, 60 demonstrations cloned',
  variants,
  rows: eachSummary,
  columns: {
    'model; demonstrations; labels': columns.name,
    success: columns.success,
    'labels (most of a seed)': columns.labels,
  },
});
