import { describe } from '../checks/describe.ts';
import { checkOptions } from '../checks/options.ts';
import type { Env } from '../env.ts';
import { InvalidArgument, UnregisteredEnv } from '../errors.ts';
import { AsyncVectorEnv } from '../vector/async-vector-env.ts';
import type { AutoresetMode } from '../vector/autoreset-mode.ts';
import { SyncVectorEnv } from '../vector/sync-vector-env.ts';
import type { VectorEnv } from '../vector/vector-env.ts';
import { type MakeOptions, make } from './make.ts';
import { findSpec } from './registry.ts';
import { EnvSpec, type Kwargs } from './spec.ts';

export interface MakeVecOptions extends MakeOptions {
  /** Default 1. */
  readonly numEnvs?: number;
  /**
   * 'sync' steps one after the other, 'async' each in a worker thread, 'vectorEntryPoint' by the environment's own
   * vector implementation. Default: the last where the registration has one, else 'sync'.
   */
  readonly vectorizationMode?: 'sync' | 'async' | 'vectorEntryPoint';
  /** Default NEXT_STEP. Not for 'vectorEntryPoint', which takes it as a keyword argument if it has the choice. */
  readonly autoresetMode?: AutoresetMode;
  /** Applied to every sub-environment, in order. Only for 'sync'. */
  readonly wrappers?: readonly ((env: Env) => Env)[];
  /** For 'async': the URL or path of the module whose import registers the environment in a worker thread. */
  readonly module?: string;
  /** For 'async': seconds to wait for the sub-environments; null for ever. */
  readonly timeout?: number | null;
}

/**
 * Makes a vector of a registered environment.
 * @param kwargs what the entry point receives, over the registered arguments
 * @throws UnregisteredEnv when there is no such environment; InvalidArgument when the options do not fit the mode
 */
export function makeVec<Observations = unknown, Actions = unknown>(
  id: string | EnvSpec,
  kwargs: Kwargs = {},
  options: MakeVecOptions = {},
): VectorEnv<Observations, Actions> {
  checkOptions(kwargs, 'makeVec');
  checkOptions(options, 'makeVec');
  const spec = id instanceof EnvSpec ? id : findSpec(id);
  const { numEnvs = 1, vectorizationMode = spec.vectorEntryPoint ? 'vectorEntryPoint' : 'sync' } = options;
  if (!Number.isSafeInteger(numEnvs) || numEnvs < 1) {
    throw new InvalidArgument(`makeVec.numEnvs: expected a positive integer, received ${describe(numEnvs)}.`);
  }
  if (typeof vectorizationMode !== 'string' || !Object.hasOwn(vectorizers, vectorizationMode)) {
    throw new InvalidArgument(
      `makeVec.vectorizationMode: expected one of ${Object.keys(vectorizers).join(', ')}, received ${describe(vectorizationMode)}.`,
    );
  }
  const env = vectorizers[vectorizationMode](spec, kwargs, options, numEnvs);
  env.unwrapped.spec = spec.with({ kwargs: { ...spec.kwargs, ...kwargs } });
  return env as VectorEnv<Observations, Actions>;
}

type Vectorizer = (spec: EnvSpec, kwargs: Kwargs, options: MakeVecOptions, numEnvs: number) => VectorEnv;

const vectorizers: Record<NonNullable<MakeVecOptions['vectorizationMode']>, Vectorizer> = {
  sync(spec, kwargs, options, numEnvs) {
    const { wrappers = [], autoresetMode } = options;
    if (!Array.isArray(wrappers) || !wrappers.every((wrap) => typeof wrap === 'function')) {
      throw new InvalidArgument(
        `makeVec.wrappers: expected an array of functions, received ${describe(wrappers)}.`,
      );
    }
    const single = () => wrappers.reduce((env, wrap) => wrap(env), make(spec, kwargs, makeOptions(options)));
    return new SyncVectorEnv(
      Array(numEnvs).fill(single),
      autoresetMode === undefined ? {} : { autoresetMode },
    );
  },

  async(spec, kwargs, options, numEnvs) {
    const { module, wrappers, autoresetMode, timeout } = options;
    if (module === undefined || wrappers !== undefined) {
      throw new InvalidArgument(
        "makeVec: expected a module and no wrappers in the mode 'async', because functions cannot be sent to worker threads. Pass the URL of the module that registers the environment, and register it with additionalWrappers.",
      );
    }
    const source = {
      module,
      id: spec.id,
      kwargs: { ...spec.kwargs, ...kwargs },
      options: makeOptions(options),
    };
    return new AsyncVectorEnv(Array(numEnvs).fill(source), {
      ...(autoresetMode === undefined ? {} : { autoresetMode }),
      ...(timeout !== undefined && { timeout }),
    });
  },

  vectorEntryPoint(spec, kwargs, options, numEnvs) {
    if (spec.vectorEntryPoint === null) {
      throw new UnregisteredEnv(
        `${spec.id}: registered without a vectorEntryPoint. Choose the vectorizationMode 'sync' or 'async'.`,
      );
    }
    if (
      options.wrappers !== undefined ||
      options.autoresetMode !== undefined ||
      spec.additionalWrappers.length > 0
    ) {
      throw new InvalidArgument(
        `${spec.id}: expected neither wrappers nor an autoresetMode in the mode 'vectorEntryPoint', where there are no sub-environments to apply them to. Choose 'sync'.`,
      );
    }
    const { maxEpisodeSteps = spec.maxEpisodeSteps, renderMode } = options;
    return spec.vectorEntryPoint({
      ...(maxEpisodeSteps !== null && { maxEpisodeSteps }),
      ...(renderMode !== undefined && { renderMode }),
      ...spec.kwargs,
      ...kwargs,
      numEnvs,
    });
  },
};

function makeOptions({ renderMode, maxEpisodeSteps, disableEnvChecker }: MakeVecOptions): MakeOptions {
  return { renderMode, maxEpisodeSteps, disableEnvChecker };
}
