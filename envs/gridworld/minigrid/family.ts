import { register, registry } from 'gymnasium-js';
import type { MiniGridEnv } from './minigrid-env.ts';

/** Environments that one class makes: the ids under which they are registered, and the settings of each. */
export interface Family {
  /** Makes an environment with settings. */
  readonly make: (settings: Record<string, unknown>) => MiniGridEnv;
  readonly ids: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Whether an environment is one of these, with whatever settings. */
  readonly covers: (env: MiniGridEnv) => boolean;
}

/** Ties ids to a class whose constructor takes settings of the same type. */
export function family<Settings extends object>(
  environment: new (settings: Settings) => MiniGridEnv,
  ids: Readonly<Record<string, NoInfer<Settings>>>,
): Family {
  return {
    make: (settings) => new environment(settings as Settings),
    ids: ids as Family['ids'],
    covers: (env) => env instanceof environment,
  };
}

/** Makes the environments of families available to `make` of gymnasium-js. */
export function registerFamilies(families: readonly Family[]): void {
  for (const { ids, make } of families) {
    for (const [id, kwargs] of Object.entries(ids)) {
      // The module may be loaded twice, e.g. as source and as build.
      if (!registry.has(id)) register({ id, entryPoint: make, kwargs });
    }
  }
}
