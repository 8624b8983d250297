import type { FactorEffect } from '../../statistics/factor-effects.ts';
import type { Axis } from './points.ts';
import type { RankedPoint } from './ranking.ts';
import type { Measure, RunOutcome } from './results.ts';
import type { SweepFolder } from './sweep-folder.ts';

/** What a sweep found. */
export interface SweepFindings {
  readonly folder: SweepFolder;
  readonly axes: readonly Axis[];
  readonly measure: Measure;
  readonly outcomes: readonly RunOutcome[];
  readonly ranked: readonly RankedPoint[];
  readonly effects: readonly FactorEffect[];
  /** Planned runs that are not done. */
  readonly missing: number;
  /** The command that makes the report. */
  readonly command: string;
}
