import * as Plot from '@observablehq/plot';
import { categorical, ink } from '../../../src/figures/palette.ts';
import { axis, plotPanel } from '../../../src/figures/plot-panel.ts';
import { composeSheet } from '../../../src/figures/sheet.ts';
import { type Growth, medians, type Round } from './fit.ts';
import type { Law } from './laws.ts';

/** Costs of all rounds on logarithmic axes, with the line of the medians and the expected order; a standalone SVG document. */
export function growthPicture(
  { name, size, work, sizes, order, because }: Law,
  rounds: readonly Round[],
  growth: Growth,
) {
  // Logarithms on a linear axis: a logarithmic one leaves out the numbers of some ticks.
  const at = (seconds: number, k: number) => ({ x: Math.log2(sizes[k]!), y: seconds * 1000 });
  const dots = rounds.flatMap((costs) => costs.map(at));
  const line = medians(rounds).map(at);
  const values = dots.map(({ y }) => y);
  const [least, most] = [Math.min(...values) / 1.3, Math.max(...values) * 1.3];
  // Through the largest size, as far as it is in the picture.
  const [first, end] = [line[0]!, line.at(-1)!];
  const start = Math.max(first.x, end.x - Math.log2(end.y / least) / order);
  const expected = [{ x: start, y: end.y * 2 ** (order * (start - end.x)) }, end];
  const ticks = sizes.map(Math.log2);
  const panel = plotPanel({
    ...{ width: 400, height: 250, marginLeft: 56, marginBottom: 44, marginTop: 12, marginRight: 16 },
    x: { ...axis, label: size, domain: [first.x, end.x], ticks, tickFormat: (x) => `${Math.round(2 ** x)}` },
    y: {
      ...axis,
      type: 'log',
      label: 'processor time, ms',
      domain: [least, most],
      grid: true,
      ticks: 4,
      tickFormat: '~r',
    },
    marks: [
      Plot.line(expected, { x: 'x', y: 'y', stroke: ink.muted, strokeDasharray: '5 3' }),
      Plot.line(line, { x: 'x', y: 'y', stroke: categorical[0]!, strokeWidth: 2 }),
      Plot.dot(dots, { x: 'x', y: 'y', stroke: categorical[0]!, strokeOpacity: 0.6, r: 2.5 }),
    ],
  });
  const { value, low, high } = growth.exponent;
  return composeSheet({
    title: `Growth with ${name.replaceAll('-', ' ')}`,
    subtitle: `${work}: exponent ${value.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`,
    legend: [
      { name: 'measured', colour: categorical[0]!, shape: 'line' },
      { name: `expected order: ${order}`, colour: ink.muted, shape: 'dashes' },
    ],
    panels: [panel],
    caption: `Order ${order}: ${because}.`,
  });
}
