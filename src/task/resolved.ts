import type { EnvironmentAdapter, EnvironmentOptions } from './environment-adapter.ts';

/** The adapter as options make it: see `EnvironmentAdapter.resolve`. */
export function resolved<Observation, Action, Options extends EnvironmentOptions>(
  adapter: EnvironmentAdapter<Observation, Action, Options>,
  options: Options,
): EnvironmentAdapter<Observation, Action, Options> {
  return adapter.resolve?.(options) ?? adapter;
}
