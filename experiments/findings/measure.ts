import type { Agent } from '../../agents/agent.ts';
import { decompose } from '../../agents/decomposition/decompose.ts';
import type { Finding, Remark } from '../../agents/decomposition/findings/finding.ts';
import { Stage } from '../../agents/decomposition/stage.ts';
import { type ImitationRunConfig, imitationRunSchema } from '../../agents/trainable/schema.ts';
import { ImitationSession } from '../../agents/trainable/session.ts';
import { adapters } from '../../envs/index.ts';
import { parseConfig } from '../../src/config/config.ts';
import { applySettings } from '../../src/config/config-file.ts';
import type { ReportDocument } from '../../src/report/document.ts';
import type { Cell } from '../../src/run/cells/cell.ts';
import type { AnyAdapter } from '../../src/task/environment-adapter.ts';
import { resolved } from '../../src/task/resolved.ts';
import { type Fault, faults } from './faults.ts';
import { PlantedAgent } from './planted-agent.ts';
import { tasks } from './tasks.ts';

/** A fault in an agent of a task, by their names. */
export interface FindingsCell extends Cell {
  readonly task: string;
  readonly fault: string;
  readonly episodes: number;
}

/** What a report found. */
export interface FoundFaults {
  readonly success: number;
  /** Kinds of findings, the greatest loss first. */
  readonly kinds: readonly string[];
  /** Kinds of remarks, on what costs nothing. */
  readonly remarks: readonly string[];
  /** The first line. */
  readonly first: string;
}

/** Trains an agent, plants the fault, and reports. */
export async function measureFindings({
  task: name,
  fault: planted,
  seed,
  episodes,
}: FindingsCell): Promise<FoundFaults> {
  const about = tasks.find((task) => task.name === name)!;
  const fault = faults.find((one) => one.name === planted)!;
  const given = adapters.find((adapter) => adapter.name === about.env)!;
  const raw = applySettings({ seed }, about.set);
  const { options } = parseConfig(imitationRunSchema(given), raw, name);
  const { resolve: _, ...own } = resolved(given, options);
  const adapter = fault.task?.(own) ?? own;
  const set = fault.set?.(own.subtasks.names) ?? [];
  const config = parseConfig(imitationRunSchema(adapter), applySettings(raw, set), name);
  const session = trained(fault.school?.(adapter) ?? adapter, adapter, config);
  const { data, lead } = await report(session, adapter, config, fault, episodes);
  const findings = data['findings'] as readonly Finding[];
  return {
    success: data['success'] as number,
    kinds: findings.map(({ kind }) => kind),
    remarks: (data['remarks'] as readonly Remark[]).map(({ kind }) => kind),
    first: lead[0]!.text,
  };
}

/** An agent that was trained in a school, and acts in the task. */
function trained(school: AnyAdapter, adapter: AnyAdapter, config: ImitationRunConfig): ImitationSession {
  const pupil = new ImitationSession(school, config);
  while (pupil.completed < pupil.total) pupil.advance();
  return school === adapter ? pupil : copyOf(pupil, adapter, config);
}

function copyOf(
  session: ImitationSession,
  adapter: AnyAdapter,
  config: ImitationRunConfig,
): ImitationSession {
  const copy = new ImitationSession(adapter, config);
  copy.restore(session.checkpoint());
  return copy;
}

const about = { subject: 'a planted fault', command: 'npm run table:findings' };

/** The report at its default settings; where something is planted in the agent, without the one that has no subtasks. */
function report(
  session: ImitationSession,
  adapter: AnyAdapter,
  config: ImitationRunConfig,
  { plant }: Fault,
  episodes: number,
): Promise<ReportDocument> {
  if (plant === undefined) return session.decompose({ ...about, episodes });
  const untrained = () => new ImitationSession(adapter, config).agent as Agent;
  const copies = {
    manager: session.agent as Agent,
    workers: copyOf(session, adapter, config).agent as Agent,
    untrained: untrained(),
  };
  const agent = new PlantedAgent(copies, plant(usedSubtasks(session)));
  const stage = new Stage(session.task, { learned: agent, untrained, flat: null });
  const layout = config.evaluation.layouts[0]!;
  const played = { seed: config.seed, layout, episodes, controlEpisodes: 30, hopelessAfter: 10, flat: false };
  return decompose(stage, agent, { ...about, ...played, full: false });
}

const EXPERT_EPISODES = 10;

/** The subtasks that are ever due, in the order in which they first are. */
function usedSubtasks({ task, config }: ImitationSession): number[] {
  const stage = new Stage(task, { learned: null as never, untrained: () => null as never, flat: null });
  const traces = stage.examine({
    cast: { manager: 'perfect', workers: 'expert' },
    seed: config.seed,
    layout: config.evaluation.layouts[0]!,
    first: 0,
    units: EXPERT_EPISODES,
    pace: { sequence: [], steps: [], substitutes: [] },
    asks: 'subtasks',
  });
  return [...new Set(traces.flatMap(({ due }) => [...(due ?? [])]))];
}
