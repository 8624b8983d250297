import type { MessagePort } from 'node:worker_threads';
import type { Column } from './column.ts';

/** What a reading thread is started with. */
export interface ReaderStart {
  readonly port: MessagePort;
  /** Two Int32: the number of replies, and 1 once the thread has ended. */
  readonly signal: SharedArrayBuffer;
  readonly path: string;
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

export type ReadReply =
  | { readonly names: readonly string[] }
  | { readonly group: RawGroup }
  /** What is wrong with the file: where, and what is there. */
  | { readonly refused: { readonly path: string; readonly expected: string; readonly received: string } };
