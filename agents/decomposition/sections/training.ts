import { type CurvePoint, learningCurve } from '../../../src/figures/learning-curve.ts';
import type { DocumentTable, Picture, Section } from '../../../src/report/document.ts';
import { measureNames, measureOf } from '../../measures-by-role.ts';
import type { DecompositionContext } from './context.ts';

/** Parts of the training over which measures are averaged. */
const PARTS = 20;
/** Rows of the table. */
const ROWS = 10;

const about = {
  labelError: {
    title: 'Error before learning',
    unit: 'squared error per output',
    text: 'Error: the squared distance of the output from each label before it was learned, divided by the number of outputs.',
  },
  burstDistance: {
    title: 'Target and recurrent bursts',
    unit: 'share of neurons that differ',
    text: 'Distance: the share of neurons whose target and recurrent bursts differ while a teacher is there, which burst-dependent plasticity lessens.',
  },
} as const;

/** A measure of a role, over the training. */
interface Curve {
  readonly role: string;
  readonly measure: (typeof measureNames)[number];
  readonly points: readonly CurvePoint[];
}

/** How the distance of target and recurrent bursts, and the error of the output, went over the training; null where they were not kept. */
export function trainingSection({
  metrics,
  command,
}: Pick<DecompositionContext, 'metrics' | 'command'>): Section | null {
  const curves = curvesOf(metrics);
  if (curves.length === 0) return null;
  const measures = measureNames.filter((name) => curves.some(({ measure }) => measure === name));
  return {
    id: 'training',
    title: 'Over the training',
    text: [
      `${measures.map((name) => about[name].text).join(' ')} Means over ${PARTS} parts of the training, as metrics.jsonl has them for each of its episodes.`,
      ...(measures.includes('burstDistance')
        ? []
        : [
            'Recurrent weights do not learn here, so there is no distance of target and recurrent bursts; the error is its counterpart.',
          ]),
    ],
    parts: measures.flatMap((name) =>
      partsOf(
        name,
        curves.filter(({ measure }) => measure === name),
      ),
    ),
    command,
  };
}

function curvesOf(metrics: DecompositionContext['metrics']): readonly Curve[] {
  const keys = [...new Set(metrics.flatMap((line) => Object.keys(line)))];
  return measureNames.flatMap((measure) =>
    keys.flatMap((key): Curve[] => {
      const of = measureOf(key);
      if (of?.name !== measure) return [];
      const lines = metrics.filter((line) => typeof line[key] === 'number');
      const size = Math.max(1, Math.ceil(lines.length / PARTS));
      const points = Array.from({ length: Math.ceil(lines.length / size) }, (_, part) => {
        const own = lines.slice(part * size, (part + 1) * size);
        const value = own.reduce((sum, line) => sum + Number(line[key]), 0) / own.length;
        return { x: Number(own.at(-1)!['completed']), value };
      });
      // A readout that is solved once, at the end, has nothing to show.
      const changes = points.some(({ value }) => value !== points[0]!.value);
      return changes || measure === 'burstDistance' ? [{ role: of.role, measure, points }] : [];
    }),
  );
}

function partsOf(name: Curve['measure'], curves: readonly Curve[]): (Picture | DocumentTable)[] {
  const { title, unit } = about[name];
  const highest = Math.max(1e-9, ...curves.flatMap(({ points }) => points.map(({ value }) => value)));
  const ends = curves.map(
    ({ role, points }) =>
      `${role} ${points[0]!.value.toPrecision(2)} → ${points.at(-1)!.value.toPrecision(2)}`,
  );
  const { points } = curves[0]!;
  const shown = points.filter((_, k) => k % Math.ceil(points.length / ROWS) === 0 || k === points.length - 1);
  return [
    {
      kind: 'picture',
      id: name,
      caption: `${title}: ${unit}`,
      alt: `${title} over the training, first and last: ${ends.join(', ')}.`,
      svg: learningCurve({
        title,
        xLabel: 'episodes of training',
        yLabel: unit,
        yDomain: [0, highest],
        series: curves.map((curve) => ({ name: curve.role, points: curve.points })),
      }),
    },
    {
      kind: 'table',
      id: `${name}-table`,
      caption: `${title}, ${unit}`,
      columns: [
        { key: 'episode', title: 'until episode', digits: 0 },
        ...curves.map(({ role }) => ({ key: role, title: role, digits: 4 })),
      ],
      rows: shown.map(({ x }) => ({
        episode: x,
        ...Object.fromEntries(
          curves.map((curve) => [curve.role, curve.points.find((point) => point.x === x)?.value ?? null]),
        ),
      })),
    },
  ];
}
