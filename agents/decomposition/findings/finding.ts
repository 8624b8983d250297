import type { Estimate } from '../../../src/statistics/proportions.ts';
import type { Analysis } from '../analysis.ts';

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

/** Something worth knowing that costs nothing that could be told. */
export type Remark = Pick<Finding, 'kind' | 'sentence' | 'subtasks'>;

/** A loss of success that counts: its interval excludes 0, and it is no trifle. @param loss of `Analysis.tested` */
export function counts({ value, low }: Estimate): boolean {
  return low > 0 && value >= 0.03;
}

/** The same of time: a share of the expert’s steps, and two at least. @param loss steps, of `Analysis.tested` */
export function countsAsTime(analysis: Analysis, { value, low }: Estimate, share = 0.15): boolean {
  return low > 0 && value >= Math.max(2, share * expertSteps(analysis));
}

/** Mean steps of the expert’s episodes. */
export function expertSteps({ outcomes }: Pick<Analysis, 'outcomes'>): number {
  return outcomes.find(({ name }) => name === 'perfect/expert')?.meanSteps ?? 0;
}

/** Steps that are no error yet: a third of what the expert takes for a subtask, at least two. */
export function tolerance(usual: number): number {
  return Math.max(2, usual / 3);
}
