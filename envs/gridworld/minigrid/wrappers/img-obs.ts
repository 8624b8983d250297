import { type Env, ObservationWrapper, type Space } from 'gymnasium-js';
import { parseConfig } from '../../../../src/config/config.ts';
import { dictSpace, type ImageObservation, imageShape, noSettings } from './image-observations.ts';

/** Shows the image alone. */
export class ImgObsWrapper<Observation extends ImageObservation> extends ObservationWrapper<
  Uint8Array,
  number,
  Observation
> {
  constructor(env: Env<Observation, number>, settings: object = {}) {
    super(env, settings);
    parseConfig(noSettings, settings, 'ImgObsWrapper');
    imageShape(env, 'ImgObsWrapper'); // there must be one
    this.observationSpace = dictSpace(env, 'ImgObsWrapper').spaces['image'] as Space<Uint8Array>;
  }

  /** The image alone. */
  protected override observation({ image }: Observation): Uint8Array {
    return image;
  }
}
