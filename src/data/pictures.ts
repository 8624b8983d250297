import { Box, type Dtype, type Space } from 'gymnasium-js';
import { partsOf } from './column.ts';

/** Height, width and, unless the picture is grey, 3 channels. */
export type PictureShape = readonly number[];

/** Least height and width of what Minari compresses. */
const LEAST_SIDE = 32;

/**
 * The columns below `path` that Minari keeps as JPEG where it compresses pictures, with the shape of each picture: boxes
 * of bytes from 0 to 255, of two or three dimensions, at least 32 × 32.
 */
export function picturesIn(space: Space, path: string): Record<string, PictureShape> {
  const parts = partsOf(space);
  if (parts !== null) {
    const inner = parts.flatMap(([name, part]) => Object.entries(picturesIn(part, `${path}/${name}`)));
    return Object.fromEntries(inner);
  }
  return space instanceof Box && isPicture(space) ? { [path]: space.shape } : {};
}

function isPicture({ shape, low, high }: Box<Dtype>): boolean {
  const [height = 0, width = 0] = shape;
  return (
    low instanceof Uint8Array &&
    high instanceof Uint8Array &&
    (shape.length === 2 || shape.length === 3) &&
    height >= LEAST_SIDE &&
    width >= LEAST_SIDE &&
    low.every((bound) => bound === 0) &&
    high.every((bound) => bound === 255)
  );
}
