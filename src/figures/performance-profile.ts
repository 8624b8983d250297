import * as Plot from '@observablehq/plot';
import { categorical } from './palette.ts';
import { axis, plotPanel } from './plot-panel.ts';
import { composeSheet } from './sheet.ts';

/** Content of a performance profile. */
export interface PerformanceProfile {
  readonly title: string;
  readonly subtitle?: string;
  readonly thresholds: readonly number[];
  /** Shares at each threshold, one line for each agent. */
  readonly series: readonly { readonly name: string; readonly shares: readonly number[] }[];
}

/** Dashes tell lines apart that lie on each other, and where colours do not. */
const dashes = ['0', '8 4', '2 3', '10 3 2 3'];

/**
 * The share of runs that succeed more often than a threshold, against the threshold (Agarwal et al. 2021, figure 7); a
 * standalone SVG document.
 */
export function drawPerformanceProfile({ title, subtitle, thresholds, series }: PerformanceProfile): string {
  const colour = (index: number) => categorical[index % categorical.length]!;
  const panel = plotPanel({
    width: 720,
    height: 300,
    marginLeft: 56,
    marginBottom: 44,
    marginTop: 12,
    x: { ...axis, label: 'threshold of success', domain: [0, 1] },
    y: { ...axis, label: 'share of runs above it', domain: [0, 1], grid: true, ticks: 6 },
    marks: series.map(({ shares }, index) =>
      Plot.lineY(
        shares.map((share, k) => ({ threshold: thresholds[k]!, share })),
        {
          x: 'threshold',
          y: 'share',
          curve: 'step-after',
          stroke: colour(index),
          strokeWidth: 2,
          strokeDasharray: dashes[index % dashes.length]!,
        },
      ),
    ),
  });
  const legend = series.map(({ name }, index) => ({
    name,
    colour: colour(index),
    shape: index % dashes.length === 0 ? ('line' as const) : ('dashes' as const),
  }));
  return composeSheet({ title, subtitle, legend, panels: [panel] });
}
