import type { Area, Line } from '../../terminal/styled-text.ts';
import { cut, widthOf } from '../../terminal/styled-text.ts';

/** Beside a picture there is room for a panel of at least so many columns. */
const PANEL = 29;
const GAP = 2;
const LEAST: Area = { columns: 24, rows: 8 };
/** Rows of the panel where it stands above the picture. */
const HEAD = 5;

/**
 * A picture and a panel on one screen: side by side, or, where that is too narrow, the beginning of the panel above the
 * picture.
 *
 * @param draw the picture, in no more than a given area
 * @param panel lines for a panel of a given width, the most important ones first
 */
export function layOut(
  area: Area,
  draw: (area: Area) => readonly Line[],
  panel: (columns: number) => readonly Line[],
): readonly Line[] {
  const { columns, rows } = area;
  if (columns < LEAST.columns || rows < LEAST.rows) {
    return [[{ text: 'window too small:' }], [{ text: `${LEAST.columns} × ${LEAST.rows} needed` }]].slice(
      0,
      rows,
    );
  }
  const beside = columns - PANEL - GAP;
  if (beside >= PANEL) {
    const picture = draw({ columns: beside, rows });
    const width = Math.max(...picture.map(widthOf));
    const text = panel(columns - width - GAP);
    return Array.from({ length: Math.min(rows, Math.max(picture.length, text.length)) }, (_, row) => [
      ...cut(picture[row] ?? [], 0, width + GAP),
      ...(text[row] ?? []),
    ]);
  }
  const head = panel(columns)
    .filter((line) => widthOf(line) > 0)
    .slice(0, HEAD);
  return [...head, ...draw({ columns, rows: rows - head.length })];
}
