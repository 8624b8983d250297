import type { Env } from 'gymnasium-js';
import { type Policy, rollout } from '../../src/episodes/rollout.ts';
import { streamSeed } from '../../src/numeric/seeds.ts';
import type { EpisodeTrace, Expert } from '../../src/task/environment-adapter.ts';
import { subtaskIndex } from '../../src/task/layouts.ts';
import type { Task } from '../../src/task/task.ts';
import type { Agent } from '../agent.ts';
import type { Perturbation } from '../perturbation/perturbation.ts';
import { PerturbedAgent } from '../perturbation/perturbed-agent.ts';
import { perturbedEnv } from '../perturbation/perturbed-env.ts';

/** Who picks the subtasks: the agent itself, the expert in its place, or a fixed rule: one subtask by name all along. */
export type SubtaskChooser = 'network' | 'expert' | { readonly always: string };

/** Which episodes an agent plays, and who picks the subtasks. */
export interface EvaluationOptions {
  /** Names the layouts; those of another seed, and of training, are others. */
  readonly seed: number;
  /** Stream of random numbers that the layouts come from. Default: that of evaluations. */
  readonly stream?: string | undefined;
  /** Number of episodes. */
  readonly episodes: number;
  /** Index of the first episode; zero if not given. Each depends on seed and index alone. */
  readonly first?: number | undefined;
  /** Layout distribution of the task; its own options if not given. */
  readonly layout?: string | undefined;
  /** Who picks the subtasks. */
  readonly manager: SubtaskChooser;
  /** Cuts episodes off after so many steps. */
  readonly maxSteps?: number | undefined;
  /** What is done to the agent and its world in every episode; nothing if not given. */
  readonly perturbations?: readonly Perturbation[] | undefined;
  /**
   * Whether the expert says at each step which subtask is due, for `rightChoices` and for traces of flat agents; it may have
   * to plan. Default false.
   */
  readonly judged?: boolean;
  /** Number of first episodes to keep in full, for pictures. */
  readonly traces?: number;
}

/** One episode on a fresh layout. */
export interface EpisodeResult {
  /** Which milestones were reached, in their order; the last one is success. */
  readonly achieved: readonly boolean[];
  /** Environment steps. */
  readonly steps: number;
  /** Sum of rewards. */
  readonly return: number;
  /** Steps in which the manager chose the subtask that the expert would have chosen; null without a manager or an expert, or not judged. */
  readonly rightChoices: number | null;
}

/** What an agent achieved. */
export interface Evaluation {
  /** One an episode, in their order. */
  readonly results: readonly EpisodeResult[];
  /** The first episodes in full, as many as were asked for. */
  readonly traces: readonly EpisodeTrace[];
}

/** Plays an agent on layouts that it never saw; learning is off. @throws UsageError when the task has no such layout */
export function evaluate<Observation, Action>(
  task: Task<Observation, Action>,
  agent: Agent<Observation, Action>,
  request: EvaluationOptions,
  onEpisode?: (completed: number) => void,
): Evaluation {
  const {
    seed,
    stream = 'evaluation',
    episodes,
    first = 0,
    layout,
    perturbations = [],
    traces: traced = 0,
  } = request;
  const world = task.environment({ layout });
  const env = perturbedEnv(task, world, perturbations);
  const perturbed = perturbations.length === 0 ? null : new PerturbedAgent(task, agent, perturbations);
  const asked = request.judged === true || request.manager === 'expert';
  const expert = asked && task.hasExpert ? task.expert(world) : null;
  const traces: EpisodeTrace[] = [];
  const results: EpisodeResult[] = [];
  for (let episode = 0; episode < episodes; episode++) {
    const trace = episode < traced ? { infos: [], choices: [] } : null;
    const resetSeed = streamSeed(seed, stream, first + episode);
    perturbed?.begin(resetSeed);
    const result = playEpisode(task, env, perturbed ?? agent, expert, request, resetSeed, trace);
    results.push(result);
    if (trace) traces.push({ ...trace, succeeded: result.achieved.at(-1) === true });
    onEpisode?.(episode + 1);
  }
  env.close();
  return { results, traces };
}

function playEpisode<Observation, Action>(
  task: Task<Observation, Action>,
  env: Env<Observation, Action>,
  agent: Agent<Observation, Action>,
  expert: Expert<Action> | null,
  { manager, maxSteps }: Pick<EvaluationOptions, 'manager' | 'maxSteps'>,
  seed: bigint,
  trace: { infos: Record<string, unknown>[]; choices: number[] } | null,
): EpisodeResult {
  const always = typeof manager === 'object' ? subtaskIndex(task, manager.always) : undefined;
  let rightChoices = 0;
  const policy: Policy<Observation, Action> = {
    reset: () => agent.reset(),
    act(observation, info) {
      const subtask = expert?.subtask();
      const action = agent.act(observation, manager === 'network' ? {} : { subtask: always ?? subtask });
      if (subtask !== undefined && agent.choice === subtask) rightChoices++;
      trace?.infos.push(info);
      trace?.choices.push(agent.subtask ?? subtask ?? 0);
      return action;
    },
  };
  const end = rollout(env, policy, { seed }, maxSteps);
  trace?.infos.push(end.info);
  return {
    achieved: task.achieved(end.info),
    steps: end.steps,
    return: end.return,
    rightChoices: agent.choice === null || expert === null ? null : rightChoices,
  };
}
