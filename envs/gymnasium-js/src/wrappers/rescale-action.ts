import type { Env } from '../env.ts';
import { InvalidWrapper } from '../errors.ts';
import { type FloatArray, type RescaleBound, type RescaledBox, rescaleBox } from './rescale-box.ts';
import { ActionWrapper, checkedSettings } from './wrapper.ts';

export interface RescaleActionSettings {
  readonly minAction: RescaleBound;
  readonly maxAction: RescaleBound;
}

/** Takes actions in [minAction, maxAction] and maps them onto the environment's box of floats. */
export class RescaleAction<Observation = unknown> extends ActionWrapper<FloatArray, Observation> {
  readonly #rescaled: RescaledBox;

  /** @throws InvalidWrapper when the space is not such a box, or the bounds do not fit it or are equal */
  constructor(env: Env<Observation, FloatArray>, settings: RescaleActionSettings) {
    super(env, settings);
    const { minAction, maxAction } = checkedSettings(settings, 'RescaleAction');
    this.#rescaled = rescaleBox(env.actionSpace, minAction, maxAction, 'RescaleAction');
    const { box } = this.#rescaled;
    const point = box.low.findIndex((low, i) => low === box.high[i]);
    if (point >= 0) {
      throw new InvalidWrapper(
        `RescaleAction[${point}]: expected minAction < maxAction, received ${box.low[point]} for both: it has no inverse.`,
      );
    }
    this.actionSpace = box;
  }

  protected override action(action: FloatArray): FloatArray {
    return this.#rescaled.backward(action);
  }
}
