import type { Env, ResetResult, StepResult } from '../env.ts';
import { InvalidEnv } from '../errors.ts';
import { describe } from './describe.ts';
import { mismatch } from './mismatch.ts';

/** Receives what is wrong without being fatal: `checkEnv` throws it, the passive checker warns of it. */
export type Complain = (message: string) => void;

/**
 * Checks what `reset` returned.
 * @throws InvalidEnv when it is not a pair whose second element is an object
 */
export function checkResetResult(env: Env, result: ResetResult<unknown>, complain: Complain): void {
  if (!Array.isArray(result) || result.length !== 2) {
    throw new InvalidEnv(`reset: expected [observation, info], received ${describe(result)}.`);
  }
  checkObservation(env, result[0], 'reset', complain);
  checkInfo(result[1], 'reset');
}

/**
 * Checks what `step` returned.
 * @throws InvalidEnv when it is not of the form [observation, reward, terminated, truncated, info]
 */
export function checkStepResult(env: Env, result: StepResult<unknown>, complain: Complain): void {
  if (!Array.isArray(result) || result.length !== 5) {
    throw new InvalidEnv(
      `step: expected [observation, reward, terminated, truncated, info], received ${describe(result)}.`,
    );
  }
  const [observation, reward, terminated, truncated, info] = result as StepResult<unknown>;
  checkObservation(env, observation, 'step', complain);
  if (!Number.isFinite(reward)) {
    complain(`step: expected a finite number as reward, received ${describe(reward)}.`);
  }
  for (const [name, flag] of Object.entries({ terminated, truncated })) {
    if (typeof flag !== 'boolean')
      complain(`step: expected ${name} to be a boolean, received ${describe(flag)}.`);
  }
  checkInfo(info, 'step');
}

function checkObservation(env: Env, observation: unknown, method: string, complain: Complain): void {
  const reason = mismatch(env.observationSpace, observation, `${method}: observation`);
  if (reason !== null) complain(`${reason} Return what observationSpace declares, or correct the space.`);
}

function checkInfo(info: unknown, method: string): void {
  if (typeof info !== 'object' || info === null || Array.isArray(info)) {
    throw new InvalidEnv(`${method}: expected info to be an object, received ${describe(info)}. Return {}.`);
  }
}
