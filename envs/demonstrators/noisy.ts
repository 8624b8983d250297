import type { Generator } from 'gymnasium-js';
import { exp } from 'gymnasium-js/elementary';
import { z } from 'zod';
import { duration } from '../../src/config/units.ts';
import type { DemonstratedAction, Demonstrator, Expert } from '../../src/task/environment-adapter.ts';

/** Schema of the settings of noise on actions. */
export const actionNoiseOptions = z
  .strictObject({
    standardDeviation: z
      .number()
      .nonnegative()
      .max(1000)
      .default(0)
      .describe('σ: stationary standard deviation of each component, in units of the action; 0 for no noise'),
    relaxationTime: duration({ min: '1 ms', max: '1000 s', default: '10 ms' }).describe(
      'τ: time constant with which the noise forgets itself',
    ),
  })
  .prefault({});

/** Settings of noise on actions, with their defaults. */
export type ActionNoiseOptions = z.infer<typeof actionNoiseOptions>;

/**
 * Ornstein–Uhlenbeck noise dx = −x/τ dt + σ √(2/τ) dW for every component of an action, from x = 0. Its exact solution
 * over a step of dt = 1 ms, with β = exp(−dt/τ) and ξ standard normal:
 *
 *     x ← β x + σ √(1 − β²) ξ
 *
 * The stationary standard deviation is σ for every τ; an Euler step would make it σ/√(1 − dt/2τ).
 */
export class OrnsteinUhlenbeckNoise {
  /** Current value of the noise, `[size]`. */
  readonly value: Float64Array;
  readonly #decay: number;
  readonly #kick: number;
  readonly #generator: Generator;

  constructor(size: number, options: ActionNoiseOptions, generator: Generator) {
    const decay = exp(-1 / options.relaxationTime);
    this.value = new Float64Array(size);
    this.#decay = decay;
    this.#kick = options.standardDeviation * Math.sqrt(1 - decay * decay);
    this.#generator = generator;
  }

  /** Sets the noise to 0. */
  reset(): void {
    this.value.fill(0);
  }

  /** Advances by one step of 1 ms. */
  step(): void {
    for (let i = 0; i < this.value.length; i++) {
      this.value[i] = this.value[i]! * this.#decay + this.#kick * this.#generator.standardNormal();
    }
  }
}

/** Demonstrates with any expert whose actions are vectors: takes its action plus noise, and labels with its action. */
export class NoisyDemonstrator implements Demonstrator<Float64Array> {
  readonly #expert: Expert<Float64Array>;
  readonly #noise: OrnsteinUhlenbeckNoise;

  constructor(expert: Expert<Float64Array>, noise: OrnsteinUhlenbeckNoise) {
    this.#expert = expert;
    this.#noise = noise;
  }

  reset(): void {
    this.#noise.reset();
  }

  demonstrate(subtask: number): DemonstratedAction<Float64Array> {
    const label = this.#expert.action(subtask);
    this.#noise.step();
    return { taken: label.map((component, i) => component + this.#noise.value[i]!), label };
  }
}
