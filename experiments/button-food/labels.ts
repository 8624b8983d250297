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
  type VariantSummary,
} from '../harness/imitation.ts';
import { burstsReadout, type Learning, learning, networks } from './models.ts';

const models: readonly Learning[] = [
  learning('burst', {}),
  learning('bursts alone', networks.burstsAlone, burstsReadout),
  learning('linear', networks.linear),
  learning('random-relu', networks.randomRelu),
  learning('perceptron', networks.perceptron),
];

/** Demonstrations, and rounds of practice with their episodes. */
const amounts = [
  [10, 0, 1],
  [20, 0, 1],
  [20, 1, 10],
  [20, 1, 20],
  [20, 2, 20],
  [20, 4, 20],
  [40, 8, 20],
] as const;

type Amount = (typeof amounts)[number];

function inWords([demonstrations, rounds, episodes]: Amount): string {
  return rounds === 0 ? `${demonstrations}` : `${demonstrations} + ${rounds} × ${episodes}`;
}

function variantOf({ name, agent }: Learning, amount: Amount): Variant {
  const [demonstrations, rounds, episodesPerRound] = amount;
  return {
    task: 'button-food',
    name: `${name}, ${inWords(amount)}`,
    config: { agent, imitation: { demonstrations, rounds, episodesPerRound } },
    layouts: ['standard', 'wide'],
  };
}

/** Success against labels: how many labels burst neurons need, with and without a path past them, beside controls. */
export default defineExperiment({
  script: 'table:button-food-labels',
  description: 'success on Button & Food against labels, by model',
  defaults: { seeds: '301-305', episodes: 200 },
  cells: (extent) =>
    imitationCells(
      amounts.flatMap((amount) => models.map((model) => variantOf(model, amount))),
      extent,
    ),
  measure: trainAndEvaluate,
  render: (measured, { seeds, episodes }) => {
    const summaries = byName(measured).flatMap(summarise);
    const found = (model: Learning, amount: Amount) => {
      const { name } = variantOf(model, amount);
      return summaries.filter((summary) => summary.name === name);
    };
    const shown = amounts.filter((amount) => models.some((model) => found(model, amount).length > 0));
    return {
      title:
        `Button & Food, seeds ${rangesOf(seeds)} × ${episodes} fresh layouts, standard and wide; 95 % Wilson intervals;\n` +
        'most labels of a seed; episodes: demonstrations + rounds × episodes of practice',
      table: {
        head: ['episodes', ...models.map(({ name }) => name)],
        rows: shown.map((amount) => [
          inWords(amount),
          ...models.map((model) => cellOf(found(model, amount))),
        ]),
      },
      data: { seeds, episodes, rows: summaries },
    };
  },
});

function cellOf(summaries: readonly VariantSummary[]): string {
  if (summaries.length === 0) return '–';
  const labels = Math.max(...summaries.map(({ mostLabels }) => mostLabels));
  return [...summaries.map((summary) => formatEstimate(successOf(summary))), `${labels} labels`].join('\n');
}
