import { Box, type Env, ObservationWrapper } from 'gymnasium-js';
import type { ObservationEncoder } from '../../src/encoding/encoder.ts';

/** Shows an environment as one of its views: observations are the view's units, of 0 to 1, in a fresh array each. */
export class EncodedObservation<Observation, Action = unknown> extends ObservationWrapper<
  Float64Array,
  Action,
  Observation
> {
  readonly view: ObservationEncoder<Observation>;

  constructor(env: Env<Observation, Action>, settings: { readonly view: ObservationEncoder<Observation> }) {
    super(env, settings);
    this.view = settings.view;
    this.observationSpace = new Box({ low: 0, high: 1, shape: [settings.view.size], dtype: 'float64' });
  }

  protected override observation(observation: Observation): Float64Array {
    const units = new Float64Array(this.view.size);
    this.view.encode(units, observation);
    return units;
  }
}
