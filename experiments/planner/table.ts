import { BurstWave } from '../../agents/planning/burst-wave.ts';
import { Imprinter } from '../../agents/planning/imprint.ts';
import {
  LEARNED_GAIN,
  type WaveParameters,
  WIRED,
  waveParameters,
} from '../../agents/planning/wave-parameters.ts';
import { byName, type Cell, type ShowProgress } from '../../src/run/cells/cell.ts';
import { rangesOf } from '../../src/run/start-run.ts';
import { formatEstimate, proportion } from '../../src/statistics/proportions.ts';
import { defineExperiment } from '../harness/experiment.ts';
import { generatorOf, gridGraph, randomRiddle } from './riddles.ts';

/** What is done to the couplings, beside the settings of the neurons. */
interface Variant {
  /** Places along a side. */
  readonly side: number;
  readonly couplings: 'learned' | 'wired' | 'shuffled';
  readonly changes?: Partial<WaveParameters>;
  /** Doors beyond those that connect the agent with the goal, from 0 to so many: mazes with loops. */
  readonly loops?: number;
  /** Sum of the wired weights of a coupling onto a neuron. */
  readonly wired?: number;
  /** Weights are scattered by so much, and so many neurons are dead. */
  readonly damage?: { readonly spread: number; readonly dead: number };
}

const { neuron, noise } = waveParameters;
const plain: WaveParameters['neuron'] = { ...neuron, transmission: 'spikes' };

const variants: Readonly<Record<string, Variant>> = {
  '4 × 4, learned': { side: 4, couplings: 'learned' },
  '4 × 4, wired': { side: 4, couplings: 'wired' },
  '4 × 4 with loops, learned': { side: 4, couplings: 'learned', loops: 11 },
  '8 × 8, learned': { side: 8, couplings: 'learned' },
  '16 × 16, learned': { side: 16, couplings: 'learned' },
  '16 × 16, wired': { side: 16, couplings: 'wired' },
  'plain spikes transmitted': { side: 4, couplings: 'wired', changes: { neuron: plain } },
  'no amplification of the soma': {
    side: 4,
    couplings: 'wired',
    changes: { neuron: { ...neuron, burstAmplification: 0 } },
  },
  'leaking proximal compartment': {
    side: 4,
    couplings: 'wired',
    changes: { neuron: { ...neuron, proximalCompartment: 'leaking' } },
  },
  'couplings shuffled': { side: 4, couplings: 'shuffled', changes: { longest: 200 } },
  'all noise together': {
    side: 4,
    couplings: 'wired',
    changes: { members: 8, arm: 50, noise: { soma: 50, distal: 5, proximal: 3, failure: 0.3 } },
    wired: 200,
    damage: { spread: 0.5, dead: 0.05 },
  },
};

/** A variant with a seed. */
interface PlannerCell extends Cell {
  readonly mazes: number;
}

/** Decisions and their time. */
interface PlannerResult {
  readonly right: number;
  /** Network time of all plans, ms. */
  readonly durationMs: number;
}

/** Crossings of each door that imprint learned couplings, half of them in each direction. */
const CROSSINGS = 4;

function createWave({ side, couplings, changes, wired = WIRED, damage }: Variant, seed: number): BurstWave {
  const graph = gridGraph(side);
  const gain = couplings === 'learned' ? LEARNED_GAIN : 1;
  const wave = new BurstWave(graph, { ...waveParameters, noise, gain, ...changes }, generatorOf(seed, 0));
  if (couplings === 'learned') {
    const imprinter = new Imprinter(wave);
    for (let k = 0; k < CROSSINGS / 2; k++) for (const exit of graph.exits.keys()) imprinter.learn(exit);
  } else wave.couplings.wire(wired);
  if (couplings === 'shuffled') wave.couplings.shuffle(generatorOf(seed, 1));
  if (damage) {
    wave.couplings.scatter(damage.spread, generatorOf(seed, 2));
    wave.couplings.kill(damage.dead, generatorOf(seed, 3));
  }
  return wave;
}

function measure({ name, seed, mazes }: PlannerCell, show: ShowProgress): PlannerResult {
  const variant = variants[name]!;
  const { loops = 0 } = variant;
  const wave = createWave(variant, seed);
  let right = 0;
  let total = 0;
  for (let maze = 0; maze < mazes; maze++) {
    const more = maze % (loops + 1);
    const riddle = randomRiddle(wave.groups.graph, generatorOf(seed, 4, maze), { more });
    const { way, durationMs } = wave.plan(riddle);
    if (riddle.best.includes(way)) right++;
    total += durationMs;
    show(maze + 1, mazes);
  }
  return { right, durationMs: total };
}

/** Decisions of the planner beside breadth-first search, with what it takes away. */
export default defineExperiment({
  script: 'table:planner',
  description: 'decisions of burst waves that breadth-first search takes, too: sizes of mazes, and ablations',
  defaults: { seeds: '1-5', episodes: 400 },
  cells: ({ seeds, episodes }) =>
    Object.keys(variants).flatMap((name) =>
      seeds.map((seed): PlannerCell => ({ name, seed, mazes: episodes })),
    ),
  measure,
  render: (measured, { seeds, episodes }) => {
    const rows = byName(measured).map((cells) => {
      const mazes = episodes * cells.length;
      const sum = (of: (result: PlannerResult) => number) =>
        cells.reduce((total, { result }) => total + of(result), 0);
      return {
        name: cells[0].cell.name,
        right: proportion(
          sum(({ right }) => right),
          mazes,
        ),
        meanMs: sum(({ durationMs }) => durationMs) / mazes,
      };
    });
    return {
      title:
        `Decisions as by breadth-first search, seeds ${rangesOf(seeds)} × ${episodes} random mazes; ` +
        '95 % Wilson intervals; ablations with 4 × 4 rooms and wired couplings',
      table: {
        head: ['planner', 'right', 'network time of a plan'],
        rows: rows.map(({ name, right, meanMs }) => [
          name,
          formatEstimate(right),
          `${Math.round(meanMs)} ms`,
        ]),
      },
      data: { seeds, episodes, rows },
    };
  },
});
