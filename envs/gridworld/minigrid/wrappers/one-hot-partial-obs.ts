import { Box, type Env, InvalidWrapper, ObservationWrapper } from 'gymnasium-js';
import { colours, doorStates, objectTypes } from '../encoding.ts';
import { type ImageObservation, imageShape, withEntries } from './minigrid-of.ts';

const colourOffset = objectTypes.length;
const stateOffset = colourOffset + colours.length;
const depth = stateOffset + doorStates.length;

/**
 * Shows each cell of the view as 20 bits: one of 11 types, one of 6 colours, one of 3 states. Not for full views, in
 * which the agent has four directions.
 */
export class OneHotPartialObsWrapper<Observation extends ImageObservation> extends ObservationWrapper<
  Observation,
  number
> {
  constructor(env: Env<Observation, number>, settings: object = {}) {
    super(env, settings);
    const [width, height] = imageShape(env, 'OneHotPartialObsWrapper');
    const image = new Box({ low: 0, high: 255, shape: [width, height, depth], dtype: 'uint8' });
    this.observationSpace = withEntries(env, 'OneHotPartialObsWrapper', { image });
  }

  /** @throws InvalidWrapper for an image that is not a partial view */
  protected override observation(observation: Observation): Observation {
    const { image: encoded } = observation;
    const image = new Uint8Array((encoded.length / 3) * depth);
    for (let source = 0, target = 0; source < encoded.length; source += 3, target += depth) {
      const [type, colour, state] = [encoded[source]!, encoded[source + 1]!, encoded[source + 2]!];
      if (type >= objectTypes.length || colour >= colours.length || state >= doorStates.length) {
        throw new InvalidWrapper(
          `OneHotPartialObsWrapper: image[${source / 3}]: expected an encoding of a partial view, received ` +
            `(${type}, ${colour}, ${state}). Leave out FullyObsWrapper.`,
        );
      }
      image[target + type] = 1;
      image[target + colourOffset + colour] = 1;
      image[target + stateOffset + state] = 1;
    }
    return { ...observation, image };
  }
}
