import * as Plot from '@observablehq/plot';
import { categorical, ink } from './palette.ts';
import { axis, plotPanel } from './plot-panel.ts';
import { composeSheet } from './sheet.ts';

/** A measurement during training. */
export interface CurvePoint {
  /** Amount of training. */
  readonly x: number;
  /** Measured performance. */
  readonly value: number;
  /** Ends of the confidence interval; no band without them. */
  readonly low?: number;
  /** Upper end of the interval. */
  readonly high?: number;
  /** Performance of each repetition, e.g. of each seed: small dots. */
  readonly repetitions?: readonly number[];
}

/** Measurements of one learner or condition. */
export interface CurveSeries {
  /** Name in the legend. */
  readonly name: string;
  /** In order of `x`. */
  readonly points: readonly CurvePoint[];
  /** The line: 0 solid, others with gaps, through which one behind it can be seen. Default: 0. */
  readonly pattern?: number;
}

/** Content of a learning curve. */
export interface LearningCurve {
  /** Heading of the sheet. */
  readonly title: string;
  /** Sentence below the heading. */
  readonly subtitle?: string;
  /** With the unit, e.g. `expert labels`. */
  readonly xLabel: string;
  /** Default: `success rate`. */
  readonly yLabel?: string;
  /** Default: [0, 1]. */
  readonly yDomain?: readonly [number, number];
  /** One line each. */
  readonly series: readonly CurveSeries[];
  /** Values to compare with, drawn as dashed lines, e.g. the published one. */
  readonly references?: readonly { readonly name: string; readonly value: number }[];
  /** Small print below the curve. */
  readonly caption?: string;
}

const width = 720;
const height = 380;

/** Performance against the amount of training, one line for each series, with its confidence band; a standalone SVG document. */
export function learningCurve(curve: LearningCurve): string {
  const { title, subtitle, series, references = [], caption, yDomain = [0, 1] } = curve;
  const colour = (index: number) => categorical[index % categorical.length]!;
  const xs = series.flatMap(({ points }) => points.map(({ x }) => x));
  const right = xs.length === 0 ? 1 : Math.max(...xs);
  const panel = plotPanel({
    width,
    height,
    marginLeft: 56,
    marginBottom: 44,
    marginTop: 12,
    x: { ...axis, label: curve.xLabel, domain: [Math.min(0, ...xs), right] },
    y: { ...axis, label: curve.yLabel ?? 'success rate', domain: [...yDomain], grid: true, ticks: 6 },
    marks: [
      ...references.map(({ value }) => Plot.ruleY([value], { stroke: ink.muted, strokeDasharray: '5 3' })),
      ...series.map(({ points }, index) => bandMark(points, colour(index))),
      ...series.map(({ points }, index) => repetitionMarks(points, colour(index))),
      ...series.flatMap((one, index) => lineMarks(one, colour(index))),
      ...references.map((reference) => referenceLabel(reference, right)),
    ],
  });
  const legend = series.map(({ name, pattern = 0 }, index) => ({
    name,
    colour: colour(index),
    shape: 'line' as const,
    dashes: dashesOf(pattern),
  }));
  return composeSheet({ title, subtitle, legend, panels: [panel], caption });
}

/** The name of a reference above its line, readable over the curves. */
function referenceLabel({ name, value }: { name: string; value: number }, right: number): Plot.Markish {
  const halo = { stroke: ink.background, strokeWidth: 4 };
  return Plot.text([name], { x: right, y: value, dy: -7, textAnchor: 'end', fill: ink.muted, ...halo });
}

function bandMark(points: readonly CurvePoint[], colour: string): Plot.Markish {
  const band = points.filter(({ low, high }) => low !== undefined && high !== undefined);
  return Plot.areaY(band, { x: 'x', y1: 'low', y2: 'high', fill: colour, fillOpacity: 0.18 });
}

function repetitionMarks(points: readonly CurvePoint[], colour: string): Plot.Markish {
  const each = points.flatMap(({ x, repetitions = [] }) => repetitions.map((value) => ({ x, value })));
  return Plot.dot(each, { x: 'x', y: 'value', stroke: colour, strokeOpacity: 0.6, r: 2 });
}

const patterns = [undefined, '7 4', '2 3', '9 3 2 3'] as const;

/** Lengths of dashes and gaps of a line, in pixels; undefined: none. */
function dashesOf(pattern: number): string | undefined {
  return patterns[pattern % patterns.length];
}

function lineMarks({ points, pattern = 0 }: CurveSeries, colour: string): Plot.Markish[] {
  const strokeDasharray = dashesOf(pattern);
  return [
    Plot.lineY(points, {
      ...{ x: 'x', y: 'value', stroke: colour, strokeWidth: 2 },
      ...(strokeDasharray && { strokeDasharray }),
    }),
    // Dots show where something was measured, unless they would merge.
    points.length <= 60 ? Plot.dot(points, { x: 'x', y: 'value', fill: colour, r: 3 }) : null,
  ];
}
