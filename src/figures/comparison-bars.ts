import * as Plot from '@observablehq/plot';
import { categorical, ink } from './palette.ts';
import { axis, plotPanel } from './plot-panel.ts';
import { composeSheet, textWidth } from './sheet.ts';

/** A bar. */
export interface ComparisonRow {
  /** The compared thing, e.g. `manager + worker`; rows of equal label stand together. */
  readonly label: string;
  /** The measure, e.g. `button and food`; each has a colour. */
  readonly series: string;
  /** Length of the bar. */
  readonly value: number;
  /** Ends of the confidence interval. */
  readonly low: number;
  /** Upper end of the interval. */
  readonly high: number;
}

/** Content of a comparison. */
export interface Comparison {
  /** Heading of the sheet. */
  readonly title: string;
  /** Sentence below the heading. */
  readonly subtitle?: string;
  /** With the unit, e.g. `success rate`. */
  readonly valueLabel: string;
  /** Default: [0, 1]. */
  readonly domain?: readonly [number, number];
  /** The bars, from top to bottom. */
  readonly rows: readonly ComparisonRow[];
  /** Value to compare with, drawn as a dashed line, e.g. the published one. */
  readonly reference?: { readonly name: string; readonly value: number };
  /** Decimals of the written values. Default: 3. */
  readonly digits?: number;
  /** Small print below the bars. */
  readonly caption?: string;
}

const width = 760;
const barHeight = 20;

/** Horizontal bars with their confidence intervals and values, grouped by label; a standalone SVG document. */
export function comparisonBars(comparison: Comparison): string {
  const { title, subtitle, rows, reference, domain = [0, 1], digits = 3, caption } = comparison;
  const labels = [...new Set(rows.map(({ label }) => label))];
  const names = [...new Set(rows.map(({ series }) => series))];
  const colour = ({ series }: ComparisonRow) => categorical[names.indexOf(series) % categorical.length]!;
  const longest = Math.max(...labels.map((label) => textWidth(label, 12)));
  const interval = { x1: 'low', x2: 'high', y: 'series', fy: 'label' } as const;
  const panel = plotPanel({
    width,
    height: labels.length * (names.length * barHeight + 14) + 64,
    marginLeft: Math.min(280, longest + 16),
    marginRight: 64,
    marginTop: 20,
    marginBottom: 44,
    x: { ...axis, label: comparison.valueLabel, domain: [...domain], grid: true, ticks: 6 },
    y: { axis: null, domain: names, padding: 0.15 },
    fy: { axis: 'left', label: null, domain: labels, padding: 0.2 },
    marks: [
      Plot.barX(rows, {
        x1: domain[0],
        x2: 'value',
        y: 'series',
        fy: 'label',
        fill: colour,
      }),
      // On a light halo, so that the part within the bar can be seen.
      Plot.ruleY(rows, { ...interval, stroke: ink.background, strokeWidth: 4, strokeOpacity: 0.75 }),
      Plot.ruleY(rows, { ...interval, stroke: ink.text, strokeWidth: 1.6 }),
      Plot.text(rows, {
        x: 'high',
        y: 'series',
        fy: 'label',
        text: ({ value }: ComparisonRow) => value.toFixed(digits),
        textAnchor: 'start',
        dx: 6,
      }),
      ...(reference === undefined ? [] : referenceMarks(reference, labels[0]!)),
    ],
  });
  const legend = names.map((name, index) => {
    return { name, colour: categorical[index % categorical.length]!, shape: 'area' as const };
  });
  return composeSheet({ title, subtitle, legend, panels: [panel], caption });
}

function referenceMarks({ name, value }: { name: string; value: number }, topLabel: string): Plot.Markish[] {
  return [
    Plot.ruleX([value], { stroke: ink.muted, strokeDasharray: '5 3' }),
    Plot.text([name], { x: value, fy: [topLabel], frameAnchor: 'top', dy: -14, fill: ink.muted }),
  ];
}
