import { Discrete, type Space } from 'gymnasium-js';
import { UsageError } from '../src/errors.ts';

/**
 * The number of actions in a space of actions 0, 1, ….
 * @throws UsageError when the space is another
 */
export function actionCount(space: Space<number>): number {
  if (space instanceof Discrete) return space.n;
  throw new UsageError(`env.actionSpace: expected a Discrete space, received ${space}`);
}
