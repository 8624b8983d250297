import type { ControlCell, ControlResult } from './control.ts';
import type { RecallCell } from './recall.ts';

/** A row with a seed. */
export type AblationCell = RecallCell | ControlCell;
/** Error of recalls, or what an agent achieved. */
export type AblationResult = number | ControlResult;

/** The error of recalls, or the share of failed episodes. */
export function scoreOf(cell: AblationCell, result: AblationResult): number {
  if (typeof result === 'number') return result;
  return 1 - result.successes / (cell as ControlCell).layouts;
}
