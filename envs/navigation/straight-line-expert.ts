import { z } from 'zod';
import { branches } from '../../src/config/branches.ts';
import type { Expert } from '../../src/task/environment-adapter.ts';
import { distance } from './geometry.ts';
import type { PointEnv } from './point-env.ts';

type AnyPointEnv = Pick<
  PointEnv<{ stepLength: number; maxVelocity: number; maxSteps: number }>,
  'options' | 'subtask' | 'subtaskSteps' | 'agent' | 'goal' | 'origin' | 'distanceTo'
>;

const slowDown = z.strictObject({
  profile: z.literal('slow-down').default('slow-down').describe('fast far from the goal'),
  speed: z.number().positive().max(1000).default(1.69).describe('velocity far from the goal'),
  slowDownDistance: z
    .number()
    .nonnegative()
    .max(100)
    .default(0.2)
    .describe('distance within which the velocity falls in proportion to the distance'),
});

const constant = z.strictObject({
  profile: z.literal('constant').describe('as fast all the way, as published'),
  legSteps: z.int().positive().max(100_000).default(59).describe('steps from the start of a leg to its goal'),
  accelerationSteps: z
    .int()
    .nonnegative()
    .max(100_000)
    .default(1)
    .describe('steps before, in which the velocity rises from 0'),
});

/** The motion of the expert towards a goal. `slow-down` is the recipe measured here, `constant` the published one. */
export const motionOptions = z
  .discriminatedUnion('profile', branches('profile', [slowDown, constant]))
  .prefault({});

/** Settings of the expert's motion, with their defaults. */
export type MotionOptions = z.infer<typeof motionOptions>;

/**
 * Goes straight to the goal of a subtask from wherever the agent is. With the vector g to the goal and d = |g|:
 *
 * - `slow-down`: v = speed · g/d · min(1, d/slowDownDistance), which brought the best measured success.
 * - `constant`: v = g/d · min(s, d/stepLength) · min(1, k/accelerationSteps) in step k of the leg, where s covers the
 *   leg from its beginning (the start, or the goal before) in `legSteps` steps. The second factor's minimum keeps
 *   the last step from going past the goal. Source: demonstrations of Capone et al. 2022, which
 *   it reproduces step for step with radii near 0 in the environment.
 *
 * Neither is faster than the environment's `maxVelocity`.
 */
export class StraightLineExpert implements Expert<Float64Array> {
  readonly #env: AnyPointEnv;
  readonly #motion: MotionOptions;

  constructor(env: AnyPointEnv, motion: MotionOptions) {
    this.#env = env;
    this.#motion = motion;
  }

  /** The subtask that is due. */
  subtask(): number {
    return this.#env.subtask;
  }

  /** Velocity `[2]`; 0 at the goal. */
  action(subtask: number): Float64Array {
    const goal = this.#env.goal(subtask);
    const agent = this.#env.agent;
    const remaining = this.#env.distanceTo(subtask);
    if (remaining === 0) return new Float64Array(2);
    const speed = Math.min(this.#speed(subtask, remaining), this.#env.options.maxVelocity);
    const perLength = speed / remaining;
    return Float64Array.of((goal[0] - agent[0]) * perLength, (goal[1] - agent[1]) * perLength);
  }

  #speed(subtask: number, remaining: number): number {
    const motion = this.#motion;
    if (motion.profile === 'slow-down') {
      return motion.speed * (remaining < motion.slowDownDistance ? remaining / motion.slowDownDistance : 1);
    }
    const { options, subtaskSteps } = this.#env;
    const leg = distance(this.#env.origin(subtask), this.#env.goal(subtask));
    const cruising = Math.min(leg / motion.legSteps, remaining) / options.stepLength;
    return subtaskSteps < motion.accelerationSteps
      ? (cruising * subtaskSteps) / motion.accelerationSteps
      : cruising;
  }
}
