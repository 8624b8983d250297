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

/** Which map or memory an agent has beside its own view of 7 × 7 cells. */
interface Row {
  readonly memory: string;
  /** Whether a map of what has been seen is handed over, with the agent's place in it. */
  readonly map: boolean;
  /** Models, by name, with the agent's settings. */
  readonly agents: Readonly<Record<string, RawConfig>>;
}

/** One learner that decides alone; the recipe says how. */
const flat = (network: RawConfig, others: RawConfig = {}) => ({ kind: 'flat', network, ...others });

const controls = {
  linear: { model: 'linear' },
  'random-relu': { model: 'random-relu', neurons: 500 },
  perceptron: { model: 'perceptron', passes: 10 },
} as const;

function withControls(burst: RawConfig, others: RawConfig = {}): Row['agents'] {
  const each = Object.entries(controls).map(([name, network]) => [name, flat(network, others)]);
  return { burst: flat(burst, others), ...Object.fromEntries(each) };
}

const carrying = { timing: { mode: 'decision', carryState: true } };
const both = (network: RawConfig) => ({ manager: { network }, workers: { network } });

const rows: readonly Row[] = [
  { memory: 'none', map: false, agents: withControls({}) },
  {
    memory: 'what was done on the same observation is inhibited',
    map: false,
    agents: withControls({}, { repeatInhibition: 0.3 }),
  },
  { memory: 'state carried from decision to decision', map: false, agents: { burst: flat(carrying) } },
  {
    memory: 'the same, manager and gated workers',
    map: false,
    agents: {
      burst: {
        manager: { network: carrying },
        workers: { networks: 'gated', network: { ...carrying, apicalContext: { targets: 'assemblies' } } },
      },
    },
  },
  {
    memory: 'inputs low-passed, 100 ms',
    map: false,
    agents: withControls({}, { inputTraces: ['100 ms'] }),
  },
  {
    memory: 'map of what has been seen, manager and workers',
    map: true,
    agents: {
      burst: {},
      ...Object.fromEntries(Object.entries(controls).map(([name, of]) => [name, both(of)])),
    },
  },
];

const variants: readonly Variant[] = rows.flatMap(({ memory, map, agents }) =>
  Object.entries(agents).map(([model, agent]) => ({
    task: 'memory',
    name: `${model}; ${memory}`,
    config: {
      options: { encoding: { view: map ? 'remembered' : 'egocentric' } },
      // The inhibition of repetitions, which recipes have, is a memory too.
      agent: { repeatInhibition: 0, ...agent },
      imitation: { demonstrations: 150, rounds: 8, episodesPerRound: 25 },
    },
    layouts: ['random'],
  })),
);

/** MemoryS7, in which something is to be remembered from the start of a corridor to its end: by memory and model. */
export default defineExperiment({
  script: 'table:memory',
  description: 'success in MiniGrid’s MemoryS7 in its own view, by memory and model',
  defaults: { seeds: '301-305', episodes: 500 },
  cells: (extent) => imitationCells(variants, extent),
  measure: trainAndEvaluate,
  render: (measured, { seeds, episodes }) => {
    const found = byName(measured).flatMap(summarise);
    const handedOver = (name: string) =>
      rows.some(({ memory, map }) => map && name.endsWith(memory)) ? 'map and place' : 'nothing';
    return {
      title: `MemoryS7, seeds ${rangesOf(seeds)} × ${episodes} fresh layouts; 95 % Wilson intervals; most labels of a seed`,
      table: {
        head: ['model; memory', 'handed over', 'success', 'worst seed', 'labels'],
        rows: found.map((row) => [
          row.name,
          handedOver(row.name),
          formatEstimate(successOf(row), 4),
          row.worst.value.toFixed(3),
          String(row.mostLabels),
        ]),
      },
      data: { seeds, episodes, rows: found },
    };
  },
});
