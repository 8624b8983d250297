import type { Area, Line, Span } from './styled-text.ts';

/** A point of a picture. */
export interface Dot {
  /** `#rrggbb` */
  readonly colour: string;
  /** The character that stands for it on a terminal without colours. */
  readonly letter: string;
  /** Where two points share a character, the letter of the point with the larger weight is shown. */
  readonly weight: number;
}

/** A picture in pixels, `[height, width, 3]` row-major, as `render` returns it. */
export interface Pixels {
  /** `[height, width, 3]`, 0 to 255. */
  readonly data: ArrayLike<number>;
  /** Pixels in a row. */
  readonly width: number;
  /** Number of rows. */
  readonly height: number;
}

/**
 * A picture as lines: each character shows two points, one above the other, so that points are about square.
 *
 * @param dot gives the point in a column and a row; points have twice as many rows as lines
 */
export function halfBlocks({ columns, rows }: Area, dot: (column: number, row: number) => Dot): Line[] {
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column): Span => {
      const [upper, lower] = [dot(column, 2 * row), dot(column, 2 * row + 1)];
      const plain = (upper.weight > lower.weight ? upper : lower).letter;
      return { text: '▀', plain, colour: upper.colour, background: lower.colour };
    }),
  );
}

/** Letters from dark to bright. */
const RAMP = ' .:-=+*#%@';

/** A picture in pixels, without distortion, as large as it fits into an area. */
export function drawPixels({ data, width, height }: Pixels, area: Area): Line[] {
  const scale = Math.min(area.columns / width, (2 * area.rows) / height);
  const columns = Math.max(1, Math.floor(width * scale));
  const rows = Math.max(1, Math.floor((height * scale) / 2));
  const across = edges(width, columns);
  const down = edges(height, 2 * rows);
  return halfBlocks({ columns, rows }, (column, row) => {
    const sums = [0, 0, 0];
    const [top, bottom, left, right] = [down[row]!, down[row + 1]!, across[column]!, across[column + 1]!];
    const [last, end] = [Math.max(bottom, top + 1), Math.max(right, left + 1)];
    for (let y = top; y < last; y++) {
      for (let x = left; x < end; x++) {
        for (let c = 0; c < 3; c++) sums[c] = sums[c]! + data[3 * (y * width + x) + c]!;
      }
    }
    const mean = sums.map((sum) => Math.round(sum / ((last - top) * (end - left))));
    const brightness = (mean[0]! + mean[1]! + mean[2]!) / 3;
    return {
      colour: `#${mean.map((value) => value.toString(16).padStart(2, '0')).join('')}`,
      letter: RAMP[Math.min(Math.floor((brightness / 256) * RAMP.length), RAMP.length - 1)]!,
      weight: brightness,
    };
  });
}

/** Beginnings of equal parts of a side, in pixels, and the end of the last part. */
function edges(pixels: number, parts: number): number[] {
  return Array.from({ length: parts + 1 }, (_, part) => Math.floor((part * pixels) / parts));
}
