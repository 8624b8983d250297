import { applySettings, type RawConfig } from '../../src/config/config-file.ts';
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

/** Who finds the ways to things. */
interface Pathfinder {
  readonly name: string;
  /** What agents see that they could work out from the rest. */
  readonly handedOver: string;
  readonly settings: readonly string[];
}

const waves = ['options.encoding.ways=false', 'agent.guide.kind=burst-wave', 'agent.guide.members=1'];
const pathfinders: readonly Pathfinder[] = [
  { name: 'waves, learned', handedOver: '–', settings: waves },
  { name: 'waves, wired', handedOver: '–', settings: [...waves, 'agent.guide.couplings=wired'] },
  { name: 'none', handedOver: '–', settings: ['options.encoding.ways=false'] },
  { name: 'the environment', handedOver: 'ways', settings: ['options.encoding.ways=true'] },
];

const levels: Readonly<Record<string, readonly string[]>> = {
  'multi-room': ['MiniGrid-MultiRoom-N6-v0'],
  'key-corridor': ['MiniGrid-KeyCorridorS6R3-v0'],
  'locked-room': ['MiniGrid-LockedRoom-v0'],
  'obstructed-maze': ['MiniGrid-ObstructedMaze-1Dlhb-v0', 'MiniGrid-ObstructedMaze-2Dl-v0'],
  'four-rooms': ['MiniGrid-FourRooms-v0'],
  'babyai-go-to': ['BabyAI-GoTo-v0'],
};

const rows = Object.entries(levels).flatMap(([task, ids]) =>
  ids.flatMap((id) => pathfinders.map((pathfinder) => ({ task, level: levelOf(id), id, pathfinder }))),
);

function levelOf(id: string): string {
  return id.replace(/^MiniGrid-|-v\d$/g, '');
}

function variantOf({ task, level, id, pathfinder }: (typeof rows)[number]): Variant {
  const config: RawConfig = applySettings({}, [`options.env.id=${id}`, ...pathfinder.settings]);
  return { task, name: `${level}, ${pathfinder.name}`, config, layouts: ['random'] };
}

/** Levels of MiniGrid and BabyAI in which ways have to be found: by waves of bursts, by the environment, or not at all. */
export default defineExperiment({
  script: 'table:guide',
  description: 'success in levels of MiniGrid and BabyAI by who finds the ways to things',
  defaults: { seeds: '1-3', episodes: 200 },
  cells: (extent) => imitationCells(rows.map(variantOf), extent),
  measure: trainAndEvaluate,
  render: (measured, { seeds, episodes }) => {
    const found = byName(measured).flatMap((cells) => {
      const row = rows.find((candidate) => variantOf(candidate).name === cells[0].cell.variant.name)!;
      return summarise(cells).map((summary) => ({ ...row, summary }));
    });
    return {
      title: `Ways to things, seeds ${rangesOf(seeds)} × ${episodes} fresh layouts; 95 % Wilson intervals`,
      table: {
        head: ['level', 'ways found by', 'handed over', 'success', 'worst seed', 'labels'],
        rows: found.map(({ level, pathfinder, summary }) => [
          level,
          pathfinder.name,
          pathfinder.handedOver,
          formatEstimate(successOf(summary)),
          `${summary.worst.value}`,
          `${summary.mostLabels}`,
        ]),
      },
      data: {
        seeds,
        episodes,
        rows: found.map(({ level, pathfinder, summary }) => ({
          level,
          pathfinder: pathfinder.name,
          handedOver: pathfinder.handedOver,
          ...summary,
        })),
      },
    };
  },
});
