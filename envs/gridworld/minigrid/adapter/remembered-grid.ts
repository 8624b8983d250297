import { Box, type Env, ObservationWrapper, type ResetOptions, type ResetResult } from 'gymnasium-js';
import { unwrappedAs } from '../../../unwrapped-as.ts';
import { colourIndex, directions, typeIndex } from '../encoding.ts';
import { MiniGridEnv } from '../minigrid-env.ts';
import type { MiniGridObservation } from '../types.ts';
import { withEntries } from '../wrappers/image-observations.ts';

/**
 * Shows a map of what the agent has seen in its own view since the reset: the image is that of `FullyObsWrapper`, with
 * unseen cells as they are in views, (0, 0, 0), and other cells as they were when last seen. The agent need not find out
 * where it is: drawing the map takes its true position. Python's MiniGrid has no such wrapper.
 */
export class RememberedGridWrapper<
  Observation extends MiniGridObservation = MiniGridObservation,
> extends ObservationWrapper<Observation, number> {
  readonly #inner: MiniGridEnv;
  /** `[width, height, 3]` without the agent. */
  readonly #map: Uint8Array;

  constructor(env: Env<Observation, number>) {
    super(env);
    this.#inner = unwrappedAs(env, MiniGridEnv, 'RememberedGridWrapper');
    const { width, height } = this.#inner.grid;
    this.#map = new Uint8Array(width * height * 3);
    const image = new Box({ low: 0, high: 255, shape: [width, height, 3], dtype: 'uint8' });
    this.observationSpace = withEntries(env, 'RememberedGridWrapper', { image });
  }

  override reset(options?: ResetOptions): ResetResult<Observation> {
    this.#map.fill(0);
    return super.reset(options);
  }

  /** The observation with the map as its image. */
  protected override observation(observation: Observation): Observation {
    this.#draw(observation);
    const { agentX, agentY, agentDirection, grid } = this.#inner;
    const image = this.#map.slice();
    image.set([typeIndex.agent, colourIndex.red, agentDirection], (agentX * grid.height + agentY) * 3);
    return { ...observation, image };
  }

  /** Draws the view into the map. The agent's own cell shows what is in its hand and is left out: it can be entered. */
  #draw({ image: view }: Observation): void {
    const { agentX, agentY, agentDirection, agentViewSize: size, grid } = this.#inner;
    const [forwardX, forwardY] = directions[agentDirection]!;
    for (let k = 0; k < size * size; k++) {
      const aside = Math.floor(k / size) - (size >> 1);
      const ahead = size - 1 - (k % size);
      const x = agentX + ahead * forwardX - aside * forwardY;
      const y = agentY + ahead * forwardY + aside * forwardX;
      const isOwn = aside === 0 && ahead === 0;
      if (view[3 * k] === typeIndex.unseen || x < 0 || y < 0 || x >= grid.width || y >= grid.height) continue;
      const cell = (x * grid.height + y) * 3;
      if (!isOwn) this.#map.set(view.subarray(3 * k, 3 * k + 3), cell);
      else if (this.#map[cell] === typeIndex.unseen) this.#map[cell] = typeIndex.empty;
    }
  }
}
