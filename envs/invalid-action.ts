import { InvalidAction } from 'gymnasium-js';
import { inWords } from '../src/config/schema-problems.ts';

/**
 * The error for an action that an environment does not have.
 * @param expected the actions that it has, in words
 */
export function invalidAction(environment: string, expected: string, action: unknown): InvalidAction {
  const kind = Array.isArray(action) ? 'array' : typeof action;
  const received = typeof action === 'number' ? action : `${inWords(action)} (${kind})`;
  return new InvalidAction(`${environment}.step: action: expected ${expected}, received ${received}.`);
}
