import { describe } from '../checks/describe.ts';
import type { Env } from '../env.ts';
import { RegistrationError } from '../errors.ts';
import type { VectorEnv } from '../vector/vector-env.ts';
import { parseEnvId } from './id.ts';

/** Keyword arguments of an environment or a wrapper. */
export type Kwargs = Readonly<Record<string, unknown>>;

// biome-ignore lint/suspicious/noExplicitAny: the registry holds environments of every observation and action type
type AnyEnv = Env<any, any>;

/** Makes an environment. `kwargs.renderMode` holds the render mode, when one was asked for. */
// biome-ignore lint/suspicious/noExplicitAny: each environment declares the keyword arguments it understands
export type EnvCreator = (kwargs: any) => AnyEnv;

/** Makes a vector environment of `kwargs.numEnvs` sub-environments. */
// biome-ignore lint/suspicious/noExplicitAny: each environment declares the keyword arguments it understands
export type VectorEnvCreator = (kwargs: any) => VectorEnv<any, any>;

/** A wrapper class: every wrapper is constructed from an environment and one object of settings. */
// biome-ignore lint/suspicious/noExplicitAny: each wrapper declares the environments and settings it accepts
export type WrapperConstructor = new (env: any, settings: any) => AnyEnv;

/** A wrapper that `make` applied, or is to apply. */
export interface WrapperSpec {
  readonly name: string;
  readonly entryPoint: WrapperConstructor;
  /** The settings, or null when the wrapper did not record them: such a wrapper cannot be made again. */
  readonly kwargs: Kwargs | null;
}

export interface EnvSpecFields {
  /** `[namespace/]name[-vN]` */
  readonly id: string;
  readonly entryPoint?: EnvCreator | null;
  readonly vectorEntryPoint?: VectorEnvCreator | null;
  /** The return from which the task counts as solved. */
  readonly rewardThreshold?: number | null;
  /** Whether the same seed and actions may lead to different states. */
  readonly nondeterministic?: boolean;
  /** Steps after which `TimeLimit` truncates an episode. */
  readonly maxEpisodeSteps?: number | null;
  readonly orderEnforce?: boolean;
  readonly disableEnvChecker?: boolean;
  readonly kwargs?: Kwargs;
  readonly additionalWrappers?: readonly WrapperSpec[];
}

/** The part of an `EnvSpec` that JSON can hold. Entry points are functions: `fromJSON` takes them from the registry. */
export interface EnvSpecJson {
  readonly id: string;
  readonly rewardThreshold: number | null;
  readonly nondeterministic: boolean;
  readonly maxEpisodeSteps: number | null;
  readonly orderEnforce: boolean;
  readonly disableEnvChecker: boolean;
  readonly kwargs: Kwargs;
  readonly additionalWrappers: readonly { readonly name: string; readonly kwargs: Kwargs | null }[];
}

/** How an environment is made. Immutable; `with` returns a changed copy. */
export class EnvSpec implements Required<EnvSpecFields> {
  readonly id: string;
  readonly namespace: string | null;
  readonly name: string;
  readonly version: number | null;
  readonly entryPoint: EnvCreator | null;
  readonly vectorEntryPoint: VectorEnvCreator | null;
  readonly rewardThreshold: number | null;
  readonly nondeterministic: boolean;
  readonly maxEpisodeSteps: number | null;
  readonly orderEnforce: boolean;
  readonly disableEnvChecker: boolean;
  readonly kwargs: Kwargs;
  readonly additionalWrappers: readonly WrapperSpec[];

  /**
   * @throws RegistrationError when the id is malformed, an entry point is no function, or the step limit no positive
   * integer
   */
  constructor(fields: EnvSpecFields) {
    const { maxEpisodeSteps = null } = fields;
    for (const name of ['entryPoint', 'vectorEntryPoint'] as const) {
      const create: unknown = fields[name] ?? null;
      if (create === null || typeof create === 'function') continue;
      throw new RegistrationError(
        `${fields.id}.${name}: expected a function or null, received ${describe(create)}. Entry points are functions, not import paths.`,
      );
    }
    if (maxEpisodeSteps !== null && !(Number.isSafeInteger(maxEpisodeSteps) && maxEpisodeSteps > 0)) {
      throw new RegistrationError(
        `${fields.id}.maxEpisodeSteps: expected a positive integer or null, received ${describe(maxEpisodeSteps)}.`,
      );
    }
    this.id = fields.id;
    ({ namespace: this.namespace, name: this.name, version: this.version } = parseEnvId(fields.id));
    this.entryPoint = fields.entryPoint ?? null;
    this.vectorEntryPoint = fields.vectorEntryPoint ?? null;
    this.rewardThreshold = fields.rewardThreshold ?? null;
    this.nondeterministic = fields.nondeterministic ?? false;
    this.maxEpisodeSteps = maxEpisodeSteps;
    this.orderEnforce = fields.orderEnforce ?? true;
    this.disableEnvChecker = fields.disableEnvChecker ?? false;
    this.kwargs = Object.freeze({ ...fields.kwargs });
    const { additionalWrappers = [] } = fields;
    if (!Array.isArray(additionalWrappers)) {
      throw new RegistrationError(
        `${fields.id}.additionalWrappers: expected an array, received ${describe(additionalWrappers)}.`,
      );
    }
    this.additionalWrappers = Object.freeze([...additionalWrappers]);
    Object.freeze(this);
  }

  with(changes: Partial<EnvSpecFields>): EnvSpec {
    return new EnvSpec({ ...this, ...changes });
  }

  /**
   * The spec as plain JSON values; `specFromJSON` turns them back.
   * @throws RegistrationError when a keyword argument is not a JSON value
   */
  toJSON(): EnvSpecJson {
    const {
      id,
      rewardThreshold,
      nondeterministic,
      maxEpisodeSteps,
      orderEnforce,
      disableEnvChecker,
      kwargs,
    } = this;
    checkJson(kwargs, `${id}.kwargs`);
    const additionalWrappers = this.additionalWrappers.map((wrapper) => {
      checkJson(wrapper.kwargs, `${id}.additionalWrappers.${wrapper.name}.kwargs`);
      return { name: wrapper.name, kwargs: wrapper.kwargs };
    });
    return {
      id,
      rewardThreshold,
      nondeterministic,
      maxEpisodeSteps,
      orderEnforce,
      disableEnvChecker,
      kwargs,
      additionalWrappers,
    };
  }
}

function checkJson(value: unknown, path: string): void {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return;
  if (typeof value === 'number' && Number.isFinite(value)) return;
  if (Array.isArray(value)) {
    value.forEach((item, index) => {
      checkJson(item, `${path}[${index}]`);
    });
    return;
  }
  if (typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
    for (const [key, item] of Object.entries(value)) checkJson(item, `${path}.${key}`);
    return;
  }
  const received =
    typeof value === 'object' ? `a ${value?.constructor.name}` : `${typeof value} ${String(value)}`;
  throw new RegistrationError(
    `${path}: expected a value that JSON can hold, received ${received}. Pass plain numbers, strings, arrays and objects.`,
  );
}
