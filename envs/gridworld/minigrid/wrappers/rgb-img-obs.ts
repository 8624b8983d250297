import { Box, type Env, ObservationWrapper, type RgbFrame } from 'gymnasium-js';
import { z } from 'zod';
import { parseConfig } from '../../../../src/config/config.ts';
import { layerOf, unwrappedAs } from '../../../unwrapped-as.ts';
import { MiniGridEnv } from '../minigrid-env.ts';
import { tileSize } from '../options.ts';
import { rgbFrame, viewScene } from '../render/frame.ts';
import { type ImageObservation, withEntries } from './image-observations.ts';
import { ViewSizeWrapper } from './view-size.ts';

const settingsSchema = z.strictObject({
  /** Width and height of a cell in pixels. Default 8. */
  tileSize: tileSize.default(8),
});

/** Settings of wrappers that show pictures. */
export type TileSettings = z.input<typeof settingsSchema>;

/** Shows a picture instead of the encoded image. */
abstract class PictureWrapper<Observation extends ImageObservation> extends ObservationWrapper<
  Observation,
  number
> {
  readonly #inner: MiniGridEnv;
  /** The layer whose view is shown; null where the whole grid is shown. */
  readonly #eyes: Pick<MiniGridEnv, 'agentViewSize' | 'look'> | null;
  readonly #tileSize: number;

  /** @throws ConfigError, InvalidWrapper */
  constructor(env: Env<Observation, number>, settings: TileSettings, agentPov: boolean) {
    super(env, settings);
    const name = new.target.name;
    const { tileSize } = parseConfig(settingsSchema, settings, name);
    this.#inner = unwrappedAs(env, MiniGridEnv, name);
    this.#eyes = agentPov ? (layerOf(env, ViewSizeWrapper) ?? this.#inner) : null;
    this.#tileSize = tileSize;
    const { width, height } = this.#inner.grid;
    const [rows, columns] = this.#eyes === null ? [height, width] : Array(2).fill(this.#eyes.agentViewSize);
    const shape = [rows * tileSize, columns * tileSize, 3];
    const image = new Box({ low: 0, high: 255, shape, dtype: 'uint8' });
    this.observationSpace = withEntries(env, name, { image });
  }

  /** The observation with a picture as its image. */
  protected override observation(observation: Observation): Observation {
    return { ...observation, image: this.#frame().data };
  }

  #frame(): RgbFrame {
    if (this.#eyes === null) return this.#inner.getFrame({ tileSize: this.#tileSize, agentPov: false });
    return rgbFrame(viewScene(this.#inner.grid, this.#eyes.look()), this.#tileSize, true);
  }
}

/** Shows a picture of the whole grid: the image is `[height, width, 3]` in pixels. */
export class RGBImgObsWrapper<Observation extends ImageObservation> extends PictureWrapper<Observation> {
  constructor(env: Env<Observation, number>, settings: TileSettings = {}) {
    super(env, settings, false);
  }
}

/**
 * Shows a picture of the agent's view: the image is `[height, width, 3]` in pixels. Around a `ViewSizeWrapper` it shows
 * that wrapper's view, while Python's shows the view of the environment beneath.
 */
export class RGBImgPartialObsWrapper<
  Observation extends ImageObservation,
> extends PictureWrapper<Observation> {
  constructor(env: Env<Observation, number>, settings: TileSettings = {}) {
    super(env, settings, true);
  }
}
