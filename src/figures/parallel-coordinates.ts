import * as Plot from '@observablehq/plot';
import { categorical, ink } from './palette.ts';
import { plotPanel } from './plot-panel.ts';
import { composeSheet } from './sheet.ts';

/** A line across all axes. */
export interface CoordinateLine {
  /** Place on each axis, from 0 (bottom) to 1 (top). */
  readonly places: readonly number[];
  /** Whether it is among the best, and drawn in colour. */
  readonly isBest: boolean;
}

/** Content of a picture of parallel coordinates. */
export interface ParallelCoordinates {
  readonly title: string;
  readonly subtitle?: string;
  /** Axes from left to right, with the texts at their bottom and top. */
  readonly axes: readonly { readonly name: string; readonly low: string; readonly high: string }[];
  readonly lines: readonly CoordinateLine[];
}

const width = 760;
const height = 360;

/** Points of many settings as lines across parallel axes (Inselberg 1985); a standalone SVG document. */
export function parallelCoordinates({ title, subtitle, axes, lines }: ParallelCoordinates): string {
  const marksOf = (best: boolean) =>
    lines
      .filter(({ isBest }) => isBest === best)
      .flatMap(({ places }, line) => places.map((y, x) => ({ x, y, line })));
  const drawn = (best: boolean) =>
    Plot.line(marksOf(best), {
      x: 'x',
      y: 'y',
      z: 'line',
      stroke: best ? categorical[0]! : ink.recede,
      strokeWidth: best ? 2 : 1,
      strokeOpacity: best ? 1 : 0.45,
    });
  const text = (label: 'name' | 'low' | 'high', y: number, dy: number) =>
    Plot.text(axes, { x: (_, k) => k, y: () => y, text: (axis) => axis[label], dy, fill: ink.text });
  const panel = plotPanel({
    width,
    height,
    marginLeft: 70,
    marginRight: 70,
    marginTop: 48,
    marginBottom: 30,
    x: { axis: null, domain: [0, Math.max(1, axes.length - 1)] },
    y: { axis: null, domain: [0, 1] },
    marks: [
      Plot.ruleX(axes, { x: (_, k) => k, stroke: ink.faint, strokeWidth: 1.5 }),
      drawn(false),
      drawn(true),
      text('name', 1, -34),
      text('high', 1, -14),
      text('low', 0, 14),
    ],
  });
  const legend = [
    { name: 'best points', colour: categorical[0]!, shape: 'line' as const },
    { name: 'others', colour: ink.recede, shape: 'line' as const },
  ];
  return composeSheet({ title, subtitle, legend, panels: [panel] });
}
