import { type Area, cut, type Line, widthOf } from './styled-text.ts';

/** Beside a picture there is room for a panel of at least so many columns. */
const PANEL = 29;
const GAP = 2;
const LEAST: Area = { columns: 24, rows: 8 };
/** Rows of the panel where it stands above the picture. */
const HEAD = 5;

/** Whether anything can be shown in an area. */
export function isLargeEnough({ columns, rows }: Area): boolean {
  return columns >= LEAST.columns && rows >= LEAST.rows;
}

/** What stands beside a picture. */
export interface Panel {
  /** The most important ones first. */
  readonly lines: readonly Line[];
  /** Lines that follow where all of them fit. */
  readonly help: readonly Line[];
  /** Stands in the last row where they do not. */
  readonly instead: Line;
}

/** A screen, and whether all of the panel's help is on it. */
export interface Layout {
  readonly lines: readonly Line[];
  readonly isWhole: boolean;
}

/**
 * A picture and a panel on one screen: side by side, or, where that is too narrow, the beginning of the panel above the
 * picture.
 *
 * @param draw the picture, in no more than a given area
 * @param panel for a given width
 */
export function layOut(
  area: Area,
  draw: (area: Area) => readonly Line[],
  panel: (columns: number) => Panel,
): Layout {
  const { columns, rows } = area;
  if (!isLargeEnough(area)) {
    const needed = `${LEAST.columns} × ${LEAST.rows} needed`;
    const lines = [[{ text: 'window too small:' }], [{ text: needed }]].slice(0, rows);
    return { lines, isWhole: true };
  }
  const beside = columns - PANEL - GAP;
  if (beside >= PANEL) {
    const picture = draw({ columns: beside, rows });
    const width = Math.max(...picture.map(widthOf));
    const { text, isWhole } = filled(panel(columns - width - GAP), rows);
    const lines = Array.from({ length: Math.min(rows, Math.max(picture.length, text.length)) }, (_, row) => [
      ...cut(picture[row] ?? [], 0, width + GAP),
      ...(text[row] ?? []),
    ]);
    return { lines, isWhole };
  }
  const { lines, instead } = panel(columns);
  const head = lines.filter((line) => widthOf(line) > 0).slice(0, HEAD);
  const picture = draw({ columns, rows: rows - head.length - 1 });
  return { lines: [...head, ...picture, instead], isWhole: false };
}

/** The lines of a panel in so many rows. */
function filled({ lines, help, instead }: Panel, rows: number): { text: readonly Line[]; isWhole: boolean } {
  const whole = [...lines, ...help];
  if (whole.length <= rows) return { text: whole, isWhole: true };
  const above = Array.from({ length: rows - 1 }, (_, row) => lines[row] ?? []);
  return { text: [...above, instead], isWhole: false };
}
