import { ResetNeeded } from './errors.ts';
import type { Generator } from './random/generator.ts';
import { npRandom } from './random/seeding.ts';
import type { Space } from './spaces/space.ts';

/** Auxiliary diagnostic values. Never needed by an agent to act. */
export type Info = Record<string, unknown>;

/** A picture: `height × width × channels` bytes, row-major. */
export interface RgbFrame {
  readonly data: Uint8Array;
  readonly height: number;
  readonly width: number;
  readonly channels: 3;
}

/** What `render` returns: a picture, text (`ansi`, `svg`), a list of them, or nothing (`human`, `null`). */
export type RenderFrame = RgbFrame | string | readonly (RgbFrame | string)[] | null;

export interface ResetOptions {
  /** Seeds the environment's random stream. Without it the stream goes on from where it was. */
  seed?: number | bigint;
  /** Settings of this episode, defined by the environment. */
  options?: Record<string, unknown>;
}

export type ResetResult<Observation> = readonly [observation: Observation, info: Info];

export type StepResult<Observation> = readonly [
  observation: Observation,
  reward: number,
  terminated: boolean,
  truncated: boolean,
  info: Info,
];

export interface Metadata {
  readonly renderModes: readonly string[];
  readonly renderFps?: number;
  readonly [key: string]: unknown;
}

/**
 * An environment with Gymnasium's semantics: `reset` starts an episode, `step` advances it by one action.
 * `terminated` says that the task itself ended; `truncated` that something outside it (a time limit) did.
 *
 * Subclasses call `super.reset(resetOptions)` first, so that a seed reaches `npRandom`.
 */
export abstract class Env<Observation = unknown, Action = unknown> {
  abstract readonly observationSpace: Space<Observation>;
  abstract readonly actionSpace: Space<Action>;
  readonly metadata: Metadata = { renderModes: [] };
  readonly renderMode: string | null = null;
  spec: import('./registration.ts').EnvSpec | null = null;

  #npRandom: Generator | undefined;
  #npRandomSeed: bigint | undefined;

  /** The generator every random draw of the environment comes from; seeded from entropy when no seed was given. */
  get npRandom(): Generator {
    if (this.#npRandom === undefined) [this.#npRandom, this.#npRandomSeed] = npRandom();
    return this.#npRandom;
  }

  set npRandom(generator: Generator) {
    this.#npRandom = generator;
    this.#npRandomSeed = -1n;
  }

  /** The seed of `npRandom`; −1 when a generator of unknown seed was assigned. */
  get npRandomSeed(): bigint {
    if (this.#npRandomSeed === undefined) [this.#npRandom, this.#npRandomSeed] = npRandom();
    return this.#npRandomSeed;
  }

  get unwrapped(): Env {
    return this as unknown as Env;
  }

  /** Starts an episode. The base implementation only seeds the random stream; subclasses return the observation. */
  reset(resetOptions: ResetOptions = {}): ResetResult<Observation> {
    if (resetOptions.seed !== undefined) {
      [this.#npRandom, this.#npRandomSeed] = npRandom(resetOptions.seed);
    }
    return [undefined as Observation, {}];
  }

  abstract step(action: Action): StepResult<Observation>;

  render(): RenderFrame {
    throw new ResetNeeded(`${this.constructor.name} draws nothing: it declares no render mode.`);
  }

  close(): void {}
}
