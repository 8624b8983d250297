import { UsageError } from '../../src/errors.ts';
import type { ReportDocument } from '../../src/report/document.ts';
import type { EvaluationContext, Stoppable } from '../../src/run/examination.ts';
import type { DecompositionOverrides } from '../../src/run/trainable.ts';
import { layoutOptions } from '../../src/task/layouts.ts';
import type { Agent } from '../agent.ts';
import type { AgentConfig } from '../config.ts';
import type { DivisionConfig } from '../decomposition/division/division.ts';
import type { TrainedSplit } from '../decomposition/splits.ts';
import { Stage } from '../decomposition/stage.ts';
import { cloningSource } from './cloning-source.ts';
import type { ExaminedSession, LearningSession, SessionMaker } from './examined-session.ts';
import { learn, trained } from './learn.ts';
import type { ImitationRunConfig } from './schema.ts';
import { withoutPlaces } from './without-places.ts';

/** Layouts of the casts that say who fails, and of the controls. */
const EPISODES = 100;
const CONTROL_EPISODES = 30;
/** Episodes after which a control that hardly ever succeeded plays no more. */
const HOPELESS_AFTER = 10;
/** The same of the long report, in which controls play as much, and hopeless ones, too. */
const FULL_EPISODES = 500;

/** Where the casts of a session play. @param begin makes a session of other settings */
export function stageOf(session: LearningSession, begin: SessionMaker): Stage {
  const { task, agent, config, completed } = session;
  return new Stage(task, {
    learned: agent,
    untrained: () => begin(config).agent,
    flat: config.agent.kind === 'flat' ? null : (context) => trainFlat(begin, config, completed, context),
    trainSplit: canDivide(session)
      ? (division, labels, context) => trainSplit(begin, config, division, labels, context)
      : undefined,
    cloning: () => cloningSource(session, begin),
    labels: session.counts.managerLabels + session.counts.workerLabels,
  });
}

/** An agent without subtasks that has learned for as many episodes, with the settings of the workers. */
async function trainFlat(
  begin: SessionMaker,
  config: ImitationRunConfig,
  episodes: number,
  context?: Stoppable,
): Promise<Agent> {
  const flat = begin({ ...config, agent: flatConfig(config.agent) });
  await learn(flat, context, episodes);
  return flat.agent;
}

/** Whether there is an expert by which other splits can be trained, under the settings of the session. */
function canDivide({ task, config }: ExaminedSession): boolean {
  const { dataset, division } = config.imitation;
  return task.hasExpert && dataset === undefined && division === undefined && config.agent.kind !== 'flat';
}

/** Rounds of practice at most: the budget of labels ends a training before. */
const MOST_ROUNDS = 200;

/** An agent that has learned under another split, with the same settings but those of places, which only the own split has. */
async function trainSplit(
  begin: SessionMaker,
  config: ImitationRunConfig,
  division: DivisionConfig | null,
  labelBudget: number,
  context: Stoppable,
): Promise<TrainedSplit> {
  const rounds = 'rounds' in config.imitation ? { rounds: MOST_ROUNDS } : {};
  const imitation = { ...config.imitation, ...rounds, labelBudget, ...(division && { division }) };
  const session = begin({ ...config, agent: withoutPlaces(config.agent), imitation });
  await learn(session, context);
  return trained(session);
}

function flatConfig(agent: AgentConfig): AgentConfig {
  if (agent.kind === 'flat') return agent;
  const { networks: _, ...learner } = agent.workers;
  return { ...learner, kind: 'flat', repeatInhibition: agent.repeatInhibition };
}

/**
 * Reports on the split into subtasks of the task of a session.
 * @throws UsageError where there is no expert, or no split
 */
export async function decomposeSession(
  session: ExaminedSession,
  stage: Stage,
  {
    subject,
    command,
    full = false,
    flat = true,
    metrics = [],
    splits = [],
    root,
    ...overrides
  }: DecompositionOverrides,
  context: EvaluationContext,
): Promise<ReportDocument> {
  const { task, agent, config } = session;
  if (agent.choice === null)
    throw new UsageError(
      `${subject}: expected the run of an agent with a manager, received one of agent.kind ${config.agent.kind}; train one without that setting`,
    );
  if (!task.hasExpert)
    throw new UsageError(
      `${subject}: expected a task with an expert, who says which subtask is due, received ${task.name}; report on its dataset instead`,
    );
  const { seed = config.seed, layout = config.evaluation.layouts[0]! } = overrides;
  const { episodes = full ? FULL_EPISODES : EPISODES } = overrides;
  const controlEpisodes = full ? episodes : CONTROL_EPISODES;
  layoutOptions(task.adapter, layout);
  const { decompose } = await import('../decomposition/decompose.ts');
  const hopelessAfter = full ? null : HOPELESS_AFTER;
  const played = { seed, layout, episodes, controlEpisodes, hopelessAfter, flat };
  const places = splits.map((id) => ({ id, root }));
  const flatLacks = hasWaves(config.agent) ? 'the waves that plan ways' : null;
  const about = { subject, command, full, flatLacks, metrics, splits: places };
  return decompose(stage, agent, { ...played, ...about }, context);
}

/** Whether waves of bursts plan for the manager. */
function hasWaves(agent: AgentConfig): boolean {
  return agent.kind !== 'flat' && agent.manager.planner?.kind === 'burst-wave';
}
