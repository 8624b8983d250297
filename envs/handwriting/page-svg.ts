import { fontFamily, ink, meaning, subtaskColour } from '../../src/figures/palette.ts';
import { escapeXml } from '../../src/figures/sheet.ts';
import type { Trail } from '../rendering.ts';
import { LINE_SPACING } from './page.ts';
import type { Judgement, PenMark } from './types.ts';

/** The content of a picture of a page. */
export interface Page extends Trail<PenMark> {
  readonly text: string;
  readonly written: readonly Judgement[];
}

/** Room around the ink, and above and below a line, in heights of small letters. */
const MARGIN = 0.6;
const ABOVE = 1.9;
const BELOW = 0.9;

/** The part of a page that has been written on. */
export interface PageExtent {
  readonly width: number;
  readonly lines: number;
}

/** At least as large as given. */
export function extentOf(path: readonly PenMark[], least: PageExtent = { width: 4, lines: 1 }): PageExtent {
  let { width, lines } = least;
  for (const [x, y] of path) {
    width = Math.max(width, Math.min(x, 60));
    lines = Math.max(lines, Math.min(Math.floor((ABOVE - y) / LINE_SPACING) + 1, 60));
  }
  return { width, lines };
}

/** A picture of one moment of an episode as an SVG document. @param size width in pixels */
export function pageSvg(page: Page, size = 480): string {
  const extent = extentOf(page.path);
  const scale = size / (extent.width + 2 * MARGIN);
  const height = Math.ceil(heightOf(extent) * scale) + 26;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${height}" viewBox="0 0 ${size} ${height}">` +
    `<rect width="${size}" height="${height}" fill="${ink.background}"/>` +
    `<text x="8" y="18" font-family="${fontFamily}, sans-serif" font-size="12" fill="${ink.muted}">${page.path.length - 1} ms · ` +
    `${captionOf(page)}</text><g transform="translate(0,26)">${drawPage(page, extent, scale)}</g></svg>`
  );
}

/** What was to be written and how it is read, as SVG text. */
export function captionOf({ text, written }: Pick<Page, 'text' | 'written'>): string {
  const read = written.map(({ readAs, isRight }) => {
    const letter = escapeXml(readAs ?? '·');
    return isRight ? letter : `<tspan fill="${meaning.failure}">${letter}</tspan>`;
  });
  return `to write: ${escapeXml(text)}${read.length > 0 ? ` · read: ${read.join('')}` : ''}`;
}

/** Height of a page in heights of small letters. */
export function heightOf({ lines }: PageExtent): number {
  return (lines - 1) * LINE_SPACING + ABOVE + BELOW;
}

/** The ink in the colours of the letters, the way of the lifted pen in grey, and the pen, as SVG elements. */
export function drawPage(
  { path, subtasks }: Trail<PenMark>,
  { width, lines }: PageExtent,
  scale: number,
): string {
  const place = ([x, y]: PenMark) => [round((x + MARGIN) * scale), round((ABOVE - y) * scale)] as const;
  const rules = Array.from({ length: lines }, (_, line) => {
    const y = round((ABOVE + line * LINE_SPACING) * scale);
    return `<path d="M${round(MARGIN * 0.5 * scale)} ${y}H${round((width + 1.5 * MARGIN) * scale)}" stroke="${ink.faint}" stroke-width="1"/>`;
  });
  const pieces: string[] = [];
  for (let from = 0; from < subtasks.length; ) {
    let to = from + 1;
    while (to < subtasks.length && subtasks[to] === subtasks[from] && path[to + 1]![2] === path[from + 1]![2])
      to++;
    // The hand goes to the next letter without a way that could be drawn.
    const points = path.slice(from + 1, to + 1).map(place);
    const writes = path[from + 1]![2];
    const paint = writes
      ? `stroke="${subtaskColour(subtasks[from]!)}" stroke-width="${round(0.11 * scale)}"`
      : `stroke="${ink.faint}" stroke-width="1" stroke-dasharray="2 3"`;
    pieces.push(
      `<polyline points="${points.map(([x, y]) => `${x},${y}`).join(' ')}" fill="none" ${paint} stroke-linecap="round" stroke-linejoin="round"/>`,
    );
    from = to;
  }
  const [penX, penY] = place(path.at(-1)!);
  const pen = `<circle cx="${penX}" cy="${penY}" r="3" fill="${ink.text}"/>`;
  return rules.join('') + pieces.join('') + pen;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
