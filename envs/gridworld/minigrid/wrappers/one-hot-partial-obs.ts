import { Box, type Env, InvalidWrapper, ObservationWrapper, Wrapper } from 'gymnasium-js';
import { parseConfig } from '../../../../src/config/config.ts';
import { colours, doorStates, objectTypes } from '../encoding.ts';
import { FullyObsWrapper } from './fully-obs.ts';
import { type ImageObservation, imageShape, noSettings, withEntries } from './image-observations.ts';
import { RGBImgObsWrapper, RGBImgPartialObsWrapper } from './rgb-img-obs.ts';
import { SymbolicObsWrapper } from './symbolic-obs.ts';
import { ViewSizeWrapper } from './view-size.ts';

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
  /** @throws ConfigError; InvalidWrapper when the image is not an encoding of a partial view */
  constructor(env: Env<Observation, number>, settings: object = {}) {
    super(env, settings);
    parseConfig(noSettings, settings, 'OneHotPartialObsWrapper');
    expectPartialView(env);
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

/** The wrappers whose image is something else. */
const otherImages = [
  FullyObsWrapper,
  OneHotPartialObsWrapper,
  RGBImgObsWrapper,
  RGBImgPartialObsWrapper,
  SymbolicObsWrapper,
] as const;

function expectPartialView(env: unknown): void {
  let inner = env;
  while (inner instanceof Wrapper && !(inner instanceof ViewSizeWrapper)) {
    const other = otherImages.find((wrapper) => inner instanceof wrapper);
    if (other !== undefined) {
      throw new InvalidWrapper(
        `OneHotPartialObsWrapper.env: expected an encoding of a partial view, received the image of ${other.name}. ` +
          `Leave out ${other.name}.`,
      );
    }
    inner = inner.env;
  }
}
