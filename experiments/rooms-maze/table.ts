import type { RawConfig } from '../../src/config/config-file.ts';
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
import { kinds, models } from '../harness/models.ts';
import { settingsOf } from '../harness/settings.ts';
import { publishedForm } from './published-form.ts';

/** An agent in a kind of maze. */
interface Row {
  readonly maze: string;
  readonly agent: string;
  readonly config: RawConfig;
}

/** A kind of maze, with what agents need in it. */
interface Maze {
  readonly env: RawConfig;
  readonly imitation?: RawConfig;
  /** Where agents are evaluated; default: in random mazes. */
  readonly layout?: string;
}

/** Kinds of mazes by name. Demonstrations of the largest must pass each of its 480 walls for waves to be learned. */
const mazes: Readonly<Record<string, Maze>> = {
  '4 × 4': { env: {} },
  '4 × 4, given mazes': {
    env: { mazes: publishedForm(1000), shiftDoors: true },
    imitation: { layout: 'random' },
    layout: 'own',
  },
  '4 × 4, doors change': { env: { doorChanges: 0.1 } },
  '8 × 8': { env: { rooms: 8 } },
  '16 × 16': { env: { rooms: 16 }, imitation: { demonstrations: 80, rounds: 4 } },
};
/** One neuron a group: enough in larger mazes, in a quarter of the time. */
const few: RawConfig = { agent: { manager: { planner: { members: 1 } } } };
const large: readonly string[] = ['8 × 8', '16 × 16'];

/**
 * Practice of which only episodes that fail have labels: all their choices, and the first worker that failed after right ones (Le et
 * al. 2018). An episode that succeeds costs an inspection. Managers without a planner fail, and workers hardly do, so that most
 * labels of other practice teach nothing.
 */
const failuresCorrected: RawConfig = {
  demonstrations: 200,
  rounds: 100,
  corrections: 'first-failure',
};

/** Managers that see the doors of their room alone. With inhibition of return they search room by room. */
const searching: Readonly<Record<string, RawConfig>> = {
  'burst, no planner, no map': { agent: { manager: { planner: { kind: 'none' } } } },
  'burst, no planner, no map, no inhibition of return': {
    agent: { manager: { planner: { kind: 'none' }, decisions: { returnInhibition: 0 } } },
  },
};

const rows: readonly Row[] = [
  row('4 × 4', 'burst, learned waves', {}),
  row('4 × 4', 'burst, wired waves', { agent: { manager: { planner: { couplings: 'wired' } } } }),
  row('4 × 4', 'burst, environment’s plan', settingsOf('rooms-maze/environments-plan.yaml')),
  ...['4 × 4', '8 × 8'].flatMap((maze) =>
    Object.entries(searching).map(([agent, config]) => row(maze, agent, config)),
  ),
  row('4 × 4, given mazes', 'burst, learned waves', {}),
  ...Object.keys(mazes)
    .filter((maze) => maze !== '4 × 4, given mazes')
    .flatMap((maze) => [
      ...(maze === '4 × 4' ? [] : [row(maze, 'burst, learned waves', large.includes(maze) ? few : {})]),
      ...rawMaps(maze, 'raw map'),
      ...(maze === '4 × 4' ? rawMaps(maze, 'raw map, failures corrected', failuresCorrected) : []),
    ]),
];

function row(maze: string, agent: string, config: RawConfig): Row {
  const { env, imitation = {} } = mazes[maze]!;
  const options = { ...(config['options'] as RawConfig | undefined), env };
  return { maze, agent, config: { imitation, ...config, options } };
}

/** Managers of every model that see the map, and have no planner. */
function rawMaps(maze: string, name: string, imitation?: RawConfig): readonly Row[] {
  const options = { encoding: { guide: 'map' } };
  return Object.entries(models).map(([model, network]) =>
    row(maze, `${model}, ${name}`, {
      options,
      agent: kinds.hierarchical(network),
      ...(imitation !== undefined && { imitation }),
    }),
  );
}

function variantOf({ maze, agent, config }: Row): Variant {
  const { layout = 'random' } = mazes[maze]!;
  return { task: 'rooms-maze', name: `${maze}, ${agent}`, config, layouts: [layout] };
}

/** Whether an agent sees the environment's plan. */
function seesPlan({ config }: Row): boolean {
  const { encoding } = config['options'] as { readonly encoding?: RawConfig };
  return encoding?.['guide'] === 'wave';
}

/** The rooms maze with and without planners, in mazes of several kinds. */
export default defineExperiment({
  script: 'table:rooms-maze',
  description:
    'success in the rooms maze: planned by burst waves or by the environment, or from the raw map; by kind of maze',
  defaults: { seeds: '1-5', episodes: 200 },
  cells: (extent) => imitationCells(rows.map(variantOf), extent),
  measure: trainAndEvaluate,
  render: (measured, { seeds, episodes }) => {
    const found = rows.flatMap((row) => {
      const [first, ...others] = measured.filter(({ cell }) => cell.variant.name === variantOf(row).name);
      return first === undefined ? [] : summarise([first, ...others]).map((summary) => ({ row, summary }));
    });
    return {
      title: `Rooms maze, success on ${episodes} fresh layouts for each of seeds ${rangesOf(seeds)}; 95 % Wilson intervals`,
      table: {
        head: [
          'rooms',
          'agent',
          'environment’s plan',
          'success',
          'mean steps',
          'most labels',
          'inspections',
          'worst seed',
        ],
        rows: found.map(({ row, summary }) => [
          row.maze,
          row.agent,
          seesPlan(row) ? 'seen' : 'no',
          formatEstimate(successOf(summary)),
          summary.meanSteps.toFixed(0),
          `${summary.mostLabels}`,
          `${summary.mostInspections}`,
          `${summary.worst.value} (${summary.worst.seed})`,
        ]),
      },
      data: {
        seeds,
        episodes,
        rows: found.map(({ row, summary }) => ({
          maze: row.maze,
          agent: row.agent,
          environmentsPlan: seesPlan(row),
          ...summary,
        })),
      },
    };
  },
});
