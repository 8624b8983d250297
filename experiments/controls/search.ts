import type { RawConfig } from '../../src/config/config-file.ts';
import { formatEstimate } from '../../src/statistics/proportions.ts';
import { columns } from '../harness/columns.ts';
import { successOf, type Variant } from '../harness/imitation.ts';
import { type ByModel, imitationTable, modelColumns, rowsByModel } from '../harness/imitation-table.ts';
import { kinds, models } from '../harness/models.ts';

/** An agent in a task whose recipe inhibits repetitions. */
interface Row {
  readonly task: string;
  readonly agent: string;
}

/** Agents that know nothing, little, or all that the recipe teaches; ten labelled steps are ten labels of each level. */
const agents: Readonly<Record<string, Pick<Variant, 'config' | 'untrained'>>> = {
  'burst, untrained': { config: {}, untrained: true },
  'linear, untrained': { config: { agent: kinds.hierarchical(models.linear) }, untrained: true },
  'linear, 10 labels': {
    config: { agent: kinds.hierarchical(models.linear), imitation: { labelBudget: 20 } },
  },
  'burst, 10 labels': { config: { imitation: { labelBudget: 20 } } },
  'burst, shuffled subtasks': { config: { imitation: { shuffleSubtasks: true } } },
  'burst, recipe': { config: {} },
};

/** With the inhibition of the recipe, and without any. */
const inhibitions: Readonly<Record<string, RawConfig>> = {
  'repetitions inhibited': {},
  'not inhibited': { repeatInhibition: 0 },
};
const names = Object.keys(inhibitions);

const rows: readonly Row[] = ['door-key', 'babyai-pickup', 'four-rooms', 'obstructed-maze'].flatMap((task) =>
  Object.keys(agents).map((agent) => ({ task, agent })),
);

function variantOf({ task, agent: name }: Row, inhibition: string): Variant {
  const { config, ...others } = agents[name]!;
  const agent = { ...(config['agent'] as RawConfig | undefined), ...inhibitions[inhibition] };
  return {
    task,
    name: `${name}, ${inhibition}`,
    config: { ...config, agent },
    layouts: ['random'],
    ...others,
  };
}

/**
 * How far agents come by searching: an inhibition of what was done before on the same observation makes any agent try one
 * action after the other, so that success says little without the steps that it took, and without what untrained agents have.
 */
export default imitationTable<Row & ByModel>({
  script: 'table:search',
  description: 'what the inhibition of repetitions does to agents that know little or nothing',
  defaults: { seeds: '1-3', episodes: 100 },
  subject: 'Searching',
  notes: () => ['success, and steps of an episode on average, failures too'],
  variants: rows.flatMap((row) => names.map((name) => variantOf(row, name))),
  rows: (summaries) => rowsByModel(summaries, rows, names, variantOf),
  columns: {
    task: ({ task }) => task,
    agent: ({ agent }) => agent,
    ...modelColumns(
      names,
      (summary) => `${formatEstimate(successOf(summary))}\n${columns.episodeSteps(summary)} steps`,
    ),
  },
});
