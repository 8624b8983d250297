import { describe } from '../checks/describe.ts';
import type { Env, ResetOptions, ResetResult, StepResult } from '../env.ts';
import { InvalidWrapper } from '../errors.ts';
import { batchSpace, concatenate } from '../spaces/batch.ts';
import type { Space } from '../spaces/space.ts';
import { checkedSettings, Wrapper } from './wrapper.ts';
import { zeroValue } from './zero-value.ts';

export interface FrameStackObservationSettings<BaseObservation = unknown> {
  readonly stackSize: number;
  /** What stands for the steps before an episode: its first observation, zeros, or this one. Default 'reset'. */
  readonly paddingType?: 'reset' | 'zero' | BaseObservation;
}

/** Shows the last `stackSize` observations as a batch, oldest first. */
export class FrameStackObservation<Observation = unknown, Action = unknown, BaseObservation = unknown> //
  extends Wrapper<Observation, Action, BaseObservation, Action>
{
  readonly #stackSize: number;
  /** undefined for the first observation of the episode */
  readonly #padding: BaseObservation | undefined;
  #frames: readonly BaseObservation[];

  /** @throws InvalidWrapper when the size is not a positive integer, the padding not an observation, or without a zero value */
  constructor(env: Env<BaseObservation, Action>, settings: FrameStackObservationSettings<BaseObservation>) {
    super(env, settings);
    const { stackSize, paddingType = 'reset' } = checkedSettings(settings, 'FrameStackObservation');
    if (!Number.isSafeInteger(stackSize) || stackSize <= 0) {
      throw new InvalidWrapper(
        `FrameStackObservation.stackSize: expected a positive integer, received ${describe(stackSize)}.`,
      );
    }
    const space = env.observationSpace;
    if (paddingType !== 'reset' && paddingType !== 'zero' && !space.contains(paddingType)) {
      throw new InvalidWrapper(
        `FrameStackObservation.paddingType: expected 'reset', 'zero' or an observation of ${space}, received ${describe(paddingType)}.`,
      );
    }
    this.#stackSize = stackSize;
    if (paddingType === 'zero') this.#padding = zeroValue(space) as BaseObservation;
    else if (paddingType !== 'reset') this.#padding = paddingType as BaseObservation;
    this.#frames = [];
    this.observationSpace = batchSpace(space, stackSize) as Space<Observation>;
  }

  override reset(resetOptions?: ResetOptions): ResetResult<Observation> {
    const [first, info] = this.env.reset(resetOptions);
    const padding = Array<BaseObservation>(this.#stackSize - 1).fill(this.#padding ?? first);
    this.#frames = [...padding, first];
    return [this.#stack(), info];
  }

  override step(action: Action): StepResult<Observation> {
    const [observation, reward, terminated, truncated, info] = this.env.step(action);
    this.#frames = [...this.#frames.slice(1), observation];
    return [this.#stack(), reward, terminated, truncated, info];
  }

  #stack(): Observation {
    return concatenate(this.env.observationSpace, this.#frames) as Observation;
  }
}
