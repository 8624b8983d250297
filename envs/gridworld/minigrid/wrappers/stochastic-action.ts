import { ActionWrapper, type Env, type Space } from 'gymnasium-js';
import { z } from 'zod';
import { parseConfig } from '../../../../src/config/config.ts';
import { actionCount } from '../../../action-count.ts';

const settingsSchema = (actions: Space<number>) =>
  z.strictObject({
    /** The probability that an action is taken as it is. Default 0.9. */
    prob: z.number().min(0).max(1).default(0.9),
    /** The action that replaces it; null for a random one. Default null. */
    randomAction: z
      .custom<number | null>((action) => action === null || actions.contains(action), {
        error: `an action of ${actions}, or null`,
      })
      .default(null),
  });

/** Settings of `StochasticActionWrapper`. */
export type StochasticActionSettings = z.input<ReturnType<typeof settingsSchema>>;

/** Replaces actions at random. It draws from the environment's random stream. */
export class StochasticActionWrapper<Observation = unknown> extends ActionWrapper<number, Observation> {
  readonly #probability: number;
  readonly #replacement: number | null;

  /** @throws ConfigError when a setting does not fit, and for a replacement that is no action */
  constructor(env: Env<Observation, number>, settings: StochasticActionSettings = {}) {
    super(env, settings);
    const { prob, randomAction } = parseConfig(
      settingsSchema(env.actionSpace),
      settings,
      'StochasticActionWrapper',
    );
    this.#probability = prob;
    this.#replacement = randomAction;
  }

  /** The action, or at times another. */
  protected override action(action: number): number {
    if (this.npRandom.random() < this.#probability) return action;
    return this.#replacement ?? this.npRandom.integers(0, actionCount(this.env.actionSpace));
  }
}
