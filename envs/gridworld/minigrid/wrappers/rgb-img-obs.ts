import { Box, type Env, InvalidWrapper, ObservationWrapper } from 'gymnasium-js';
import type { MiniGridEnv } from '../minigrid-env.ts';
import { type ImageObservation, miniGridOf, withEntries } from './minigrid-of.ts';

export interface TileSettings {
  /** Width and height of a cell in pixels. Default 8. */
  readonly tileSize?: number;
}

/** Shows a picture instead of the encoded image. */
abstract class PictureWrapper<Observation extends ImageObservation> extends ObservationWrapper<
  Observation,
  number
> {
  readonly #inner: MiniGridEnv;
  readonly #agentPov: boolean;
  readonly #tileSize: number;

  /** @throws InvalidWrapper for tiles that are not of a positive number of pixels */
  constructor(env: Env<Observation, number>, settings: TileSettings, agentPov: boolean) {
    super(env, settings);
    const name = new.target.name;
    const { tileSize = 8 } = settings;
    if (!(Number.isInteger(tileSize) && tileSize > 0)) {
      throw new InvalidWrapper(`${name}.tileSize: expected a positive integer, received ${tileSize}.`);
    }
    this.#inner = miniGridOf(env, name);
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
