import { describe } from '../checks/describe.ts';
import { InvalidArgument } from '../errors.ts';
import type { WrapperConstructor } from './spec.ts';

/** Wrapper classes beside this package's own that `specFromJSON` knows, by name. */
export const wrapperRegistry = new Map<string, WrapperConstructor>();

/** Makes wrapper classes known to `specFromJSON`; of two of one name, the first stays. @throws InvalidArgument for what is no class */
export function registerWrappers(...wrappers: readonly WrapperConstructor[]): void {
  for (const wrapper of wrappers) {
    if (typeof wrapper !== 'function') {
      throw new InvalidArgument(`registerWrappers: expected classes, received ${describe(wrapper)}.`);
    }
    if (!wrapperRegistry.has(wrapper.name)) wrapperRegistry.set(wrapper.name, wrapper);
  }
}
