import { extentOf, heightOf, type Page } from './page-svg.ts';

/** Dots across a line of the terminal: two in each character. */
const DOTS = 150;
/** The dots of a Braille character by column and row, as bits. */
const bits = [
  [0x01, 0x02, 0x04, 0x40],
  [0x08, 0x10, 0x20, 0x80],
] as const;
const BLANK = 0x2800;

/** A picture of a page as text, in Braille characters, with the text and how it is read above it. */
export function pageText({ path, text, written }: Page): string {
  const extent = extentOf(path);
  const perDot = Math.max(extent.width / (DOTS - 1), 1 / 14);
  const columns = Math.ceil((extent.width / perDot + 1) / 2);
  const rows = Math.ceil(heightOf(extent) / perDot / 4);
  const cells = Array.from({ length: rows }, () => new Uint8Array(columns));
  for (const [x, y, writes] of path) {
    const [column, row] = [Math.floor(x / perDot), Math.floor((1.9 - y) / perDot)];
    const cell = cells[row >> 2];
    if (!writes || cell === undefined || column < 0 || column >= 2 * columns) continue;
    cell[column >> 1] = cell[column >> 1]! | bits[(column & 1) as 0 | 1][(row & 3) as 0 | 1 | 2 | 3];
  }
  const lines = cells.map((row) => String.fromCharCode(...Array.from(row, (dots) => BLANK + dots)));
  const read = written.map(({ readAs }) => readAs ?? '·').join('');
  return [`to write: ${text}`, `read:     ${read}`, ...lines].join('\n');
}
