import { byName } from '../../src/run/cells/cell.ts';
import { rangesOf } from '../../src/run/start-run.ts';
import { formatEstimate } from '../../src/statistics/proportions.ts';
import { defineExperiment } from '../harness/experiment.ts';
import { imitationCells, successOf, summarise, trainAndEvaluate } from '../harness/imitation.ts';
import { handedOver, variants } from './rows.ts';

/**
 * The table of MiniGrid and BabyAI: success on fresh layouts by level and way of learning, with controls; `--only` measures the
 * rows of a task, a level or a way of learning, e.g. `--only BossLevel`.
 */
export default defineExperiment({
  script: 'table:minigrid',
  description: 'success in levels of MiniGrid and BabyAI by way of learning',
  defaults: { seeds: '1-5', episodes: 200 },
  cells: (extent) => imitationCells(variants, extent),
  measure: trainAndEvaluate,
  render: (measured, { seeds, episodes }) => {
    const rows = byName(measured).flatMap((group) =>
      summarise(group).map((row) => ({
        ...row,
        success: successOf(row),
        handedOver: handedOver(group[0].cell.variant),
      })),
    );
    return {
      title: `MiniGrid and BabyAI, seeds ${rangesOf(seeds)} × ${episodes} fresh layouts; 95 % Wilson intervals`,
      table: {
        head: ['task', 'level and way of learning', 'handed over', 'success', 'worst seed', 'labels'],
        rows: rows.map((row) => [
          row.task,
          row.name,
          row.handedOver.join(', ') || '–',
          formatEstimate(row.success, 3),
          row.worst.value.toFixed(3),
          String(row.mostLabels),
        ]),
      },
      data: { seeds, episodes, rows },
    };
  },
});
