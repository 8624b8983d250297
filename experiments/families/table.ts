import { adapters } from '../../envs/index.ts';
import type { RawConfig } from '../../src/config/config-file.ts';
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
import { solvability } from './solvability.ts';

/** Settings of models beside their defaults: ten passes over all labels after every round are enough. */
const models: Readonly<Record<string, RawConfig>> = {
  burst: { model: 'burst' },
  linear: { model: 'linear' },
  'random-relu': { model: 'random-relu' },
  perceptron: { model: 'perceptron', passes: 10 },
};

/** A manager with workers, and one learner without subtasks. */
const kinds: Readonly<Record<string, (network: RawConfig) => RawConfig>> = {
  hierarchical: (network) => ({ manager: { network }, workers: { network } }),
  flat: (network) => ({ kind: 'flat', network }),
};

const tasks = Object.keys(solvability);

/** Task by task; within a task the quick models first, so that an interrupted table is of use. */
const variants: readonly Variant[] = tasks.flatMap((task) =>
  Object.entries(kinds).flatMap(([kind, agentOf]) =>
    Object.entries(models).map(([model, network]) => ({
      task,
      name: `${kind}, ${model}`,
      config: { agent: agentOf(network) },
      layouts: [layoutOf(task)],
    })),
  ),
);

/** The distribution that a task is trained on. */
function layoutOf(task: string): string {
  const { trainingLayout } = adapters.find(({ name }) => name === task)!;
  return trainingLayout ?? 'own';
}

/** Craft and every family of MiniGrid and BabyAI, by kind of agent and model. */
export default defineExperiment({
  script: 'table:families',
  description: 'success in Craft and every family of MiniGrid and BabyAI, by kind of agent and model',
  defaults: { seeds: '1-3', episodes: 200 },
  cells: (extent) => imitationCells(variants, extent),
  measure: trainAndEvaluate,
  render: (measured, { seeds, episodes }) => {
    const summaries = byName(measured).flatMap(summarise);
    const rows = tasks.flatMap((task) =>
      Object.keys(kinds).flatMap((kind) => {
        const found = Object.keys(models).map((model) =>
          summaries.find((summary) => summary.task === task && summary.name === `${kind}, ${model}`),
        );
        return found.every((summary) => summary === undefined) ? [] : [{ task, kind, found }];
      }),
    );
    const shown = tasks.filter((task) => rows.some((row) => row.task === task));
    return {
      title:
        `Craft, MiniGrid and BabyAI: seeds ${rangesOf(seeds)} × ${episodes} fresh layouts, first level of each family\n` +
        'success with 95 % Wilson intervals; most labels of a seed, manager + workers; CPU time a seed\n' +
        shown.map((task) => `${task}: ${solvability[task]}`).join('\n'),
      table: {
        head: ['task', 'agent', ...Object.keys(models)],
        rows: rows.map(({ task, kind, found }) => [task, kind, ...found.map(cellText)]),
      },
      data: {
        seeds,
        episodes,
        rows: rows.map(({ task, kind, found }) => ({
          task,
          kind,
          solvability: solvability[task],
          models: Object.fromEntries(Object.keys(models).map((model, k) => [model, found[k] ?? null])),
        })),
      },
    };
  },
});

function cellText(summary: VariantSummary | undefined): string {
  if (summary === undefined) return '–';
  const { mostManagerLabels, mostWorkerLabels, cpuSeconds, seeds } = summary;
  return (
    `${formatEstimate(successOf(summary))}\n` +
    `${mostManagerLabels} + ${mostWorkerLabels} labels, ${(cpuSeconds / seeds).toFixed(1)} s`
  );
}
