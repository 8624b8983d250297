import type { WrapperConstructor } from './spec.ts';

/** Wrapper classes beside this package's own that `specFromJSON` knows, by name. */
export const wrapperRegistry = new Map<string, WrapperConstructor>();

/** Makes wrapper classes known to `specFromJSON`; of two of one name, the first stays. */
export function registerWrappers(...wrappers: readonly WrapperConstructor[]): void {
  for (const wrapper of wrappers) {
    if (!wrapperRegistry.has(wrapper.name)) wrapperRegistry.set(wrapper.name, wrapper);
  }
}
