import { describe } from './checks/describe.ts';
import { checkSeeding, checkSteps } from './checks/determinism.ts';
import { checkFrame, checkRenderMetadata } from './checks/rendering.ts';
import { type Complain, checkResetResult, checkStepResult } from './checks/results.ts';
import { checkReuse } from './checks/reuse.ts';
import { checkSpaceLimits, checkSpaces } from './checks/spaces.ts';
import { Env, type ResetOptions, type ResetResult } from './env.ts';
import { InvalidEnv } from './errors.ts';
import { logger } from './logger.ts';
import { make } from './registration/make.ts';

export interface CheckEnvOptions {
  /** Leaves out drawing in every render mode. */
  readonly skipRenderCheck?: boolean;
  /** Leaves out closing twice. */
  readonly skipCloseCheck?: boolean;
}

const fail: Complain = (message) => {
  throw new InvalidEnv(message);
};
const warn: Complain = (message) => logger.warn(message);

/**
 * Checks that an environment keeps the contract of `Env`: spaces, results of `reset` and `step`, seeding, determinism,
 * new data from every call, render modes, closing. It warns of what is allowed but probably not meant.
 *
 * The environment is reset and stepped. Other render modes, and closing, are checked on copies made from its spec;
 * an environment without one is drawn in its own mode only, and not closed.
 * @throws InvalidEnv at the first violation, with what to change
 */
export function checkEnv(env: Env, options: CheckEnvOptions = {}): void {
  if (!(env instanceof Env)) {
    throw new InvalidEnv(
      `env: expected an instance of Env, received ${describe(env)}. Extend the class Env.`,
    );
  }
  if (env.unwrapped !== env) {
    warn(`checkEnv: ${env} is wrapped, and wrappers hide faults. Check env.unwrapped.`);
  }
  checkSpaces(env, warn);
  checkSpaceLimits(env.observationSpace, 'observationSpace', warn);
  checkSpaceLimits(env.actionSpace, 'actionSpace', warn);

  checkReset(env);
  checkSeeding(env);
  checkStep(env);
  checkSteps(env);
  checkReuse(env);
  if (!options.skipRenderCheck) checkRendering(env);
  if (!options.skipCloseCheck && env.spec !== null) checkClosing(make(env.spec));
}

/** Calls `reset` in every way that callers do. */
function checkReset(env: Env): void {
  const calls: [string, ResetOptions | undefined][] = [
    ['reset()', undefined],
    ['reset({})', {}],
    ['reset({ options: {} })', { options: {} }],
    ['reset({ seed: 2n ** 64n })', { seed: 2n ** 64n }],
  ];
  for (const [call, resetOptions] of calls) {
    let result: ResetResult<unknown>;
    try {
      result = env.reset(resetOptions);
    } catch (cause) {
      const message = `${call}: expected [observation, info], but it threw: ${cause}. Accept seed and options, together, alone or neither.`;
      throw new InvalidEnv(message, { cause });
    }
    checkResetResult(env, result, fail);
  }
}

/** An episode of sampled actions, as long as it lasts but at most 50 steps. */
function checkStep(env: Env): void {
  env.reset({ seed: 123 });
  for (let i = 0; i < 50; i++) {
    const result = env.step(env.actionSpace.sample());
    checkStepResult(env, result, fail);
    if (result[2] || result[3]) return;
  }
}

function checkRendering(env: Env): void {
  checkRenderMetadata(env, fail);
  if (env.renderMode !== null) checkFrame(env.renderMode, env.render(), fail);
  if (env.spec === null) {
    if (env.metadata.renderModes.length > 0) {
      warn(
        'checkEnv: an environment without a spec is drawn in its own render mode only. Pass one that make made.',
      );
    }
    return;
  }
  for (const renderMode of env.metadata.renderModes) {
    const drawing = make(env.spec, {}, { renderMode });
    drawing.reset({ seed: 123 });
    checkFrame(renderMode, drawing.render(), fail);
    drawing.close();
  }
}

function checkClosing(env: Env): void {
  env.close();
  try {
    env.close();
  } catch (error) {
    throw new InvalidEnv(
      'close: expected a second call to do nothing, but it threw. Remember that it is closed.',
      {
        cause: error,
      },
    );
  }
}
