import { formatEstimate } from '../../src/statistics/proportions.ts';
import { columns } from '../harness/columns.ts';
import { successOf, type Variant } from '../harness/imitation.ts';
import { imitationTable } from '../harness/imitation-table.ts';
import { settingsOf } from '../harness/settings.ts';

const variants: readonly Variant[] = [
  { name: 'demonstrations + DAgger', config: {}, layouts: ['standard', 'wide'] },
  { name: 'no pressed flag, efference copy', config: settingsOf('button-food/efference-copy.yaml') },
  { name: 'purely local learning', config: settingsOf('button-food/local.yaml') },
  { name: 'shuffled subtasks (control)', config: { imitation: { shuffleSubtasks: true } } },
  { name: 'untrained (control)', config: {}, untrained: true },
].map((variant) => ({ task: 'button-food', layouts: ['standard'], ...variant }));

/** The table of Button & Food: success on fresh layouts by way of learning. */
export default imitationTable({
  script: 'table:button-food',
  description: 'success on Button & Food by way of learning',
  defaults: { seeds: '1-5', episodes: 1000 },
  subject: 'Button & Food',
  notes: () => ['published: button 0.986, button + food 0.714 after 14 million steps of each network'],
  variants,
  rows: (summaries) => summaries.map((row) => ({ ...row, button: row.reached[0]!, food: successOf(row) })),
  columns: {
    'way of learning': columns.name,
    layouts: columns.layout,
    button: ({ button }) => formatEstimate(button, 4),
    'button + food': columns.success,
    'worst seed': columns.worstSeed,
    labels: columns.labels,
    'steps a network': columns.networkSteps,
  },
});
