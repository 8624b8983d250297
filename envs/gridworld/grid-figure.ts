import { type EpisodeOutcome, outcomeMark } from '../../src/figures/outcome-mark.ts';
import { fontFamily, ink, subtaskColour } from '../../src/figures/palette.ts';
import { escapeXml, round } from '../../src/figures/sheet.ts';
import type { Cell } from './cell.ts';

/**
 * Elements of pictures of gridworlds, in units of cells: the cell (x, y) is the square from (x, y) to (x + 1, y + 1).
 */

/** One line through the middles of cells for each stretch under the same subtask. */
export function pathLines(path: readonly Cell[], subtasks: readonly number[]): string {
  const lines: string[] = [];
  for (let from = 0; from < subtasks.length; ) {
    let to = from + 1;
    while (to < subtasks.length && subtasks[to] === subtasks[from]) to++;
    const points = path.slice(from, to + 1).map(([x, y]) => `${x + 0.5},${y + 0.5}`);
    lines.push(
      `<polyline points="${points.join(' ')}" fill="none" stroke="${subtaskColour(subtasks[from]!)}" ` +
        'stroke-width="0.24" stroke-linejoin="round" stroke-linecap="round"/>',
    );
    from = to;
  }
  return lines.join('');
}

/** A cross where the agent started. */
export function startMark([x, y]: Cell): string {
  return (
    `<path transform="translate(${x + 0.5},${y + 0.5})" d="M-0.25 -0.25L0.25 0.25M-0.25 0.25L0.25 -0.25" ` +
    `stroke="${ink.recede}" stroke-width="0.1" stroke-linecap="round"/>`
  );
}

/** The agent: a dart in the direction in which it looks, or a dot without a direction. */
export function agentMark([x, y]: Cell, direction: number | null): string {
  const shape = `fill="${ink.text}" stroke="#fff" stroke-width="0.06" stroke-linejoin="round"`;
  const place = `translate(${x + 0.5},${y + 0.5})`;
  if (direction === null) return `<circle transform="${place}" r="0.26" ${shape}/>`;
  const degrees = [-90, 90, 180, 0][direction]!;
  return `<path transform="${place} rotate(${degrees})" d="M0.42 0L-0.32 0.32L-0.16 0L-0.32 -0.32Z" ${shape}/>`;
}

/** The direction of the latest move along a path; null if there was none. */
export function heading(path: readonly Cell[]): number | null {
  const [now, before] = [path.at(-1)!, path.at(-2)];
  if (before === undefined) return null;
  const [dx, dy] = [now[0] - before[0], now[1] - before[1]];
  return dy < 0 ? 0 : dy > 0 ? 1 : dx < 0 ? 2 : dx > 0 ? 3 : null;
}

/** A picture of the grid as an SVG document of `size` × `size` pixels. */
export function gridSvg(content: string, cells: number, size: number): string {
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 ${cells} ${cells}" ` +
    `font-family="${fontFamily}, sans-serif">${content}</svg>`
  );
}

/** The picture of one episode among several. */
export interface EpisodePanel extends EpisodeOutcome {
  /** The grid, in units of cells. */
  readonly content: string;
  readonly caption: string;
}

/** An entry of a legend: a line in the colour of a subtask, or a symbol in units of cells around (0, 0). */
export type LegendEntry =
  | { readonly subtask: number; readonly text: string }
  | { readonly symbol: string; readonly text: string };

const COLUMNS = 4;
const PANEL = 230;
const GAP = 16;
const CAPTION = 24;
const FONT = 12;
/** Mean advance of a letter, in em. */
const LETTER = 0.62;

/**
 * Small multiples of episodes as an SVG document: each grid with the outcome, under one legend.
 *
 * @param cells of a grid from left to right
 * @param rows of a grid; default: `cells`
 */
export function episodesSheet(
  panels: readonly EpisodePanel[],
  cells: number,
  legend: readonly LegendEntry[],
  rows = cells,
): string {
  const columns = Math.min(COLUMNS, Math.max(panels.length, 1));
  const width = Math.max(columns, 3) * (PANEL + GAP) + GAP;
  const { markup, height: legendHeight } = legendRows(legend, width - 2 * GAP);
  const panelHeight = Math.ceil((PANEL * rows) / cells);
  const lines = Math.ceil(panels.length / columns);
  const height = GAP + legendHeight + lines * (panelHeight + CAPTION + GAP) + GAP;
  const drawn = panels.map((panel, i) => {
    const x = GAP + (i % columns) * (PANEL + GAP);
    const y = GAP + legendHeight + Math.floor(i / columns) * (panelHeight + CAPTION + GAP);
    const grid = `<g transform="translate(0,${CAPTION}) scale(${round(PANEL / cells)})">${panel.content}</g>`;
    return `<g transform="translate(${x},${y})">${caption(panel)}${grid}</g>`;
  });
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" ` +
    `viewBox="0 0 ${width} ${height}" font-family="${fontFamily}, sans-serif" font-size="${FONT}">` +
    `<rect width="${width}" height="${height}" fill="${ink.background}"/>${markup}${drawn.join('')}</svg>`
  );
}

function caption({ caption: text, ...outcome }: EpisodePanel): string {
  const [mark, colour] = outcomeMark(outcome);
  return (
    `<text y="16" fill="${ink.text}"><tspan fill="${colour}" font-size="15" font-weight="bold">${mark}</tspan>` +
    `<tspan dx="5">${escapeXml(text)}</tspan></text>`
  );
}

function legendRows(entries: readonly LegendEntry[], width: number) {
  const rowHeight = 22;
  let x = 0;
  let y = 0;
  const items = entries.map((entry) => {
    const extent = 40 + entry.text.length * FONT * LETTER;
    if (x > 0 && x + extent > width) [x, y] = [0, y + rowHeight];
    const symbol =
      'symbol' in entry
        ? `<g transform="scale(16)">${entry.symbol}</g>`
        : `<path d="M-10 0H10" stroke="${subtaskColour(entry.subtask)}" stroke-width="4" stroke-linecap="round"/>`;
    const item =
      `<g transform="translate(${round(GAP + 12 + x)},${GAP + y})">${symbol}` +
      `<text x="17" y="4" fill="${ink.muted}">${escapeXml(entry.text)}</text></g>`;
    x += extent;
    return item;
  });
  return { markup: items.join(''), height: y + rowHeight };
}
