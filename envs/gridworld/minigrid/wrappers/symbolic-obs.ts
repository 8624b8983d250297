import { Box, type Env, ObservationWrapper } from 'gymnasium-js';
import { parseConfig } from '../../../../src/config/config.ts';
import { unwrappedAs } from '../../../unwrapped-as.ts';
import { objectTypes, typeIndex } from '../encoding.ts';
import { NOTHING } from '../grid.ts';
import { MiniGridEnv } from '../minigrid-env.ts';
import { noSettings, withEntries } from './image-observations.ts';

/**
 * Shows the whole grid as triples (x, y, type), `[width, height, 3]`, with type −1 for empty cells. The numbers are
 * int32, where MiniGrid has int64, which JavaScript would hold as bigints.
 */
export class SymbolicObsWrapper<Observation extends object> extends ObservationWrapper<
  Omit<Observation, 'image'> & { readonly image: Int32Array },
  number,
  Observation
> {
  readonly #inner: MiniGridEnv;

  constructor(env: Env<Observation, number>, settings: object = {}) {
    super(env, settings);
    parseConfig(noSettings, settings, 'SymbolicObsWrapper');
    this.#inner = unwrappedAs(env, MiniGridEnv, 'SymbolicObsWrapper');
    const { width, height } = this.#inner.grid;
    const low = Array.from({ length: width * height }, () => [0, 0, -1]).flat();
    const high = low.map((_, index) => [width - 1, height - 1, objectTypes.length - 1][index % 3]!);
    const image = new Box({ low, high, shape: [width, height, 3], dtype: 'int32' });
    this.observationSpace = withEntries(env as Env<never, number>, 'SymbolicObsWrapper', { image });
  }

  /** The observation with an image of types and positions. */
  protected override observation(
    observation: Observation,
  ): Omit<Observation, 'image'> & { readonly image: Int32Array } {
    const { grid } = this.#inner;
    const { width, height, cells } = grid;
    const image = new Int32Array(width * height * 3);
    for (let x = 0, target = 0; x < width; x++) {
      for (let y = 0; y < height; y++, target += 3) {
        const id = cells[y * width + x]!;
        image[target] = x;
        image[target + 1] = y;
        image[target + 2] = id === NOTHING ? -1 : grid.typeIndexOf(id);
        if (this.#inner.agentIsAt(x, y)) image[target + 2] = typeIndex.agent;
      }
    }
    return { ...observation, image };
  }
}
