import type { RunsPlan } from './runs-plan.ts';
import type { RunsRow } from './runs-summary.ts';
import type { Contender } from './summary.ts';

/** What a report on runs is made from. */
export interface ComparedRuns {
  readonly plan: RunsPlan;
  readonly contenders: readonly Contender[];
  readonly rows: readonly RunsRow[];
  /** The command that makes the report again. */
  readonly command: string;
}
