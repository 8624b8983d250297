import { describe } from '../checks/describe.ts';
import type { Env, ResetOptions, ResetResult } from '../env.ts';
import { InvalidWrapper } from '../errors.ts';
import { checkedSettings, ObservationWrapper } from './wrapper.ts';
import { zeroValue } from './zero-value.ts';

/** Shows observations `delay` steps late; until the first arrives, zeros. */
export class DelayObservation<Observation = unknown, Action = unknown> extends ObservationWrapper<
  Observation,
  Action
> {
  readonly #delay: number;
  #queue: Observation[] = [];

  /** @throws InvalidWrapper when the delay is not an integer ≥ 0, or the observations have no zero value */
  constructor(env: Env<Observation, Action>, settings: { readonly delay: number }) {
    super(env, settings);
    const { delay } = checkedSettings(settings, 'DelayObservation');
    if (!Number.isSafeInteger(delay) || delay < 0) {
      throw new InvalidWrapper(
        `DelayObservation.delay: expected an integer ≥ 0, received ${describe(delay)}.`,
      );
    }
    this.#delay = delay;
    zeroValue(env.observationSpace);
  }

  override reset(resetOptions?: ResetOptions): ResetResult<Observation> {
    this.#queue = [];
    return super.reset(resetOptions);
  }

  protected override observation(observation: Observation): Observation {
    this.#queue.push(observation);
    if (this.#queue.length > this.#delay) return this.#queue.shift()!;
    return zeroValue(this.observationSpace) as Observation;
  }
}
