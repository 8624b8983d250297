import { describe } from '../checks/describe.ts';
import type { Env, ResetOptions, ResetResult } from '../env.ts';
import { InvalidWrapper } from '../errors.ts';
import { ActionWrapper, checkedSettings } from './wrapper.ts';

export interface StickyActionSettings {
  /** The probability, in [0, 1), that a step repeats the last action. */
  readonly repeatActionProbability: number;
  /** For how many steps it is then repeated: a number, or bounds (inclusive) it is drawn from. Default 1. */
  readonly repeatActionDuration?: number | readonly [min: number, max: number];
}

/**
 * Replaces an action by the one before it, with a given probability. The draws come from the environment's own random
 * stream, in Gymnasium's order: one uniform number a step, then an integer when a repetition begins.
 */
export class StickyAction<Action = unknown, Observation = unknown> extends ActionWrapper<
  Action,
  Observation
> {
  readonly #probability: number;
  readonly #duration: readonly [min: number, max: number];
  #last: { readonly action: Action } | undefined;
  #repeatsLeft = 0;

  /** @throws InvalidWrapper when the probability or the duration is out of range */
  constructor(env: Env<Observation, Action>, settings: StickyActionSettings) {
    super(env, settings);
    const { repeatActionProbability: probability, repeatActionDuration: duration = 1 } = checkedSettings(
      settings,
      'StickyAction',
    );
    if (!(Number.isFinite(probability) && probability >= 0 && probability < 1)) {
      throw new InvalidWrapper(
        `StickyAction.repeatActionProbability: expected a number in [0, 1), received ${describe(probability)}.`,
      );
    }
    this.#probability = probability;
    const [min, max, ...more] = Array.isArray(duration) ? duration : [duration, duration];
    const integers = Number.isSafeInteger(min) && Number.isSafeInteger(max) && more.length === 0;
    if (!(integers && 1 <= min && min <= max)) {
      throw new InvalidWrapper(
        `StickyAction.repeatActionDuration: expected a positive integer, or two in order, received ${describe(duration)}.`,
      );
    }
    this.#duration = [min, max];
  }

  override reset(resetOptions?: ResetOptions): ResetResult<Observation> {
    this.#last = undefined;
    this.#repeatsLeft = 0;
    return this.env.reset(resetOptions);
  }

  protected override action(action: Action): Action {
    if (this.#repeatsLeft === 0 && this.#last !== undefined && this.npRandom.uniform() < this.#probability) {
      const [min, max] = this.#duration;
      this.#repeatsLeft = this.npRandom.integers(min, max + 1);
    }
    if (this.#repeatsLeft > 0) {
      this.#repeatsLeft--;
      return this.#last!.action;
    }
    this.#last = { action };
    return action;
  }
}
