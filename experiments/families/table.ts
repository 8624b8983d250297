import { adapters } from '../../envs/index.ts';
import { formatEstimate } from '../../src/statistics/proportions.ts';
import { columns } from '../harness/columns.ts';
import { successOf, type Variant } from '../harness/imitation.ts';
import { type ByModel, imitationTable, modelColumns, rowsByModel } from '../harness/imitation-table.ts';
import { kinds, models } from '../harness/models.ts';
import { solvability } from './solvability.ts';

/** Agents of a kind, in a task. */
interface Row {
  readonly task: string;
  readonly kind: keyof typeof kinds;
}

/** Beside the models an agent that knows nothing: recipes of MiniGrid and BabyAI inhibit repetitions, which makes agents search. */
const UNTRAINED = 'untrained';
const names = [...(Object.keys(models) as (keyof typeof models)[]), UNTRAINED] as const;

/** Task by task; within a task the quick models first, so that an interrupted table is of use. */
const rows: readonly Row[] = Object.keys(solvability).flatMap((task) =>
  (Object.keys(kinds) as Row['kind'][]).map((kind) => ({ task, kind })),
);

function variantOf({ task, kind }: Row, model: (typeof names)[number]): Variant {
  const untrained = model === UNTRAINED;
  return {
    task,
    name: `${kind}, ${model}`,
    config: { agent: kinds[kind](models[untrained ? 'burst' : model]) },
    layouts: [layoutOf(task)],
    ...(untrained && { untrained }),
  };
}

/** An untrained agent is measured once a task. */
function isMeasured({ name, untrained }: Variant): boolean {
  return !untrained || name.startsWith('hierarchical');
}

/** The distribution that a task is trained on. */
function layoutOf(task: string): string {
  const { trainingLayout } = adapters.find(({ name }) => name === task)!;
  return trainingLayout ?? 'own';
}

/** Craft and every family of MiniGrid and BabyAI, by kind of agent and model. */
export default imitationTable<Row & ByModel>({
  script: 'table:families',
  description: 'success in Craft and every family of MiniGrid and BabyAI, by kind of agent and model',
  defaults: { seeds: '1-3', episodes: 200 },
  subject: 'Craft, MiniGrid and BabyAI, the first level of each family',
  notes: (found) => [
    'most labels of a seed, manager + workers; CPU time a seed',
    ...new Set(found.map(({ task }) => `${task}: ${solvability[task]}`)),
  ],
  variants: rows.flatMap((row) => names.map((model) => variantOf(row, model))).filter(isMeasured),
  rows: (summaries) => rowsByModel(summaries, rows, names, variantOf),
  columns: {
    task: ({ task }) => task,
    agent: ({ kind }) => kind,
    ...modelColumns(
      names,
      (summary) =>
        `${formatEstimate(successOf(summary))}\n` +
        `${columns.labelsApart(summary)} labels, ${(summary.cpuSeconds / summary.seeds).toFixed(1)} s`,
    ),
  },
});
