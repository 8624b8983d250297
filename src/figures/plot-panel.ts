import * as Plot from '@observablehq/plot';
// The same library in one file; its usual entry loads nearly two hundred.
import { parseHTML } from 'linkedom/worker';
import type { Panel } from './sheet.ts';

/** Options of Observable Plot, with a size. */
export type PanelOptions = Omit<Plot.PlotOptions, 'document'> & {
  readonly width: number;
  readonly height: number;
};

const { document } = parseHTML('<html><body></body></html>');
const fontSize = 12;

/** Axis options that every panel shares: label beside the middle of the axis, without arrow. */
export const axis = { labelAnchor: 'center', labelArrow: 'none' } as const;

/** Draws a panel by Observable Plot. Legends and titles belong to the sheet. */
export function plotPanel(options: PanelOptions): Panel {
  const svg = Plot.plot({
    ...options,
    document: document as unknown as NonNullable<Plot.PlotOptions['document']>,
  });
  // The style sheet serves pages, not files, and renderers of plain SVG do not know all of it.
  svg.querySelector('style')?.remove();
  // A picture has one text for those who do not see it; parts without a role may not have their own.
  for (const part of svg.querySelectorAll('[aria-label]')) part.removeAttribute('aria-label');
  const content = `<g font-size="${fontSize}" text-anchor="middle" fill="currentColor">${svg.innerHTML}</g>`;
  return { width: options.width, height: options.height, content };
}
