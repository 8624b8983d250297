import type { Env } from '../env.ts';
import { InvalidEnv } from '../errors.ts';
import { Space } from '../spaces/space.ts';
import { describe } from './describe.ts';
import type { Complain } from './results.ts';

/**
 * Checks that an environment has both its spaces.
 * @throws InvalidEnv when one is missing
 */
export function checkSpaces(env: Env, _complain: Complain): void {
  for (const name of ['observationSpace', 'actionSpace'] as const) {
    if (!(env[name] instanceof Space)) {
      throw new InvalidEnv(
        `${env.constructor.name}.${name}: expected a Space, received ${describe(env[name])}. Assign one in the constructor.`,
      );
    }
  }
}
