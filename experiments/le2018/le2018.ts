import { learningCurve } from '../../src/figures/learning-curve.ts';
import type { DocumentTable, Picture } from '../../src/report/document.ts';
import { byName, type Measured } from '../../src/run/cells/cell.ts';
import { proportion } from '../../src/statistics/proportions.ts';
import type { Claim } from '../reproduce/claim.ts';
import { defineReproduction } from '../reproduce/reproduction.ts';
import { learnMaze, type MazeCell, type MazeResult } from './maze.ts';

/** A way of learning, with what is published of it: success at about so many labels. */
interface Way extends Pick<MazeCell, 'kind' | 'algorithm'> {
  readonly name: string;
  readonly published: { readonly success: number; readonly labels: number };
}

const ways: readonly Way[] = [
  {
    name: 'hierarchical DAgger',
    kind: 'hierarchical',
    algorithm: 'dagger',
    published: { success: 0.975, labels: 20_000 },
  },
  {
    name: 'hierarchical cloning',
    kind: 'hierarchical',
    algorithm: 'cloning',
    published: { success: 0.87, labels: 20_000 },
  },
  {
    name: 'flat DAgger',
    kind: 'flat',
    algorithm: 'dagger',
    published: { success: 0.8, labels: 40_000 },
  },
  {
    name: 'flat cloning',
    kind: 'flat',
    algorithm: 'cloning',
    published: { success: 0.69, labels: 40_000 },
  },
];
const BUDGETS = [1000, 2500, 5000, 10_000, 20_000, 40_000];

type Cells = readonly Measured<MazeCell, MazeResult>[];

/** Hierarchical and flat imitation in a maze of 16 rooms (Le et al. 2018, Hierarchical Imitation and Reinforcement Learning). */
export default defineReproduction<MazeCell, MazeResult>({
  title: 'hierarchical and flat imitation in the maze of 16 rooms',
  seeds: { full: 3, quick: 1 },
  cells: ({ seeds, quick, maps }) =>
    ways.flatMap(({ name, kind, algorithm, published }) =>
      (quick ? [300, 600] : BUDGETS.filter((labels) => labels <= published.labels)).flatMap((labels) =>
        seeds.map((seed): MazeCell => {
          const episodes = quick ? 4 : 300;
          return { name: `${name}, ${labels} labels`, seed, kind, algorithm, labels, episodes, maps };
        }),
      ),
    ),
  measure: learnMaze,
  report: (measured) => ({
    claims: ways.map((way) => claimOf(way, ofWay(way, measured))),
    findings: [
      {
        id: 'success-by-labels',
        title: 'Success against labels',
        text: [
          'Manager and workers, or one flat learner, of burst neurons. The manager and the flat learner see the map of the rooms; nothing plans for them. Labels of both levels are counted. The published agents are convolutional networks that see pictures and learn by backpropagation.',
        ],
        parts: [tableOf(measured), curveOf(measured)],
      },
    ],
  }),
});

function ofWay({ kind, algorithm }: Way, measured: Cells): Cells {
  return measured.filter(({ cell }) => cell.kind === kind && cell.algorithm === algorithm);
}

function claimOf({ name, published }: Way, measured: Cells): Claim {
  const most = Math.max(...measured.map(({ cell }) => cell.labels));
  return {
    quantity: `${name}: success at ${most} labels`,
    published: { value: published.success, of: 'unknown' },
    ours: measured
      .filter(({ cell }) => cell.labels === most)
      .map(({ cell, result }) => result.successes / cell.episodes),
    better: 'higher',
    note: 'the published networks are convolutional',
  };
}

function tableOf(measured: Cells): DocumentTable {
  return {
    kind: 'table',
    id: 'success',
    caption: 'Success on mazes that were never seen, 95 % Wilson intervals over all mazes of all seeds',
    columns: [
      { key: 'way', title: 'way of learning' },
      { key: 'labels', title: 'labels', digits: 0 },
      { key: 'manager', title: 'of the manager, most', digits: 0 },
      { key: 'workers', title: 'of workers, most', digits: 0 },
      { key: 'success', title: 'success', digits: 3 },
    ],
    rows: ways.flatMap((way) =>
      byName(ofWay(way, measured)).map((group) => ({
        way: way.name,
        labels: group[0].cell.labels,
        manager: Math.max(...group.map(({ result }) => result.managerLabels)),
        workers: Math.max(...group.map(({ result }) => result.workerLabels)),
        success: successOf(group),
      })),
    ),
    brief: true,
  };
}

function successOf(group: Cells) {
  const sum = (of: (one: Measured<MazeCell, MazeResult>) => number) =>
    group.reduce((total, one) => total + of(one), 0);
  return proportion(
    sum(({ result }) => result.successes),
    sum(({ cell }) => cell.episodes),
  );
}

function curveOf(measured: Cells): Picture {
  const series = ways.map((way) => ({
    name: way.name,
    points: byName(ofWay(way, measured)).map((group) => ({ x: group[0].cell.labels, ...successOf(group) })),
  }));
  const ends = series.map(({ name, points }) => `${name} ${points.at(-1)!.value.toFixed(3)}`);
  return {
    kind: 'picture',
    id: 'success-against-labels',
    caption: 'Success against labels; dashed lines are published.',
    alt: `Success with the most labels: ${ends.join('; ')}.`,
    svg: learningCurve({
      title: 'Maze of 16 rooms: success against labels',
      subtitle: 'mazes that were never seen; 95 % Wilson intervals',
      xLabel: 'labels of both levels',
      series,
      references: ways.map(({ name, published }) => {
        return { name: `published: ${name}, ${published.labels} labels`, value: published.success };
      }),
    }),
  };
}
