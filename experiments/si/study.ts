import { learningCurve } from '../../src/figures/learning-curve.ts';
import type { Picture } from '../../src/report/document.ts';
import { byName, type Measured } from '../../src/run/cells/cell.ts';
import { summariseMean } from '../../src/statistics/means.ts';
import type { Claim } from '../reproduce/claim.ts';
import { estimateOf } from '../reproduce/estimate.ts';
import { defineReproduction, type Finding, type Reproduction } from '../reproduce/reproduction.ts';
import { type ConvergenceCell, type Distances, follow } from './convergence.ts';

/** A quantity on which the convergence of burst patterns may depend. */
interface Study {
  readonly title: string;
  /** Its name in tables, e.g. `σ_target`. */
  readonly quantity: string;
  readonly values: readonly number[];
  settingsOf(value: number): Pick<ConvergenceCell, 'teachingSigma' | 'neurons'>;
}

type Group = readonly [
  Measured<ConvergenceCell, readonly Distances[]>,
  ...Measured<ConvergenceCell, readonly Distances[]>[],
];

/** An experiment on the convergence of burst patterns (Capone et al. 2022, Supporting Information). */
export function convergenceStudy(study: Study): Reproduction<ConvergenceCell, readonly Distances[]> {
  return defineReproduction({
    title: study.title,
    seeds: { full: 5, quick: 2 },
    cells: ({ seeds, quick }) =>
      (quick ? study.values.slice(0, 2) : study.values).flatMap((value) =>
        seeds.map((seed) => ({
          name: `${study.quantity} = ${value}`,
          seed,
          ...study.settingsOf(value),
          compared: quick ? [2, 3] : [2, 5, 10, 20, 50, 100],
        })),
      ),
    measure: follow,
    report: (measured) => {
      const groups = byName(measured);
      return { claims: groups.flatMap(claimsOf), findings: [findingOf(groups)] };
    },
  });
}

/** The paper shows both distances fall; no number is published. */
function claimsOf(group: Group): readonly Claim[] {
  const { name } = group[0].cell;
  return (['successive', 'predicted'] as const).map((kind) => {
    const [first, last] = [0, -1].map((k) => group.map(({ result }) => result.at(k)![kind]));
    const fall = summariseMean(first!.map((value, k) => value - last![k]!));
    const what =
      kind === 'successive' ? 'target bursts of successive presentations' : 'target and recurrent bursts';
    const [from, to] = [first!, last!].map((values) => summariseMean(values).value.toFixed(3));
    return {
      statement: `${name}: the distance between ${what} falls`,
      holds: fall.count < 2 ? null : fall.low > 0,
      evidence: `from ${from} to ${to}`,
    };
  });
}

function findingOf(groups: readonly Group[]): Finding {
  const rows = groups.flatMap((group) =>
    group[0].result.map(({ presentation }, k) => ({
      setting: group[0].cell.name,
      presentation,
      successive: estimateOf(group.map(({ result }) => result[k]!.successive)),
      predicted: estimateOf(group.map(({ result }) => result[k]!.predicted)),
    })),
  );
  return {
    id: 'convergence',
    title: 'Convergence of burst patterns',
    text: [
      'Constants of Fig. 1. The distance between two patterns of bursts, each low-passed with 20 ms, is Σ (a − b)² / Σ (a² + b²): 0 for equal patterns, 1 for patterns that share no burst.',
    ],
    parts: [
      {
        kind: 'table',
        id: 'distances',
        caption: 'Distances by number of presentations, 95 % intervals over seeds (Student)',
        columns: [
          { key: 'setting', title: 'setting' },
          { key: 'presentation', title: 'presentations', digits: 0 },
          { key: 'successive', title: 'target bursts, this and the one before', digits: 3 },
          { key: 'predicted', title: 'target and recurrent bursts', digits: 3 },
        ],
        rows,
      },
      curve(groups, 'successive', 'Target bursts of successive presentations'),
      curve(groups, 'predicted', 'Target bursts and recurrent bursts'),
    ],
  };
}

function curve(groups: readonly Group[], kind: 'successive' | 'predicted', title: string): Picture {
  const series = groups.map((group) => ({
    name: group[0].cell.name,
    points: group[0].result.map(({ presentation }, k) => {
      return { x: presentation, value: summariseMean(group.map(({ result }) => result[k]![kind])).value };
    }),
  }));
  const ends = series.map(({ name, points }) => `${name} ${points.at(-1)!.value.toFixed(2)}`);
  return {
    kind: 'picture',
    id: `${kind}-bursts`,
    caption: `${title}: distance against presentations, means over seeds.`,
    alt: `Distances at the end: ${ends.join('; ')}.`,
    svg: learningCurve({ title, xLabel: 'presentations', yLabel: 'distance', series }),
  };
}
