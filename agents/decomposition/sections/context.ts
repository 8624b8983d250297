import type { Section } from '../../../src/report/document.ts';
import type { EvaluationContext } from '../../../src/run/examination.ts';
import type { Agent } from '../../agent.ts';
import type { Analysis } from '../analysis.ts';
import type { DatasetPlace } from '../cloned-splits.ts';
import type { Finding } from '../findings/finding.ts';
import type { Stage } from '../stage.ts';

/** What sections are made from. */
export interface DecompositionContext {
  readonly analysis: Analysis;
  readonly findings: readonly Finding[];
  readonly agent: Agent;
  readonly stage: Stage;
  /** How the user names what is examined, e.g. a run folder. */
  readonly subject: string;
  /** The command that makes the report again. */
  readonly command: string;
  /** Whether the long report is asked for. */
  readonly full: boolean;
  /** The lines logged during training; none where they were not kept. */
  readonly metrics: readonly Readonly<Record<string, unknown>>[];
  /** Datasets whose labels are splits of somebody’s own. */
  readonly splits: readonly DatasetPlace[];
  /** For sections that play more episodes. */
  readonly evaluation: EvaluationContext;
}

/** Makes a section; null where there is nothing to show. */
export type SectionMaker = (context: DecompositionContext) => Promise<Section | null> | Section | null;
