import { describe } from '../checks/describe.ts';
import { checkOptions } from '../checks/options.ts';
import { Env } from '../env.ts';
import { InvalidEnv, InvalidWrapper, UnregisteredEnv } from '../errors.ts';
import { logger } from '../logger.ts';
import { sameData } from '../same-data.ts';
import { OrderEnforcing } from '../wrappers/order-enforcing.ts';
import { PassiveEnvChecker } from '../wrappers/passive-env-checker.ts';
import { RenderCollection } from '../wrappers/render-collection.ts';
import { TimeLimit } from '../wrappers/time-limit.ts';
import { findSpec } from './registry.ts';
import { EnvSpec, type Kwargs, type WrapperSpec } from './spec.ts';

export interface MakeOptions {
  /** How `render` draws; reaches the environment as `kwargs.renderMode`. A mode `x_list` collects the frames of `x`. */
  readonly renderMode?: string | null | undefined;
  /** Steps after which an episode is truncated, in place of the registered number; null for no limit. */
  readonly maxEpisodeSteps?: number | null | undefined;
  /** Whether to leave out the PassiveEnvChecker, in place of what was registered. */
  readonly disableEnvChecker?: boolean | undefined;
}

/**
 * Makes a registered environment, inside PassiveEnvChecker, OrderEnforcing, TimeLimit and its additional wrappers as
 * its registration asks.
 * @param id an id, where no version means the newest; or a spec, for instance `env.spec` of another environment
 * @param kwargs what the environment's entry point receives, over the registered arguments
 * @throws UnregisteredEnv when there is no such environment; InvalidEnv when its entry point returns something else
 */
export function make<Observation = unknown, Action = unknown>(
  id: string | EnvSpec,
  kwargs: Kwargs = {},
  options: MakeOptions = {},
): Env<Observation, Action> {
  checkOptions(kwargs, 'make');
  checkOptions(options, 'make');
  const spec = id instanceof EnvSpec ? id : findSpec(id);
  const { renderMode } = options;
  const merged = { ...spec.kwargs, ...kwargs, ...(renderMode === undefined ? {} : { renderMode }) };
  const { env: bare, collectFrames } = createForMode(spec, merged);
  const prior = checkPriorWrappers(spec, bare);

  let env = bare;
  if (!(options.disableEnvChecker ?? spec.disableEnvChecker)) env = new PassiveEnvChecker(env);
  if (spec.orderEnforce) env = new OrderEnforcing(env);
  const maxEpisodeSteps =
    options.maxEpisodeSteps === undefined ? spec.maxEpisodeSteps : options.maxEpisodeSteps;
  if (maxEpisodeSteps !== null) env = new TimeLimit(env, { maxEpisodeSteps });
  for (const wrapper of spec.additionalWrappers.slice(prior)) env = applyWrapper(wrapper, env);
  if (collectFrames) env = new RenderCollection(env);
  return env as Env<Observation, Action>;
}

/** Creates the environment in its render mode, or in mode `x` when asked for an `x_list` that it does not have. */
function createForMode(spec: EnvSpec, kwargs: Kwargs): { env: Env; collectFrames: boolean } {
  const mode = kwargs['renderMode'];
  if (typeof mode === 'string' && mode.endsWith('_list')) {
    const single = mode.slice(0, -'_list'.length);
    const env = create(spec, { ...kwargs, renderMode: single });
    if (env.metadata.renderModes.includes(single) && !env.metadata.renderModes.includes(mode)) {
      return { env, collectFrames: true };
    }
    env.close();
  }
  const env = create(spec, kwargs);
  if (typeof mode === 'string' && !env.metadata.renderModes.includes(mode)) {
    logger.warn(
      `${spec.id}: renderMode '${mode}' is not one of its render modes [${env.metadata.renderModes.join(', ')}].`,
    );
  }
  return { env, collectFrames: false };
}

function create(spec: EnvSpec, kwargs: Kwargs): Env {
  if (spec.entryPoint === null) {
    throw new UnregisteredEnv(`${spec.id}: registered without an entryPoint. Make it with makeVec.`);
  }
  const env = spec.entryPoint(kwargs);
  if (!(env instanceof Env)) {
    throw new InvalidEnv(
      `${spec.id}.entryPoint: expected it to return an instance of Env, received ${describe(env)}.`,
    );
  }
  // The wrappers around it add their part to this bare spec.
  env.unwrapped.spec = spec.with({
    maxEpisodeSteps: null,
    orderEnforce: false,
    disableEnvChecker: true,
    kwargs,
    additionalWrappers: [],
  });
  return env;
}

/** The number of wrappers the entry point itself applied, which a spec made from such an environment repeats. */
function checkPriorWrappers(spec: EnvSpec, env: Env): number {
  const prior = env.spec!.additionalWrappers;
  if (prior.length > spec.additionalWrappers.length) return prior.length;
  prior.forEach((wrapper, index) => {
    const recorded = spec.additionalWrappers[index];
    if (!sameData(wrapper, recorded)) {
      throw new InvalidWrapper(
        `${spec.id}.additionalWrappers[${index}]: expected ${wrapper.name}, which the entry point applies with other settings or in another place, received ${recorded?.name}. Make the spec anew.`,
      );
    }
  });
  return prior.length;
}

function applyWrapper(wrapper: WrapperSpec, env: Env): Env {
  if (wrapper.kwargs === null) {
    throw new InvalidWrapper(
      `${wrapper.name}: expected recorded settings, received none. Call super(env, settings) in its constructor.`,
    );
  }
  return new wrapper.entryPoint(env, wrapper.kwargs);
}
