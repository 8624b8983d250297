import { type Env, register, registry } from 'gymnasium-js';

/**
 * Makes an environment available to `make` of gymnasium-js, also by its id without the namespace. An id that is known
 * already stays as it is, for programs that load the module twice, e.g. as source and as build.
 */
export function registerTaskEnv<Observation, Action>(
  id: string,
  Environment: new (settings: Record<string, unknown>) => Env<Observation, Action>,
): void {
  for (const name of [id, id.replace(/^burstwise\//, '')])
    if (!registry.has(name)) register({ id: name, entryPoint: (settings) => new Environment(settings) });
}
