import type { RawConfig } from '../../src/config/config-file.ts';
import { columns } from '../harness/columns.ts';
import type { Variant } from '../harness/imitation.ts';
import { imitationTable } from '../harness/imitation-table.ts';
import { kinds, models } from '../harness/models.ts';

/** Which map or memory an agent has beside its own view of 7 × 7 cells. */
interface Row {
  readonly memory: string;
  /** Whether a map of what has been seen is handed over, with the agent's place in it. */
  readonly map: boolean;
  /** Models, by name, with the agent's settings. */
  readonly agents: Readonly<Record<string, RawConfig>>;
}

/** One learner that decides alone; the recipe says how. */
const flat = (network: RawConfig, others: RawConfig = {}) => ({ ...kinds.flat(network), ...others });

const { burst: _, ...controls } = models;

function withControls(burst: RawConfig, others: RawConfig = {}): Row['agents'] {
  const each = Object.entries(controls).map(([name, network]) => [name, flat(network, others)]);
  return { burst: flat(burst, others), ...Object.fromEntries(each) };
}

const carrying = { timing: { mode: 'decision', carryState: true } };
const inhibited = { repeatInhibition: 0.3 };
/** An agent that searches, and knows nothing. */
const UNTRAINED = 'untrained (control)';

const rows: readonly Row[] = [
  { memory: 'none', map: false, agents: withControls({}) },
  {
    memory: 'what was done on the same observation is inhibited',
    map: false,
    agents: { ...withControls({}, inhibited), [UNTRAINED]: flat({}, inhibited) },
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
      ...Object.fromEntries(Object.entries(controls).map(([name, of]) => [name, kinds.hierarchical(of)])),
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
    untrained: model === UNTRAINED,
  })),
);

/** MemoryS7, in which something is to be remembered from the start of a corridor to its end: by memory and model. */
export default imitationTable({
  script: 'table:memory',
  description: 'success in MiniGrid’s MemoryS7 in its own view, by memory and model',
  defaults: { seeds: '301-305', episodes: 500 },
  subject: 'MemoryS7',
  notes: () => ['most labels of a seed'],
  variants,
  rows: (summaries) =>
    summaries.map((row) => ({
      ...row,
      handedOver: rows.some(({ memory, map }) => map && row.name.endsWith(memory))
        ? 'map and place'
        : 'nothing',
    })),
  columns: {
    'model; memory': columns.name,
    'handed over': ({ handedOver }) => handedOver,
    success: columns.success,
    'worst seed': columns.worstSeed,
    labels: columns.labels,
  },
});
