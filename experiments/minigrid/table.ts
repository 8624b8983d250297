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

const ownView = settingsOf('minigrid/own-view.yaml');

const controls = [
  { name: 'shuffled subtasks (control)', config: { imitation: { shuffleSubtasks: true } } },
  { name: 'untrained (control)', config: {}, untrained: true },
];

const families: readonly { readonly task: string; readonly others?: readonly Partial<Variant>[] }[] = [
  { task: 'door-key', others: [{ name: '7 × 7 view, more labels', config: ownView }, ...controls] },
  { task: 'unlock-pickup' },
  { task: 'blocked-unlock-pickup' },
  { task: 'key-corridor' },
  { task: 'locked-room' },
  { task: 'multi-room' },
  { task: 'four-rooms' },
  { task: 'obstructed-maze' },
  { task: 'babyai-go-to' },
  { task: 'babyai-open' },
  { task: 'babyai-pickup', others: controls },
  { task: 'babyai-put-next' },
  { task: 'babyai-unlock' },
  { task: 'babyai-other' },
];

const variants = families.flatMap(({ task, others = [] }) => {
  const recipe: Variant = { task, name: 'recipe', config: {}, layouts: ['random'] };
  return [recipe, ...others.map((other) => ({ ...recipe, ...other }))];
});

/** The table of MiniGrid and BabyAI: success on fresh layouts by family and way of learning, with controls. */
export default defineExperiment({
  script: 'table:minigrid',
  description: 'success in families of MiniGrid and BabyAI by way of learning',
  defaults: { seeds: '1-5', episodes: 200 },
  cells: (extent) => imitationCells(variants, extent),
  measure: trainAndEvaluate,
  render: (measured, { seeds, episodes }) => {
    const rows = byName(measured)
      .flatMap(summarise)
      .map((row) => ({ ...row, success: successOf(row) }));
    return {
      title: `MiniGrid and BabyAI, seeds ${rangesOf(seeds)} × ${episodes} fresh layouts; 95 % Wilson intervals`,
      table: {
        head: ['task', 'way of learning', 'success', 'worst seed', 'labels'],
        rows: rows.map((row) => [
          row.task,
          row.name,
          formatEstimate(row.success, 3),
          row.worst.value.toFixed(3),
          String(row.mostLabels),
        ]),
      },
      data: { seeds, episodes, rows },
    };
  },
});
