import { learningCurve } from '../../src/figures/learning-curve.ts';
import type { DocumentTable, Picture } from '../../src/report/document.ts';
import type { Cell, Measured } from '../../src/run/cells/cell.ts';
import { summariseMean } from '../../src/statistics/means.ts';
import { estimateOf } from '../reproduce/estimate.ts';
import type { Finding } from '../reproduce/reproduction.ts';
import type { TestResult } from './session.ts';

type Group = readonly [Measured<Cell, readonly TestResult[]>, ...Measured<Cell, readonly TestResult[]>[]];

/** What is published of a condition. */
interface Published {
  readonly name: string;
  readonly published: { readonly reward: number; readonly food: number } | null;
}

type Measure = Exclude<keyof TestResult, 'epoch'>;

/** Epochs of the table. */
const shown = [1, 10, 50, 100];

/** Curves and tables of R, button, food and distances over epochs. */
export function findingsOf(groups: readonly Group[], published: readonly Published[]): readonly Finding[] {
  return [
    {
      id: 'epochs',
      title: 'Over epochs',
      text: [
        'Manager and worker learn together from 120 demonstrations, 10 times an epoch; rates fall by 5 % an epoch. Each test has 50 random layouts, and at most 1500 steps a layout. Means over sessions.',
        'Under apical context the worker’s recurrence does not learn (η = 0) and its readout sees the bursts that the context places, as in the later release. The last rows let it learn, and read what it predicts, as a flag of the first release says.',
      ],
      parts: [
        tableOf(groups),
        curve(groups, 'reward', 'mean R', references(published, 'reward')),
        curve(groups, 'food', 'button and food reached', references(published, 'food')),
        curve(groups, 'foodDistance', 'smallest distance from the food', []),
      ],
    },
  ];
}

/** The same worker beside different managers, and beside none. */
export function managersCompared(groups: readonly Group[], published: readonly Published[]): Finding {
  return {
    id: 'managers',
    title: 'Manager or worker',
    text: [
      'Sessions under apical context whose worker is told the subtask that is due show what the worker alone can reach; what is missing beside a manager lies in the manager’s choice. The last rows have the rates of the first release for the manager’s recurrence and readout, which fall by 5 % an epoch as the others do.',
    ],
    parts: [
      tableOf(groups, { id: 'managers', epochs: [5, 10, 20, 50] }),
      curve(groups, 'reward', 'mean R', references(published, 'reward'), 'reward-by-manager'),
    ],
  };
}

function tableOf(groups: readonly Group[], { id, epochs } = { id: 'epochs', epochs: shown }): DocumentTable {
  const rows = groups.flatMap((group) =>
    group[0].result.flatMap(({ epoch }, k) => {
      const last = k === group[0].result.length - 1;
      if (!last && !epochs.includes(epoch)) return [];
      const of = (measure: Measure) => estimateOf(group.map(({ result }) => result[k]![measure]));
      return {
        condition: group[0].cell.name,
        sessions: group.length,
        epoch,
        reward: of('reward'),
        button: of('button'),
        food: of('food'),
        buttonDistance: of('buttonDistance'),
        foodDistance: of('foodDistance'),
      };
    }),
  );
  return {
    kind: 'table',
    id,
    caption: 'Means over sessions with 95 % intervals (Student); distances in arena units',
    columns: [
      { key: 'condition', title: 'condition' },
      { key: 'sessions', title: 'sessions', digits: 0 },
      { key: 'epoch', title: 'epochs', digits: 0 },
      { key: 'reward', title: 'R', digits: 3 },
      { key: 'button', title: 'button', digits: 3 },
      { key: 'food', title: 'button and food', digits: 3 },
      { key: 'buttonDistance', title: 'smallest distance from the button', digits: 3 },
      { key: 'foodDistance', title: 'from the food', digits: 3 },
    ],
    rows,
    brief: true,
  };
}

function references(published: readonly Published[], measure: 'reward' | 'food') {
  return published.flatMap(({ name, published: values }) =>
    values === null ? [] : [{ name: `published: ${name}`, value: values[measure] }],
  );
}

function curve(
  groups: readonly Group[],
  measure: Measure,
  label: string,
  references: readonly { readonly name: string; readonly value: number }[],
  id = `${measure}-by-epoch`,
): Picture {
  const series = groups.map((group) => ({
    name: group[0].cell.name,
    points: group[0].result.map(({ epoch }, k) => {
      const { count, value, low, high } = summariseMean(group.map(({ result }) => result[k]![measure]));
      // Student's factor for three sessions, 4.3, would hide all other curves.
      return count <= 3 ? { x: epoch, value } : { x: epoch, value, low, high };
    }),
  }));
  const ends = series.map(({ name, points }) => `${name} ${points.at(-1)!.value.toFixed(3)}`);
  return {
    kind: 'picture',
    id,
    caption: `${label}, mean over sessions with its 95 % interval; of three sessions or fewer there is none in the picture.`,
    alt: `${label} after the last epoch: ${ends.join('; ')}.`,
    svg: learningCurve({
      title: `Button & Food: ${label}`,
      subtitle: `published protocol, at most ${Math.max(...groups.map(({ length }) => length))} sessions each`,
      xLabel: 'epochs',
      yLabel: label,
      yDomain: [0, Math.max(1, ...series.flatMap(({ points }) => points.map(({ value }) => value)))],
      series,
      references,
    }),
  };
}
