import type { RawConfig } from '../../src/config/config-file.ts';
import { rangesOf } from '../../src/run/start-run.ts';
import { formatEstimate } from '../../src/statistics/proportions.ts';
import { byName, defineExperiment } from '../harness/experiment.ts';
import {
  imitationCells,
  successOf,
  summarise,
  trainAndEvaluate,
  type Variant,
} from '../harness/imitation.ts';
import { settingsOf } from '../harness/settings.ts';

const recipe = settingsOf('rooms-maze/burst-wave.yaml') as RawConfig & {
  readonly agent: { readonly manager: RawConfig; readonly workers: RawConfig };
};

/** What the manager has to plan with, the rest being the recipe. */
function variant(name: string, guide: 'none' | 'map', agent: RawConfig): Variant {
  const options = { encoding: { view: 'offsets', guide } };
  return { task: 'rooms-maze', name, config: { ...recipe, options, agent }, layouts: ['random'] };
}

const { workers } = recipe.agent;
const planner = { kind: 'burst-wave' };

const variants: readonly Variant[] = [
  variant('burst, learned waves', 'none', recipe.agent),
  variant('burst, wired waves', 'none', {
    workers,
    manager: { planner: { ...planner, couplings: 'wired' } },
  }),
  variant('burst, learned waves and raw map', 'map', { workers, manager: { planner } }),
  variant('burst, raw map', 'map', { workers }),
  ...['linear', 'random-relu', 'perceptron'].map((model) => {
    const learner = { network: { model } };
    return variant(`${model}, raw map`, 'map', { manager: learner, workers: learner });
  }),
];

/** The rooms maze without the environment's plan: a planner of burst waves beside managers that see the raw map. */
export default defineExperiment({
  script: 'table:rooms-maze',
  description:
    'success in the rooms maze without the environment’s plan: planned by burst waves, or from the raw map',
  defaults: { seeds: '1-5', episodes: 200 },
  cells: (extent) => imitationCells(variants, extent),
  measure: trainAndEvaluate,
  render: (measured, { seeds, episodes }) => {
    const rows = byName(measured).flatMap(summarise);
    return {
      title: `Rooms maze, success on ${episodes} fresh layouts for each of seeds ${rangesOf(seeds)}; 95 % Wilson intervals`,
      table: {
        head: ['agent', 'success', 'most labels', 'worst seed'],
        rows: rows.map((summary) => [
          summary.name,
          formatEstimate(successOf(summary)),
          `${summary.mostLabels}`,
          `${summary.worst.value} (${summary.worst.seed})`,
        ]),
      },
      data: { seeds, episodes, rows },
    };
  },
});
