import { learningCurve } from '../../src/figures/learning-curve.ts';
import type { DocumentTable, Picture } from '../../src/report/document.ts';
import { byName, type Measured } from '../../src/run/cells/cell.ts';
import { proportion } from '../../src/statistics/proportions.ts';
import type { Claim } from '../reproduce/claim.ts';
import { defineReproduction, type Extent } from '../reproduce/reproduction.ts';
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
const flatDagger = ways[2]!;
const BUDGETS = [1000, 2500, 5000, 10_000, 20_000, 40_000];

/** Flat learners that differ in one thing from the flat burst learner, to see what it lacks. */
interface FlatVariant extends Pick<MazeCell, 'model' | 'guide'> {
  readonly name: string;
}

const variants: readonly FlatVariant[] = [
  { name: 'flat DAgger, random ReLU', model: 'random-relu', guide: 'map' },
  { name: 'flat DAgger, perceptron', model: 'perceptron', guide: 'map' },
  { name: 'flat DAgger, told the environment’s plan', model: 'burst', guide: 'wave' },
];
const VARIANT_BUDGETS = [5000, 40_000];

type Cells = readonly Measured<MazeCell, MazeResult>[];

/** Hierarchical and flat imitation in a maze of 16 rooms (Le et al. 2018, Hierarchical Imitation and Reinforcement Learning). */
export default defineReproduction<MazeCell, MazeResult>({
  title: 'hierarchical and flat imitation in the maze of 16 rooms',
  seeds: { full: 3, quick: 1 },
  cells: (extent) => [...publishedCells(extent), ...variantCells(extent)],
  measure: learnMaze,
  report: (measured) => ({
    claims: ways.map((way) => claimOf(way, named(way, measured))),
    findings: [
      {
        id: 'success-by-labels',
        title: 'Success against labels',
        text: [
          'Manager and workers, or one flat learner, of burst neurons. The manager and the flat learner see the map of the rooms; nothing plans for them. Labels of both levels are counted. The published agents are convolutional networks that see pictures and learn by backpropagation.',
        ],
        parts: [tableOf('success', ways, measured), curveOf(measured)],
      },
      {
        id: 'flat',
        title: 'What the flat learner lacks',
        text: [
          'The same demonstrations and practice, with another learner in the place of burst neurons: random ReLU units with the same readout, or a perceptron with one hidden layer that learns by gradients. The last rows give the burst neurons the way to the next door that the environment has planned.',
        ],
        parts: [tableOf('flat', [flatDagger, ...variants], measured)],
      },
    ],
  }),
});

function publishedCells({ seeds, quick, maps }: Extent): readonly MazeCell[] {
  return ways.flatMap(({ name, kind, algorithm, published }) =>
    (quick ? [300, 600] : BUDGETS.filter((labels) => labels <= published.labels)).flatMap((labels) =>
      seeds.map((seed): MazeCell => {
        const learner = { kind, algorithm, model: 'burst', guide: 'map' } as const;
        return { name: cellName(name, labels), seed, ...learner, labels, ...testOf(quick), maps };
      }),
    ),
  );
}

function variantCells({ seeds, quick, maps }: Extent): readonly MazeCell[] {
  return variants.flatMap(({ name, model, guide }) =>
    (quick ? [300] : VARIANT_BUDGETS).flatMap((labels) =>
      seeds.map((seed): MazeCell => {
        const learner = { kind: 'flat', algorithm: 'dagger', model, guide } as const;
        return { name: cellName(name, labels), seed, ...learner, labels, ...testOf(quick), maps };
      }),
    ),
  );
}

function cellName(name: string, labels: number): string {
  return `${name}, ${labels} labels`;
}

function testOf(quick: boolean) {
  return { episodes: quick ? 4 : 300 };
}

/** The cells of a way or variant: their names begin with its name. */
function named({ name }: { readonly name: string }, measured: Cells): Cells {
  return measured.filter(({ cell }) => cell.name === cellName(name, cell.labels));
}

function claimOf({ name, published }: Way, measured: Cells): Claim {
  const most = mostLabels(measured);
  return {
    quantity: `${name}: success at ${most} labels`,
    published: most === published.labels ? { value: published.success, of: 'unknown' } : null,
    ours: measured
      .filter(({ cell }) => cell.labels === most)
      .map(({ cell, result }) => result.successes / cell.episodes),
    better: 'higher',
    note: 'the published networks are convolutional',
  };
}

function mostLabels(measured: Cells): number {
  return Math.max(...measured.map(({ cell }) => cell.labels));
}

function tableOf(id: string, learners: readonly { readonly name: string }[], measured: Cells): DocumentTable {
  return {
    kind: 'table',
    id,
    caption: 'Success on mazes that were never seen, 95 % Wilson intervals over all mazes of all seeds',
    columns: [
      { key: 'way', title: 'way of learning' },
      { key: 'labels', title: 'labels', digits: 0 },
      { key: 'manager', title: 'of the manager, most', digits: 0 },
      { key: 'workers', title: 'of workers, most', digits: 0 },
      { key: 'success', title: 'success', digits: 3 },
    ],
    rows: learners.flatMap((learner) =>
      byName(named(learner, measured)).map((group) => ({
        way: learner.name,
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
    points: byName(named(way, measured)).map((group) => ({ x: group[0].cell.labels, ...successOf(group) })),
  }));
  const ends = series.map(({ name, points }) => `${name} ${points.at(-1)!.value.toFixed(3)}`);
  const references = ways
    .filter((way) => mostLabels(named(way, measured)) === way.published.labels)
    .map(({ name, published }) => {
      return { name: `published: ${name}, ${published.labels} labels`, value: published.success };
    });
  return {
    kind: 'picture',
    id: 'success-against-labels',
    caption: `Success against labels${references.length > 0 ? '; dashed lines are published' : ''}.`,
    alt: `Success with the most labels: ${ends.join('; ')}.`,
    svg: learningCurve({
      title: 'Maze of 16 rooms: success against labels',
      subtitle: 'mazes that were never seen; 95 % Wilson intervals',
      xLabel: 'labels of both levels',
      series,
      references,
    }),
  };
}
