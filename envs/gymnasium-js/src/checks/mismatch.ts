import type { Space } from '../spaces/space.ts';
import { describe } from './describe.ts';

/** Why a value is not in a space, as a sentence that begins with `path`; null when it is. */
export function mismatch(space: Space, value: unknown, path: string): string | null {
  if (space.contains(value)) return null;
  return `${path}: expected a value of ${space.constructor.name}, received ${describe(value)}.`;
}
