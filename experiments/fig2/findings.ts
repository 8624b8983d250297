import { learningCurve } from '../../src/figures/learning-curve.ts';
import { traces } from '../../src/figures/traces.ts';
import type { Picture } from '../../src/report/document.ts';
import { byName, type Measured } from '../../src/run/cells/cell.ts';
import { summariseMean } from '../../src/statistics/means.ts';
import { estimateOf } from '../reproduce/estimate.ts';
import type { Finding } from '../reproduce/reproduction.ts';
import type { ContextCell, ContextResult, Recalls } from './contexts.ts';

type Cells = readonly Measured<ContextCell, ContextResult>[];

/** Mean error of recalls against their own targets. */
export function ownError({ matrix }: ContextResult): number {
  return mean(matrix.map((row, context) => row[context]!));
}

/** Mean error of recalls against the targets of other contexts; NaN where there is one context. */
export function othersError({ matrix }: ContextResult): number {
  return mean(matrix.flatMap((row, context) => row.filter((_, target) => target !== context)));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Tables and pictures of recall in contexts. */
export function findingsOf(measured: Cells): readonly Finding[] {
  const published = measured.filter(({ cell }) => cell.protocol === 'published');
  const capacity = measured.filter(({ cell }) => cell.protocol === 'recipe');
  return [twoContexts(published), capacityOf(capacity)];
}

function twoContexts(measured: Cells): Finding {
  const groups = byName(measured);
  const errors = groups.flatMap((group) =>
    group[0].result.matrix.map((row, context) => ({
      site: group[0].cell.name,
      context: `${context + 1}`,
      ...Object.fromEntries(
        row.map((_, target) => [
          `target${target + 1}`,
          estimateOf(group.map(({ result }) => result.matrix[context]![target]!)),
        ]),
      ),
    })),
  );
  const switched = groups.flatMap((group) =>
    (['before', 'after'] as const).map((part) => ({
      site: group[0].cell.name,
      part: part === 'before' ? 'context on' : 'context off',
      own: estimateOf(group.map(({ result }) => result.switchedOff[part].own)),
      others: estimateOf(group.map(({ result }) => result.switchedOff[part].others)),
    })),
  );
  return {
    id: 'two-contexts',
    title: 'Two trajectories in two contexts',
    text: [
      'The published protocol: 1000 neurons, 50 clock units, σ_target 30 and σ_context 20 with 75 % zeros, 500 presentations of each trajectory, rates halved every 100. The error is the variance of target − output without a teacher.',
    ],
    parts: [
      {
        kind: 'table',
        id: 'matrix',
        caption: 'Error of the recall in a context against each target, 95 % intervals (Student)',
        columns: [
          { key: 'site', title: 'compartment' },
          { key: 'context', title: 'recalled in context' },
          { key: 'target1', title: 'target 1', digits: 3, show: 'shade' },
          { key: 'target2', title: 'target 2', digits: 3, show: 'shade' },
        ],
        rows: errors,
        brief: true,
      },
      {
        kind: 'table',
        id: 'switched-off',
        caption: 'Context switched off half-way; 100 ms around the switch are left out',
        columns: [
          { key: 'site', title: 'compartment' },
          { key: 'part', title: 'part of the recall' },
          { key: 'own', title: 'own target', digits: 3 },
          { key: 'others', title: 'other target', digits: 3 },
        ],
        rows: switched,
        brief: true,
      },
      ...measured.flatMap(({ cell, result }) => (result.recalls ? drawRecalls(cell, result.recalls) : [])),
    ],
  };
}

function drawRecalls(
  { name, seed }: ContextCell,
  { target, output, switchedOff }: Recalls,
): readonly Picture[] {
  const picture = (id: string, title: string, recall: readonly (readonly number[])[]): Picture => {
    const subtitle = `${name}, seed ${seed}, first trajectory`;
    const svg = traces({ title, subtitle, target, recall, startMs: 1, stepDurationMs: 1 });
    return { kind: 'picture', id, caption: `${title}.`, alt: `${title}; ${subtitle}`, svg };
  };
  return [
    picture('recall', 'Recall in its context', output),
    picture('recall-switched-off', 'Recall, context switched off half-way', switchedOff),
  ];
}

function capacityOf(measured: Cells): Finding {
  const groups = byName(measured);
  const sizes = [...new Set(measured.map(({ cell }) => cell.neurons))];
  const series = sizes.map((neurons) => ({
    name: `N = ${neurons}`,
    points: groups
      .filter(([{ cell }]) => cell.neurons === neurons)
      .map((group) => {
        const { value, low, high, count } = summariseMean(group.map(({ result }) => ownError(result)));
        const x = group[0].cell.contexts;
        return count === 1 ? { x, value } : { x, value, low: Math.max(0, low), high };
      }),
  }));
  const variance = summariseMean(measured.map(({ result }) => result.variance)).value;
  const ends = series.map(({ name, points }) => `${name} ${points.at(-1)!.value.toFixed(3)}`);
  return {
    id: 'capacity',
    title: 'How many contexts a network holds',
    text: [
      'Apical context; trajectories of 500 ms, 25 presentations of each, and a readout by ridge regression from one recall of each, so that the measurement is of what the recurrence holds and not of a slow readout.',
    ],
    parts: [
      {
        kind: 'table',
        id: 'capacity',
        caption: 'Mean error by size and number of contexts, 95 % intervals (Student)',
        columns: [
          { key: 'neurons', title: 'N', digits: 0 },
          { key: 'contexts', title: 'contexts', digits: 0 },
          { key: 'own', title: 'own target', digits: 4 },
          { key: 'others', title: 'targets of other contexts', digits: 3 },
        ],
        rows: groups.map((group) => ({
          neurons: group[0].cell.neurons,
          contexts: group[0].cell.contexts,
          own: estimateOf(group.map(({ result }) => ownError(result))),
          others:
            group[0].cell.contexts === 1 ? null : estimateOf(group.map(({ result }) => othersError(result))),
        })),
        brief: true,
      },
      {
        kind: 'picture',
        id: 'error-by-contexts',
        caption: 'Error of recall in its own context against the number of contexts, by size of the network.',
        alt: `Errors with the most contexts: ${ends.join('; ')}.`,
        svg: learningCurve({
          title: 'Capacity: error against the number of contexts',
          xLabel: 'contexts',
          yLabel: 'error',
          yDomain: [0, 1.1 * variance],
          series,
          references: [{ name: 'nothing recalled', value: variance }],
        }),
      },
    ],
  };
}
