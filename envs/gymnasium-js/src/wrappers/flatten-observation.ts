import type { Env } from '../env.ts';
import { flattenSpace } from '../spaces/flat-space.ts';
import { type Flat, flatten } from '../spaces/flatten.ts';
import type { Space } from '../spaces/space.ts';
import { ObservationWrapper } from './wrapper.ts';

/** Shows every observation as one flat array, where the space has such a form. */
export class FlattenObservation<Observation = Flat, Action = unknown> extends ObservationWrapper<
  Observation,
  Action,
  unknown
> {
  constructor(env: Env<unknown, Action>, settings: object = {}) {
    super(env, settings);
    this.observationSpace = flattenSpace(env.observationSpace) as Space<Observation>;
  }

  protected override observation(observation: unknown): Observation {
    return flatten(this.env.observationSpace, observation) as Observation;
  }
}
