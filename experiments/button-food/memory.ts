import { columns } from '../harness/columns.ts';
import type { Variant } from '../harness/imitation.ts';
import { imitationTable } from '../harness/imitation-table.ts';
import { contenders, type Learning } from './models.ts';

/** The manager also sees its inputs low-passed. */
function withTraces({ name, agent: { manager, workers } }: Learning): Learning {
  return { name, agent: { manager: { ...manager, inputTraces: ['50 ms', '200 ms'] }, workers } };
}

const lowPassed = contenders.filter(({ name }) => name !== 'bursts alone');

/** What the manager remembers, in words, and models that do. */
const memories = [
  { name: 'efference copy', memory: 'basal', models: contenders },
  { name: 'efference copy, low-passed inputs', memory: 'basal', models: lowPassed.map(withTraces) },
  { name: 'neither', memory: 'none', models: contenders },
  { name: 'low-passed inputs', memory: 'none', models: lowPassed.map(withTraces) },
] as const;

const variants: readonly Variant[] = memories.flatMap(({ name, memory, models: learners }) =>
  learners.map(({ name: model, agent }) => ({
    task: 'button-food',
    name: `${model}; ${name}`,
    config: {
      options: { encoding: { pressedFlag: false } },
      agent: { ...agent, manager: { ...agent.manager, memory } },
    },
    layouts: ['standard', 'wide'],
  })),
);

/**
 * Button & Food where the manager does not see whether the button was pressed: by what it remembers, and which models.
 */
export default imitationTable({
  script: 'table:button-food-memory',
  description: 'success on Button & Food without the pressed flag, by memory and model',
  defaults: { seeds: '301-305', episodes: 500 },
  subject: 'Button & Food without the pressed flag',
  notes: () => ['most labels of a seed'],
  variants,
  rows: (summaries) =>
    summaries
      .filter(({ layout }) => layout === 'standard')
      .map((standard) => ({
        standard,
        wide: summaries.find(({ name, layout }) => name === standard.name && layout === 'wide')!,
      })),
  columns: {
    'model; memory of the manager': ({ standard }) => columns.name(standard),
    standard: ({ standard }) => columns.success(standard),
    wide: ({ wide }) => columns.success(wide),
    labels: ({ standard }) => columns.labels(standard),
  },
});
