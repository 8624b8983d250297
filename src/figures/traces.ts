import * as Plot from '@observablehq/plot';
import { ink, meaning } from './palette.ts';
import { axis, plotPanel } from './plot-panel.ts';
import { composeSheet, type LegendEntry, type Panel } from './sheet.ts';

/** Content of a figure of target and recall. */
export interface Traces {
  /** Heading of the sheet. */
  readonly title: string;
  /** Sentence below the heading. */
  readonly subtitle?: string;
  /** For each output, its target over time: `[outputs][steps]`. */
  readonly target: readonly ArrayLike<number>[];
  /** For each output, its recall over time, of the same shape. */
  readonly recall: readonly ArrayLike<number>[];
  /** Time of the first step in ms. Default: 0. */
  readonly startMs?: number;
  /** Time between two values, ms. */
  readonly stepDurationMs: number;
  /** Default: `output 1`, `output 2`, … */
  readonly names?: readonly string[];
  /** Small print below the panels. */
  readonly caption?: string;
}

const width = 760;
const panelHeight = 130;

/**
 * Target and recalled outputs over time, one panel for each output, all on the same scale; a standalone SVG document.
 *
 * @throws RangeError when target and recall differ in shape
 */
export function traces(content: Traces): string {
  const { title, subtitle, target, recall, caption } = content;
  const shapes = [target, recall].map((outputs) => outputs.map(({ length }) => length).join(', '));
  if (shapes[0] !== shapes[1]) {
    throw new RangeError(
      `recall: expected steps of each output as in target (${shapes[0]}), received ${shapes[1]}`,
    );
  }
  const values = [...target, ...recall].flatMap((output) => Array.from(output));
  const domain = values.reduce<readonly [number, number]>(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [0, 0],
  );
  const legend: LegendEntry[] = [
    { name: 'target', colour: meaning.target, shape: 'dashes' },
    { name: 'recalled', colour: meaning.recall, shape: 'line' },
  ];
  const panels = target.map((_, index) => outputPanel(content, index, domain));
  return composeSheet({ title, subtitle, legend, panels, caption });
}

function outputPanel(content: Traces, index: number, domain: readonly [number, number]): Panel {
  const { target, recall, startMs = 0, stepDurationMs, names } = content;
  const last = index === target.length - 1;
  const points = (output: ArrayLike<number>) =>
    Array.from(output, (value, step) => [startMs + step * stepDurationMs, value] as const);
  return plotPanel({
    width,
    height: panelHeight + (last ? 52 : 14),
    marginLeft: 64,
    marginRight: 12,
    marginTop: 8,
    marginBottom: last ? 44 : 6,
    x: {
      ...axis,
      label: last ? 'time (ms)' : null,
      tickSize: last ? 6 : 0,
      tickFormat: last ? 'd' : () => '',
    },
    y: {
      ...axis,
      label: names?.[index] ?? `output ${index + 1}`,
      domain: [...domain],
      nice: true,
      grid: true,
      ticks: 3,
    },
    marks: [
      Plot.lineY(points(recall[index]!), { x: '0', y: '1', stroke: meaning.recall, strokeWidth: 1.8 }),
      Plot.lineY(points(target[index]!), {
        x: '0',
        y: '1',
        stroke: meaning.target,
        strokeWidth: 1.3,
        strokeDasharray: '5 3',
      }),
      Plot.frame({ stroke: ink.faint }),
    ],
  });
}
