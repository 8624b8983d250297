import type { Attempts } from './attempts.ts';

/** Work on a disk that several processes share, on one machine or on several. It consists of items, each of which is known by its id. */
export interface WorkFolder {
  readonly path: string;
  /** Who works or worked on an item. */
  attempts(id: string): Attempts;
  /** Whether the result of an item is there for good. */
  isDone(id: string): boolean;
}
