import { Box, type Env, InvalidWrapper, ObservationWrapper } from 'gymnasium-js';
import type { MiniGridEnv } from '../minigrid-env.ts';
import { EgocentricView } from '../view.ts';
import { type ImageObservation, miniGridOf, withEntries } from './minigrid-of.ts';

export interface ViewSizeSettings {
  /** Width and height of the view in cells, odd and at least 3. Default 7. */
  readonly agentViewSize?: number;
}

/** Changes how far the agent sees. Not together with wrappers that show the whole grid. */
export class ViewSizeWrapper<Observation extends ImageObservation> extends ObservationWrapper<
  Observation,
  number
> {
  readonly #inner: MiniGridEnv;
  readonly #view: EgocentricView;

  /** @throws InvalidWrapper for an even size, or one below 3 */
  constructor(env: Env<Observation, number>, settings: ViewSizeSettings = {}) {
    super(env, settings);
    const { agentViewSize: size = 7 } = settings;
    if (!(Number.isInteger(size) && size >= 3 && size % 2 === 1)) {
      throw new InvalidWrapper(
        `ViewSizeWrapper.agentViewSize: expected an odd number of at least 3, received ${size}.`,
      );
    }
    this.#inner = miniGridOf(env, 'ViewSizeWrapper');
    this.#view = new EgocentricView(size);
    const image = new Box({ low: 0, high: 255, shape: [size, size, 3], dtype: 'uint8' });
    this.observationSpace = withEntries(env, 'ViewSizeWrapper', { image });
  }

  protected override observation(observation: Observation): Observation {
    const { grid, seeThroughWalls } = this.#inner;
    this.#view.look(grid, this.#inner, seeThroughWalls);
    return { ...observation, image: this.#view.encode(grid) };
  }
}
