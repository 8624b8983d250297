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
} from '../harness/imitation.ts';

const lengths = [2, 4, 8, 16];
const models = ['burst', 'linear', 'random-relu', 'perceptron'];

/** Ways of learning a chain; each names what it changes of the recipe for a model. */
const ways: Readonly<Record<string, (network: RawConfig) => RawConfig>> = {
  terminations: (network) => ({ agent: { manager: { network }, workers: { network } } }),
  flat: (network) => ({ agent: { kind: 'flat', network } }),
  'flat, press state shown': (network) => ({
    agent: { kind: 'flat', network },
    options: { encoding: { pressState: true } },
  }),
};

/** What the burst network can do without. */
const ablations: Readonly<Record<string, RawConfig>> = {
  'decisions at every step': { agent: { manager: { decisions: { when: 'steps' } } } },
  'workers see all objects': { options: { encoding: { workersSee: 'all-objects' } } },
  'no direct path': { agent: { workers: { network: { directPath: 0 } } } },
  'no direct path, twice the labels': {
    agent: { workers: { network: { directPath: 0 } } },
    imitation: { labelInterval: '8 ms' },
  },
  'half of the labels': { imitation: { rounds: 4 } },
};

const variants: readonly Variant[] = lengths.flatMap((buttons) => [
  ...models.flatMap((model) =>
    Object.entries(ways).map(([way, config]) => chain(buttons, `${model}, ${way}`, config({ model }))),
  ),
  ...Object.entries(ablations).map(([name, config]) => chain(buttons, `burst, ${name}`, config)),
]);

function chain(buttons: number, name: string, { options, ...config }: RawConfig): Variant {
  const { encoding = {} } = (options ?? {}) as { readonly encoding?: RawConfig };
  return {
    task: 'button-chain',
    name: `K = ${buttons}, ${name}`,
    config: { ...config, options: { env: { buttons }, encoding } },
    layouts: ['random'],
  };
}

/** Chains of buttons whose press state is not shown: success by length, model and way of learning. */
export default defineExperiment({
  script: 'table:button-chain',
  description: 'success on chains of buttons by length, model and way of learning',
  defaults: { seeds: '1-3', episodes: 200 },
  cells: (extent) => imitationCells(variants, extent),
  measure: trainAndEvaluate,
  render: (measured, { seeds, episodes }) => {
    const rows = byName(measured).flatMap(summarise);
    return {
      title:
        `Chains of K buttons, seeds ${rangesOf(seeds)} × ${episodes} fresh layouts; 95 % Wilson intervals\n` +
        'the press state is hidden, and workers see their own object, where the row does not say otherwise',
      table: {
        head: [
          'way of learning',
          'all buttons + food',
          'worst seed',
          'manager + worker labels',
          'steps a network',
        ],
        rows: rows.map((row) => [
          row.name,
          formatEstimate(successOf(row), 4),
          row.worst.value.toFixed(4),
          `${row.mostManagerLabels} + ${row.mostWorkerLabels}`,
          String(row.mostSteps),
        ]),
      },
      data: { seeds, episodes, rows },
    };
  },
});
