import { columns } from '../harness/columns.ts';
import { imitationTable } from '../harness/imitation-table.ts';
import { handedOver, variants } from './rows.ts';

/**
 * The table of MiniGrid and BabyAI: success on fresh layouts by level and way of learning, with controls; `--only` measures the
 * rows of a task, a level or a way of learning, e.g. `--only BossLevel`.
 */
export default imitationTable({
  script: 'table:minigrid',
  description: 'success in levels of MiniGrid and BabyAI by way of learning',
  defaults: { seeds: '1-5', episodes: 200 },
  subject: 'MiniGrid and BabyAI',
  variants,
  rows: (summaries) =>
    summaries.map((row) => ({
      ...row,
      handedOver: handedOver(variants.find(({ task, name }) => task === row.task && name === row.name)!),
    })),
  columns: {
    task: columns.task,
    'level and way of learning': columns.name,
    'handed over': ({ handedOver }) => handedOver.join(', ') || '–',
    success: columns.success,
    'worst seed': columns.worstSeed,
    steps: columns.episodeSteps,
    labels: columns.labels,
  },
});
