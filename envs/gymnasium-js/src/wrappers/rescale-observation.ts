import type { Env } from '../env.ts';
import { type FloatArray, type RescaleBound, type RescaledBox, rescaleBox } from './rescale-box.ts';
import { checkedSettings, ObservationWrapper } from './wrapper.ts';

export interface RescaleObservationSettings {
  readonly minObs: RescaleBound;
  readonly maxObs: RescaleBound;
}

/** Maps the observations of a box of floats onto [minObs, maxObs]. */
export class RescaleObservation<Action = unknown> extends ObservationWrapper<FloatArray, Action> {
  readonly #rescaled: RescaledBox;

  /** @throws InvalidWrapper when the space is not such a box, or the bounds do not fit it */
  constructor(env: Env<FloatArray, Action>, settings: RescaleObservationSettings) {
    super(env, settings);
    const { minObs, maxObs } = checkedSettings(settings, 'RescaleObservation');
    this.#rescaled = rescaleBox(env.observationSpace, minObs, maxObs, 'RescaleObservation');
    this.observationSpace = this.#rescaled.box;
  }

  protected override observation(observation: FloatArray): FloatArray {
    return this.#rescaled.forward(observation);
  }
}
