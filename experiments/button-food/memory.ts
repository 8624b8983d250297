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

/** The manager also sees its inputs low-passed. */
function withTraces({ name, agent: { manager, workers } }: Learning): Learning {
  return { name, agent: { manager: { ...manager, inputTraces: ['50 ms', '200 ms'] }, workers } };
}

const models: readonly Learning[] = [
  learning('burst', {}),
  learning('bursts alone', networks.burstsAlone, burstsReadout),
  learning('linear', networks.linear),
  learning('random-relu', networks.randomRelu),
  learning('perceptron', networks.perceptron),
];
const lowPassed = models.filter(({ name }) => name !== 'bursts alone');

/** What the manager remembers, in words, and models that do. */
const memories = [
  { name: 'efference copy', memory: 'basal', models },
  { name: 'efference copy, low-passed inputs', memory: 'basal', models: lowPassed.map(withTraces) },
  { name: 'neither', memory: 'none', models },
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
export default defineExperiment({
  script: 'table:button-food-memory',
  description: 'success on Button & Food without the pressed flag, by memory and model',
  defaults: { seeds: '301-305', episodes: 500 },
  cells: (extent) => imitationCells(variants, extent),
  measure: trainAndEvaluate,
  render: (measured, { seeds, episodes }) => {
    const rows = byName(measured).map(summarise);
    return {
      title:
        `Button & Food without the pressed flag, seeds ${rangesOf(seeds)} × ${episodes} fresh layouts; ` +
        '95 % Wilson intervals; most labels of a seed',
      table: {
        head: ['model; memory of the manager', 'standard', 'wide', 'labels'],
        rows: rows.map(([standard, wide]) => [
          standard!.name,
          formatEstimate(successOf(standard!), 4),
          formatEstimate(successOf(wide!), 4),
          String(standard!.mostLabels),
        ]),
      },
      data: { seeds, episodes, rows: rows.flat() },
    };
  },
});
