import type { Env, Info, ResetOptions } from 'gymnasium-js';

/** Chooses actions in an environment. */
export interface Policy<Observation, Action> {
  /** Called after the environment was reset. */
  reset(): void;
  act(observation: Observation, info: Info): Action;
}

/** One step of an episode as it happened; `observation` and `info` are those the action was chosen on. */
export interface Transition<Observation, Action> {
  readonly observation: Observation;
  readonly info: Info;
  readonly action: Action;
  readonly reward: number;
  readonly nextInfo: Info;
}

/** How an episode ended. */
export interface EpisodeEnd {
  readonly steps: number;
  /** Sum of rewards. */
  readonly return: number;
  readonly terminated: boolean;
  readonly truncated: boolean;
  /** The info of the last step (of the reset, if there was no step). */
  readonly info: Info;
}

/**
 * Plays one episode: the one loop that demonstrations, training and evaluation go through.
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
  let [observation, info] = env.reset(resetOptions);
  policy.reset();
  let total = 0;
  let steps = 0;
  let terminated = false;
  let truncated = false;
  while (!terminated && !truncated && steps < maxSteps) {
    const action = policy.act(observation, info);
    const [nextObservation, reward, isTerminated, isTruncated, nextInfo] = env.step(action);
    observe?.({ observation, info, action, reward, nextInfo });
    total += reward;
    steps++;
    terminated = isTerminated;
    truncated = isTruncated;
    observation = nextObservation;
    info = nextInfo;
  }
  return { steps, return: total, terminated, truncated, info };
}
