import { Box, type Env, ObservationWrapper } from 'gymnasium-js';
import { z } from 'zod';
import { parseConfig } from '../../../../src/config/config.ts';
import { unwrappedAs } from '../../../unwrapped-as.ts';
import { MiniGridEnv } from '../minigrid-env.ts';
import { viewOptions } from '../options.ts';
import { EgocentricView } from '../view.ts';
import { type ImageObservation, withEntries } from './image-observations.ts';

const settingsSchema = z.strictObject({
  /** Width and height of the view in cells, odd, from 3 to 99. Default 7. */
  agentViewSize: viewOptions.agentViewSize,
});

/** Settings of `ViewSizeWrapper`. */
export type ViewSizeSettings = z.input<typeof settingsSchema>;

/**
 * Changes the size of the agent's view. It does not combine with wrappers that show the whole grid. In Python, a
 * `RGBImgPartialObsWrapper` around it ignores it; here the picture shows this view.
 */
export class ViewSizeWrapper<Observation extends ImageObservation> extends ObservationWrapper<
  Observation,
  number
> {
  /** Width and height of the view in cells. */
  readonly agentViewSize: number;
  readonly #inner: MiniGridEnv;
  readonly #view: EgocentricView;

  /** @throws ConfigError, InvalidWrapper */
  constructor(env: Env<Observation, number>, settings: ViewSizeSettings = {}) {
    super(env, settings);
    const { agentViewSize: size } = parseConfig(settingsSchema, settings, 'ViewSizeWrapper');
    this.#inner = unwrappedAs(env, MiniGridEnv, 'ViewSizeWrapper');
    this.agentViewSize = size;
    this.#view = new EgocentricView(size);
    const image = new Box({ low: 0, high: 255, shape: [size, size, 3], dtype: 'uint8' });
    this.observationSpace = withEntries(env, 'ViewSizeWrapper', { image });
  }

  /** The agent's present view. Overwritten by the next call. */
  look(): EgocentricView {
    const { grid, seeThroughWalls } = this.#inner;
    this.#view.look(grid, this.#inner, seeThroughWalls);
    return this.#view;
  }

  /** The observation with an image of the chosen size. */
  protected override observation(observation: Observation): Observation {
    return { ...observation, image: this.look().encode(this.#inner.grid) };
  }
}
