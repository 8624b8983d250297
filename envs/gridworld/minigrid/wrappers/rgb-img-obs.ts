import { Box, type Env, ObservationWrapper } from 'gymnasium-js';
import { z } from 'zod';
import { parseConfig } from '../../../../src/config/config.ts';
import { unwrappedAs } from '../../../unwrapped-as.ts';
import { MiniGridEnv } from '../minigrid-env.ts';
import { tileSize } from '../options.ts';
import { type ImageObservation, withEntries } from './image-observations.ts';

const settingsSchema = z.strictObject({
  /** Width and height of a cell in pixels. Default 8. */
  tileSize: tileSize.default(8),
});

export type TileSettings = z.input<typeof settingsSchema>;

/** Shows a picture instead of the encoded image. */
abstract class PictureWrapper<Observation extends ImageObservation> extends ObservationWrapper<
  Observation,
  number
> {
  readonly #inner: MiniGridEnv;
  readonly #agentPov: boolean;
  readonly #tileSize: number;

  /** @throws ConfigError, InvalidWrapper */
  constructor(env: Env<Observation, number>, settings: TileSettings, agentPov: boolean) {
    super(env, settings);
    const name = new.target.name;
    const { tileSize } = parseConfig(settingsSchema, settings, name);
    this.#inner = unwrappedAs(env, MiniGridEnv, name);
    this.#agentPov = agentPov;
    this.#tileSize = tileSize;
    const { grid, agentViewSize } = this.#inner;
    const [rows, columns] = agentPov ? [agentViewSize, agentViewSize] : [grid.height, grid.width];
    const shape = [rows * tileSize, columns * tileSize, 3];
    const image = new Box({ low: 0, high: 255, shape, dtype: 'uint8' });
    this.observationSpace = withEntries(env, name, { image });
  }

  protected override observation(observation: Observation): Observation {
    const { data } = this.#inner.getFrame({ tileSize: this.#tileSize, agentPov: this.#agentPov });
    return { ...observation, image: data };
  }
}

/** Shows a picture of the whole grid: the image is `[height, width, 3]` in pixels. */
export class RGBImgObsWrapper<Observation extends ImageObservation> extends PictureWrapper<Observation> {
  constructor(env: Env<Observation, number>, settings: TileSettings = {}) {
    super(env, settings, false);
  }
}

/** Shows a picture of what the agent sees: the image is `[height, width, 3]` in pixels. */
export class RGBImgPartialObsWrapper<
  Observation extends ImageObservation,
> extends PictureWrapper<Observation> {
  constructor(env: Env<Observation, number>, settings: TileSettings = {}) {
    super(env, settings, true);
  }
}
