import { InvalidArgument } from '../errors.ts';
import { describe } from './describe.ts';

/**
 * Checks the last argument of a function.
 * @throws InvalidArgument unless it is an object, which it is where it is left out
 */
export function checkOptions(options: unknown, name: string): void {
  if (typeof options === 'object' && options !== null) return;
  throw new InvalidArgument(
    `${name}: expected an object of options, received ${describe(options)}. Leave it out for none.`,
  );
}
