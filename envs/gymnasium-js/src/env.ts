/// <reference lib="esnext.disposable" preserve="true" />
import { describe } from './checks/describe.ts';
import { checkOptions } from './checks/options.ts';
import { InvalidArgument, UnsupportedMode } from './errors.ts';
import type { Generator } from './random/generator.ts';
import { npRandom } from './random/seeding.ts';
import type { EnvSpec } from './registration/spec.ts';
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
  /** Seeds the environment's random stream. Without it, or with null, the stream continues from where it was. */
  readonly seed?: number | bigint | null | undefined;
  /** Settings of this episode, defined by the environment. */
  readonly options?: Record<string, unknown> | null | undefined;
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
 * The attributes an environment inherits unless it defines its own. They live in an interface, and their defaults on
 * the prototype, so that an environment may override them by a field and a wrapper by an accessor.
 */
// biome-ignore lint/correctness/noUnusedVariables: merged declarations have the same type parameters
export interface Env<Observation = unknown, Action = unknown> {
  readonly metadata: Metadata;
  readonly renderMode: string | null;
  /** How the environment was made; null when `make` did not make it. */
  spec: EnvSpec | null;
}

/**
 * An environment with Gymnasium's semantics: `reset` starts an episode, `step` advances it by one action.
 * `terminated` says that the task itself ended; `truncated` that something outside it (a time limit) did.
 * After either, the episode is over and the next call is `reset`.
 *
 * Subclasses call `super.reset(resetOptions)` first, so that a seed reaches `npRandom`, and return a new
 * observation and a new info from every call: callers keep them.
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: every member gets its value from the prototype, below
export abstract class Env<Observation = unknown, Action = unknown> {
  abstract readonly observationSpace: Space<Observation>;
  abstract readonly actionSpace: Space<Action>;

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

  /** The environment beneath every wrapper. */
  get unwrapped(): Env {
    return this as Env;
  }

  /** Starts an episode. The base implementation only seeds the random stream; subclasses return the observation. */
  reset(resetOptions: ResetOptions = {}): ResetResult<Observation> {
    checkOptions(resetOptions, 'reset');
    if (resetOptions.seed != null) {
      [this.#npRandom, this.#npRandomSeed] = npRandom(resetOptions.seed);
    }
    return [undefined as Observation, {}];
  }

  abstract step(action: Action): StepResult<Observation>;

  /**
   * A frame of the current state, in the render mode chosen at construction.
   * @throws UnsupportedMode when the environment does not draw, or was made without a render mode
   */
  render(): RenderFrame {
    const { name } = this.constructor;
    const { renderModes } = this.metadata;
    if (this.renderMode === null && renderModes.length > 0) {
      throw new UnsupportedMode(
        `${name}.render: expected an environment made with a render mode, received one without. ` +
          `Pass renderMode at construction: ${renderModes.map((mode) => `'${mode}'`).join(', ')}.`,
      );
    }
    throw new UnsupportedMode(
      `${name}.render: expected a class that overrides render, received one that draws nothing. Implement render and list its modes in metadata.renderModes.`,
    );
  }

  /** Frees what the environment holds. A second call has no effect. */
  close(): void {}

  [Symbol.dispose](): void {
    this.close();
  }

  /** Whether this environment, or one beneath it, has the attribute. */
  hasWrapperAttr(name: string): boolean {
    return isKey(name) && name in this;
  }

  /**
   * The attribute of the outermost wrapper that has it; a method can be called as it is.
   * @throws InvalidArgument when none has it
   */
  getWrapperAttr(name: string): unknown {
    if (!isKey(name) || !(name in this))
      throw new InvalidArgument(
        `getWrapperAttr: expected an attribute of ${this} or of a wrapper around it, received ${describe(name)}.`,
      );
    return boundAttribute(this, name);
  }

  /**
   * Sets the attribute where it exists; with `force` creates it here if it does not. Returns whether it was set.
   * @throws InvalidArgument when the attribute can only be read
   */
  setWrapperAttr(name: string, value: unknown, { force = true }: { force?: boolean } = {}): boolean {
    if (!isKey(name)) throw new InvalidArgument(`name: expected a string, received ${describe(name)}.`);
    if (!force && !(name in this)) return false;
    if (Reflect.set(this, name, value)) return true;
    throw new InvalidArgument(
      `setWrapperAttr: expected an attribute of ${this} that can be set, received ${describe(name)}, which can only be read.`,
    );
  }

  toString(): string {
    return this.spec === null ? `<${this.constructor.name}>` : `<${this.constructor.name}<${this.spec.id}>>`;
  }
}

/** Whether a value can name an attribute; others might have no text. */
export function isKey(value: unknown): value is string {
  return typeof value === 'string' || typeof value === 'symbol';
}

/** An attribute; of a method, one that remembers whose it is. */
export function boundAttribute(owner: object, name: string): unknown {
  const value = (owner as Record<string, unknown>)[name];
  return typeof value === 'function' ? value.bind(owner) : value;
}

const defaults: Pick<Env, 'metadata' | 'renderMode' | 'spec'> = {
  metadata: Object.freeze({ renderModes: Object.freeze([]) }),
  renderMode: null,
  spec: null,
};
Object.assign(Env.prototype, defaults);
