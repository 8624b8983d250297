import type { Column } from './column.ts';
import type { PictureShape } from './pictures.ts';

/** What is to be read, and what is known of it. */
export interface ReadSource {
  /** File or folder. */
  readonly path: string;
  /** Steps of all episodes: no episode has more. */
  readonly steps: number;
  /** Columns that hold compressed pictures, with the shape of each picture, by path, e.g. `observations/pixels`. */
  readonly pictures: Readonly<Record<string, PictureShape>>;
}

/** What to read: the names in the root group, or one group of it. */
export type ReadRequest = { readonly names: true } | { readonly group: string };

/** An attribute as it is in the file. */
export type RawAttribute = string | number | bigint | boolean | readonly RawAttribute[];

/** A group as it is in the file, with everything below it. */
export interface RawGroup {
  readonly columns: Readonly<Record<string, Column>>;
  readonly attributes: Readonly<Record<string, RawAttribute>>;
}

/** What was read, or what is wrong with the file: where, what should be there, and what is. */
export type ReadReply =
  | { readonly names: readonly string[] }
  | { readonly group: RawGroup }
  | { readonly refused: { readonly path: string; readonly expected: string; readonly received: string } };
