import { formatEstimate } from '../../src/statistics/proportions.ts';
import { successOf, type Variant } from '../harness/imitation.ts';
import { type ByModel, imitationTable, modelColumns, rowsByModel } from '../harness/imitation-table.ts';
import { type Learning, contenders as models } from './models.ts';

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
export default imitationTable<{ readonly amount: Amount } & ByModel>({
  script: 'table:button-food-labels',
  description: 'success on Button & Food against labels, by model',
  defaults: { seeds: '301-305', episodes: 200 },
  subject: 'Button & Food, standard and wide',
  notes: () => ['most labels of a seed; episodes: demonstrations + rounds × episodes of practice'],
  variants: amounts.flatMap((amount) => models.map((model) => variantOf(model, amount))),
  rows: (summaries) =>
    rowsByModel(
      summaries,
      amounts.map((amount) => ({ amount })),
      models.map(({ name }) => name),
      ({ amount }, name) => variantOf(models.find((model) => model.name === name)!, amount),
    ),
  columns: {
    episodes: ({ amount }) => inWords(amount),
    ...modelColumns(
      models.map(({ name }) => name),
      (...summaries) =>
        [
          ...summaries.map((summary) => formatEstimate(successOf(summary))),
          `${Math.max(...summaries.map(({ mostLabels }) => mostLabels))} labels`,
        ].join('\n'),
    ),
  },
});
