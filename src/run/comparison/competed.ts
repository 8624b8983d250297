import type { Trial } from '../trainable.ts';

/** What a learner achieved, and what it is. */
export interface Competed extends Trial {
  /** Checksum of its weights; absent in results of earlier versions. */
  readonly weights?: string;
}
