import type { Env, Info, ResetOptions } from 'gymnasium-js';

/** Chooses actions in an environment. */
export interface Policy<Observation, Action> {
  /** Called after the environment was reset. */
  reset(): void;
  /** Chooses the action of a step. */
  act(observation: Observation, info: Info): Action;
}

/** One step of an episode as it happened; `observation` and `info` are those the action was chosen on. */
export interface Transition<Observation, Action> {
  /** What the action was chosen on. */
  readonly observation: Observation;
  /** The environment's info on it. */
  readonly info: Info;
  /** What was done. */
  readonly action: Action;
  /** For the action. */
  readonly reward: number;
  /** The environment's info afterwards. */
  readonly nextInfo: Info;
}

/** How an episode ended. */
export interface EpisodeEnd {
  /** Environment steps. */
  readonly steps: number;
  /** Sum of rewards. */
  readonly return: number;
  /** Whether the task came to its end. */
  readonly terminated: boolean;
  /** Whether the environment cut it off. */
  readonly truncated: boolean;
  /** The info of the last step (of the reset, if there was no step). */
  readonly info: Info;
}

/** An episode under way, played step by step by any policy. */
export class Playthrough<Observation, Action> implements EpisodeEnd {
  readonly #env: Env<Observation, Action>;
  /** What the next action is chosen on. */
  observation: Observation;
  info: Info;
  steps = 0;
  return = 0;
  terminated = false;
  truncated = false;

  /** Resets the environment. */
  constructor(env: Env<Observation, Action>, resetOptions: ResetOptions) {
    this.#env = env;
    [this.observation, this.info] = env.reset(resetOptions);
  }

  get over(): boolean {
    return this.terminated || this.truncated;
  }

  step(action: Action): Transition<Observation, Action> {
    const { observation, info } = this;
    const [nextObservation, reward, terminated, truncated, nextInfo] = this.#env.step(action);
    this.return += reward;
    this.steps++;
    this.terminated = terminated;
    this.truncated = truncated;
    this.observation = nextObservation;
    this.info = nextInfo;
    return { observation, info, action, reward, nextInfo };
  }
}

/**
 * Plays one episode: the one loop that scripted demonstrations, training and evaluation go through.
 * @param maxSteps ends the episode early, neither terminated nor truncated
 * @param observe is shown every transition
 */
export function rollout<Observation, Action>(
  env: Env<Observation, Action>,
  policy: Policy<Observation, Action>,
  resetOptions: ResetOptions,
  maxSteps = Number.POSITIVE_INFINITY,
  observe?: (transition: Transition<Observation, Action>) => void,
): EpisodeEnd {
  const play = new Playthrough(env, resetOptions);
  policy.reset();
  while (!play.over && play.steps < maxSteps) {
    const transition = play.step(policy.act(play.observation, play.info));
    observe?.(transition);
  }
  const { steps, terminated, truncated, info } = play;
  return { steps, return: play.return, terminated, truncated, info };
}
