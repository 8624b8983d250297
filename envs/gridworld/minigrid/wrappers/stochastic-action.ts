import { ActionWrapper, type Discrete, type Env, InvalidWrapper } from 'gymnasium-js';

export interface StochasticActionSettings {
  /** The probability that an action is taken as it is. Default 0.9. */
  readonly prob?: number;
  /** What is done otherwise; null for any action. Default null. */
  readonly randomAction?: number | null;
}

/** Replaces actions at random. It draws from the environment's random stream. */
export class StochasticActionWrapper<Observation = unknown> extends ActionWrapper<number, Observation> {
  readonly #probability: number;
  readonly #replacement: number | null;

  /** @throws InvalidWrapper unless the probability is in [0, 1] */
  constructor(env: Env<Observation, number>, settings: StochasticActionSettings = {}) {
    super(env, settings);
    const { prob = 0.9, randomAction = null } = settings;
    if (!(prob >= 0 && prob <= 1)) {
      throw new InvalidWrapper(
        `StochasticActionWrapper.prob: expected a number in [0, 1], received ${prob}.`,
      );
    }
    this.#probability = prob;
    this.#replacement = randomAction;
  }

  protected override action(action: number): number {
    if (this.npRandom.random() < this.#probability) return action;
    return this.#replacement ?? this.npRandom.integers(0, (this.env.actionSpace as unknown as Discrete).n);
  }
}
