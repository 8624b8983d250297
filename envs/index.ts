import { register, registry } from 'gymnasium-js';
import { UsageError } from '../src/errors.ts';
import { closest } from '../src/run/suggest.ts';
import type { EnvironmentAdapter } from './adapter.ts';
import { ButtonFood } from './navigation/button-food.ts';
import { buttonFoodAdapter } from './navigation/button-food-adapter.ts';

export * from './adapter.ts';
export { ButtonFood, buttonFoodAdapter };

/** An adapter whose observation, action and option types are not known statically. */
// biome-ignore lint/suspicious/noExplicitAny: a list of tasks of different types; each checks its own options
export type AnyAdapter = EnvironmentAdapter<any, any, any>;

/** Every task, in the order in which they are listed to people. */
export const adapters: readonly AnyAdapter[] = [buttonFoodAdapter];

// Importing this module makes the environments available to `make` of gymnasium-js. The guard is for programs that
// load the module twice, e.g. as source and as build.
if (!registry.has(buttonFoodAdapter.envId)) {
  register({ id: buttonFoodAdapter.envId, entryPoint: (settings) => new ButtonFood(settings) });
}

/**
 * The adapter of a task.
 *
 * @throws UsageError listing the known names, with the one that was probably meant
 */
export function findAdapter(name: string): AnyAdapter {
  const found = adapters.find((adapter) => adapter.name === name);
  if (found !== undefined) return found;
  const names = adapters.map((adapter) => adapter.name);
  const meant = closest(name, names);
  throw new UsageError(
    `environment: expected one of ${names.join(', ')}, received "${name}"; ` +
      (meant === undefined ? 'see `burstwise envs list`' : `did you mean ${meant}?`),
  );
}
