import { Box, Env, type ResetOptions, type ResetResult, type StepResult } from 'gymnasium-js';
import { z } from 'zod';
import { concatenate, encodePart } from '../../src/encoding/combine.ts';
import { OneHot } from '../../src/encoding/one-hot.ts';
import { PopulationCode } from '../../src/encoding/population-code.ts';
import type { EnvironmentAdapter, EnvironmentOptions, Expert } from '../../src/task/environment-adapter.ts';

const STEP = 0.1;

/**
 * A walk on a line, far simpler than any real task: from somewhere within ± `startRange` go to −1, then to +1.
 * Observation: position, and 1 after −1 was reached; action: velocity, clipped to ± 1. 5 ms a step, 60 steps at most.
 */
export class Line extends Env<Float64Array, Float64Array> {
  readonly observationSpace = new Box({ low: -2, high: 2, shape: [2], dtype: 'float64' });
  readonly actionSpace = new Box({ low: -1, high: 1, shape: [1], dtype: 'float64' });
  readonly #startRange: number;
  position = 0;
  turned = false;
  #steps = 0;

  constructor({ startRange = 0.5 }: { startRange?: number } = {}) {
    super();
    this.#startRange = startRange;
  }

  override reset(options: ResetOptions = {}): ResetResult<Float64Array> {
    super.reset(options);
    this.position = this.npRandom.uniform(-this.#startRange, this.#startRange);
    this.turned = false;
    this.#steps = 0;
    return [this.#observation(), this.#info()];
  }

  override step(action: Float64Array): StepResult<Float64Array> {
    if (!Number.isFinite(action[0])) throw new RangeError(`an action of ${action[0]}`);
    this.position += STEP * Math.max(-1, Math.min(1, action[0]!));
    this.#steps++;
    if (this.position <= -1) this.turned = true;
    const arrived = this.turned && this.position >= 1;
    return [this.#observation(), arrived ? 1 : 0, arrived, this.#steps >= 60, this.#info()];
  }

  #observation(): Float64Array {
    return Float64Array.of(this.position, this.turned ? 1 : 0);
  }

  #info() {
    return { turned: this.turned, arrived: this.turned && this.position >= 1, position: this.position };
  }
}

const options = z.strictObject({
  env: z.strictObject({ startRange: z.number().min(0).max(0.9).default(0.5) }).prefault({}),
  encoding: z.strictObject({}).prefault({}),
  expert: z.strictObject({}).prefault({}),
});

const place = new PopulationCode(['position'], { unitsPerCoordinate: 12, low: -1.2, high: 1.2 });
const turned = encodePart(new OneHot(['before', 'after']), (observation: Float64Array) => observation[1]!);

export const lineAdapter: EnvironmentAdapter<
  Float64Array,
  Float64Array,
  z.infer<typeof options> & EnvironmentOptions
> = {
  name: 'line',
  envId: 'test/Line-v0',
  description: 'An agent walks to one end of a line and then to the other.',
  options,
  subtasks: { names: ['left', 'right'], order: [[0, 1]] },
  milestones: ['left end', 'right end'],
  stepDurationMs: 5,
  makeEnv: ({ env }) => new Line(env),
  makeExpert(env): Expert<Float64Array> {
    const line = env.unwrapped as Line;
    return {
      subtask: () => (line.turned ? 1 : 0),
      action: (subtask) => Float64Array.of(subtask === 0 ? -0.8 : 0.8),
    };
  },
  workerEncoder: () => place,
  managerEncoder: () => concatenate<Float64Array>(place, turned),
  actionDecoder: () => ({
    size: 1,
    decode: (readout) => readout.slice(0, 1),
    encode: (out, action) => out.set(action),
  }),
  achieved: (info) => [info['turned'] === true, info['arrived'] === true],
  layouts: { centre: { startRange: 0 }, spread: { startRange: 0.9 } },
  drawEpisodes: (episodes) => `<svg xmlns="http://www.w3.org/2000/svg"><desc>${episodes.length}</desc></svg>`,
};
