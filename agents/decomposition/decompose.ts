import type { LeadLine, ReportDocument, Section } from '../../src/report/document.ts';
import type { EvaluationContext } from '../../src/run/examination.ts';
import { proportion } from '../../src/statistics/proportions.ts';
import type { Agent } from '../agent.ts';
import { type Analysis, analyse, outcomeOf } from './analysis.ts';
import type { DatasetPlace } from './cloned-splits.ts';
import type { Finding, Remark } from './findings/finding.ts';
import { range } from './findings/wording.ts';
import { findingsOf, remarksOf } from './findings.ts';
import { flatLine } from './flat-line.ts';
import type { DecompositionContext } from './sections/context.ts';
import { sectionMakers } from './sections/index.ts';
import type { Stage } from './stage.ts';
import { playStudy, type StudyRequest } from './study.ts';
import { unseenParts } from './unseen.ts';
import { untrainedLine } from './untrained-line.ts';

/** What is asked of a report on a decomposition. */
export interface DecompositionSettings extends StudyRequest {
  /** How the user names what is examined, e.g. a run folder. */
  readonly subject: string;
  /** The command that makes the report again. */
  readonly command: string;
  readonly full: boolean;
  /** What helps the examined agent and not the one without subtasks, so that the two do not compare splits; absent: nothing. */
  readonly flatLacks?: string | null;
  /** The lines logged during training. */
  readonly metrics?: readonly Readonly<Record<string, unknown>>[];
  /** Datasets whose labels are splits of somebody’s own, for the long report. */
  readonly splits?: readonly DatasetPlace[];
}

/**
 * Reports on a task's split into subtasks: who fails, where and why.
 *
 * @param stage of a task with an expert
 * @param agent that is examined
 * @throws InterruptedError
 */
export async function decompose(
  stage: Stage,
  agent: Agent,
  request: DecompositionSettings,
  evaluation: EvaluationContext = {},
): Promise<ReportDocument> {
  const { task } = stage;
  const { subject, command, full, metrics = [], splits = [], flatLacks = null, ...asked } = request;
  const study = await playStudy(stage, asked, evaluation);
  const analysis = analyse(study, unseenParts(task, asked.layout, asked.seed));
  const findings = findingsOf(analysis);
  const remarks = remarksOf(analysis);
  const about = { subject, command, full, metrics, splits };
  const context = { analysis, findings, agent, stage, ...about, evaluation };
  const { episodes, controlEpisodes, hopelessAfter, layout, seed } = asked;
  const hopeless =
    hopelessAfter === null ? '' : `, or ${hopelessAfter} where workers are untrained or hardly ever succeed`;
  return {
    title: `${task.name}: is this split into subtasks good?`,
    subtitle: `${subject}: ${episodes} ${layout} layouts of seed ${seed}, never trained on; controls on the first ${Math.min(episodes, controlEpisodes)}${hopeless}. Intervals: 95 %.`,
    lead: leadOf(analysis, findings, remarks, flatLacks),
    sections: await sectionsOf(context),
    command,
    data: {
      task: task.name,
      subtasks: task.subtasks.names,
      request: asked,
      success: outcomeOf(analysis, 'learned/learned').success.value,
      findings,
      remarks,
    },
  };
}

async function sectionsOf(context: DecompositionContext): Promise<Section[]> {
  const sections: Section[] = [];
  for (const make of sectionMakers) {
    const section = await make(context);
    if (section !== null) sections.push(section);
  }
  return sections;
}

/** The most findings that stand in the first lines; all are in the data. */
const MOST_FINDINGS = 5;

/** The first lines: the findings, what the agent and an untrained one reach, and whether its subtasks help. */
function leadOf(
  analysis: Analysis,
  findings: readonly Finding[],
  remarks: readonly Remark[],
  flatLacks: string | null,
): LeadLine[] {
  const faults = findings
    .slice(0, MOST_FINDINGS)
    .map(({ sentence }): LeadLine => ({ tone: 'fault', text: sentence }));
  const known = remarks.map(({ sentence }): LeadLine => ({ tone: 'note', text: sentence }));
  const split = findings.some(({ kind }) => kind === 'split-does-not-pay')
    ? []
    : flatLine(analysis, flatLacks);
  const agent: LeadLine = { tone: 'note', text: reached(analysis) };
  // A split may have unneeded subtasks, at no loss to manager and workers.
  const lossless = findings.every(({ loss, level }) => loss === 0 && level === 'split');
  const good: LeadLine[] = lossless ? [{ tone: 'good', text: noFault(analysis, faults.length > 0) }] : [];
  const untrained = untrainedLine(analysis);
  return faults.length > 0
    ? [...faults, ...good, ...untrained, ...split, agent, ...known]
    : [...good, ...untrained, ...known, ...split, agent];
}

/** What is said of manager and workers without fault. @param besides whether the split has one */
function noFault({ success, outcomes, failures }: Analysis, besides: boolean): string {
  const no = besides ? 'No other fault' : 'No fault';
  const { episodes } = outcomeOf({ outcomes }, 'learned/learned');
  if (failures.length === 0) {
    const { high } = proportion(0, episodes);
    return `${no} found: neither manager nor workers lose an episode in ${episodes} (a loss above ${high.toFixed(2)} would have shown).`;
  }
  return `${no} can be told: ${failures.length} of ${episodes} episodes fail, too few to say who is at fault (loss ${range(success.total)}; manager ${range(success.manager)}, workers ${range(success.workers)}).`;
}

function reached({ outcomes, task }: Analysis): string {
  const [own, expert] = ['learned/learned', 'perfect/expert'].map((name) => outcomeOf({ outcomes }, name));
  const control = (name: string) => range(outcomeOf({ outcomes }, name).success);
  return `The agent reaches “${task.milestones.at(-1)}” in ${range(own!.success)} of the episodes, the expert in ${range(expert!.success)}. The agent’s workers reach it in ${control('perfect/learned')} under a perfect manager and in ${control('random/learned')} under a random one; an untrained manager with untrained workers reaches it in ${control('untrained/untrained')}. The agent takes ${own!.meanSteps.toFixed(0)} steps, the expert ${expert!.meanSteps.toFixed(0)}.`;
}
