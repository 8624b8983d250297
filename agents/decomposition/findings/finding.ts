import type { Estimate } from '../../../src/statistics/proportions.ts';

/** Something that is wrong, in one plain sentence. */
export interface Finding {
  /** For programs, e.g. `late-switch`. */
  readonly kind: string;
  readonly sentence: string;
  /** Who is at fault. */
  readonly level: 'manager' | 'workers' | 'split' | 'agent';
  /** Names of the subtasks that it is about. */
  readonly subtasks: readonly string[];
  /** Success that it explains, 0 … 1; by this findings are ordered. */
  readonly loss: number;
  /** Steps an episode that it explains. */
  readonly steps: number;
}

/** A loss that counts: its interval excludes 0, and it is no trifle. */
export function counts({ value, low }: Estimate, least = 0.03): boolean {
  return low > 0 && value >= least;
}
