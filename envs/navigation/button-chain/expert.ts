import type { Expert } from '../../../src/task/environment-adapter.ts';
import { type MotionOptions, StraightLineExpert } from '../straight-line-expert.ts';
import type { ButtonChain } from './button-chain.ts';

/** Goes straight to each goal in its turn, and says how near it is: max(0, 1 − d/nearDistance) at a distance d. */
export class ButtonChainExpert extends StraightLineExpert implements Expert<Float64Array> {
  readonly #env: ButtonChain;
  readonly #nearDistance: number;

  constructor(env: ButtonChain, motion: MotionOptions, nearDistance: number) {
    super(env, motion);
    this.#env = env;
    this.#nearDistance = nearDistance;
  }

  progress(subtask: number): number {
    return Math.max(0, 1 - this.#env.distanceTo(subtask) / this.#nearDistance);
  }
}
