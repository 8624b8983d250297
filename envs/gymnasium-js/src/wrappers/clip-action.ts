import type { Env } from '../env.ts';
import { InvalidWrapper } from '../errors.ts';
import { Box } from '../spaces/box.ts';
import { type ArrayOf, createArray, type Dtype } from '../spaces/dtype.ts';
import { ActionWrapper } from './wrapper.ts';

/** Takes any action of the shape and type of the environment's box, and clips it to the bounds. */
export class ClipAction<D extends Dtype = Dtype, Observation = unknown> extends ActionWrapper<
  ArrayOf<D>,
  Observation
> {
  readonly #box: Box<D>;

  /** @throws InvalidWrapper when the action space is not a Box */
  constructor(env: Env<Observation, ArrayOf<D>>, settings: object = {}) {
    super(env, settings);
    const space: unknown = env.actionSpace;
    if (!(space instanceof Box)) {
      throw new InvalidWrapper(`ClipAction.env: expected a Box as action space, received ${space}.`);
    }
    this.#box = space as Box<D>;
    const { shape, dtype } = this.#box;
    this.actionSpace = new Box({ low: -Infinity, high: Infinity, shape, dtype });
  }

  protected override action(action: ArrayOf<D>): ArrayOf<D> {
    const { low, high, dtype } = this.#box;
    const clipped = createArray(dtype, low.length);
    for (let i = 0; i < clipped.length; i++) {
      const value = action[i]!;
      clipped[i] = value < low[i]! ? low[i]! : value > high[i]! ? high[i]! : value;
    }
    return clipped;
  }
}
