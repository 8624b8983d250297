import { Box, type Env, ObservationWrapper } from 'gymnasium-js';
import { unwrappedAs } from '../../../unwrapped-as.ts';
import { colourIndex, objectTypes, typeIndex } from '../encoding.ts';
import { NOTHING } from '../grid.ts';
import { MiniGridEnv } from '../minigrid-env.ts';
import type { MiniGridObservation } from '../types.ts';
import { withEntries } from '../wrappers/image-observations.ts';

/** An observation that also shows the object in the agent's hand. */
export interface CarryingObservation extends MiniGridObservation {
  /** (type, colour) of the carried object, as `Grid.encode` gives them; (1, 0) for none. Absent: unknown. */
  readonly carrying?: Uint8Array;
}

/**
 * Adds the object that the agent carries. MiniGrid's own view shows it in the agent's cell; `FullyObsWrapper` shows the
 * agent there instead. Python's MiniGrid has no such wrapper.
 */
export class CarryingWrapper extends ObservationWrapper<CarryingObservation, number> {
  readonly #inner: MiniGridEnv;

  constructor(env: Env<CarryingObservation, number>) {
    super(env);
    this.#inner = unwrappedAs(env, MiniGridEnv, 'CarryingWrapper');
    const carrying = new Box({ low: 0, high: objectTypes.length - 1, shape: [2], dtype: 'uint8' });
    this.observationSpace = withEntries(env, 'CarryingWrapper', { carrying });
  }

  protected override observation(observation: CarryingObservation): CarryingObservation {
    const { grid, carrying: id } = this.#inner;
    const carrying =
      id === NOTHING ? [typeIndex.empty, 0] : [typeIndex[grid.typeOf(id)], colourIndex[grid.colourOf(id)]];
    return { ...observation, carrying: Uint8Array.from(carrying) };
  }
}
