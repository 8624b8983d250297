import { Box, type Env, ObservationWrapper } from 'gymnasium-js';
import { parseConfig } from '../../../../src/config/config.ts';
import { unwrappedAs } from '../../../unwrapped-as.ts';
import { colourIndex, typeIndex } from '../encoding.ts';
import { MiniGridEnv } from '../minigrid-env.ts';
import { type ImageObservation, noSettings, withEntries } from './image-observations.ts';

/**
 * Shows the whole grid instead of the agent's view: the image is `[width, height, 3]`, with (agent, red, direction) in
 * the agent's cell.
 */
export class FullyObsWrapper<Observation extends ImageObservation> extends ObservationWrapper<
  Observation,
  number
> {
  readonly #inner: MiniGridEnv;

  constructor(env: Env<Observation, number>, settings: object = {}) {
    super(env, settings);
    parseConfig(noSettings, settings, 'FullyObsWrapper');
    this.#inner = unwrappedAs(env, MiniGridEnv, 'FullyObsWrapper');
    const { width, height } = this.#inner.grid;
    const image = new Box({ low: 0, high: 255, shape: [width, height, 3], dtype: 'uint8' });
    this.observationSpace = withEntries(env, 'FullyObsWrapper', { image });
  }

  /** The observation with the whole grid as its image. */
  protected override observation(observation: Observation): Observation {
    const { grid, agentX, agentY, agentDirection } = this.#inner;
    const image = grid.encode();
    image.set([typeIndex.agent, colourIndex.red, agentDirection], (agentX * grid.height + agentY) * 3);
    return { ...observation, image };
  }
}
