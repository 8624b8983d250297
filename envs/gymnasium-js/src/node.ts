import { UnsupportedPlatform } from './errors.ts';

interface NodeModules {
  readonly 'node:fs': typeof import('node:fs');
  readonly 'node:module': typeof import('node:module');
  readonly 'node:path': typeof import('node:path');
  readonly 'node:worker_threads': typeof import('node:worker_threads');
}

/**
 * A module of Node, loaded when something first needs it: with a static import, browsers could not load the rest.
 * @param user what needs it, for the message
 * @throws UnsupportedPlatform where there is no such module
 */
export function nodeModule<Id extends keyof NodeModules>(id: Id, user: string): NodeModules[Id] {
  const { process } = globalThis as { process?: Partial<NodeJS.Process> };
  const found = process?.getBuiltinModule?.(id);
  if (found !== undefined) return found as NodeModules[Id];
  throw new UnsupportedPlatform(
    `${user}: expected Node 20.19 or newer, for its module '${id}', received another platform. Use it in Node only.`,
  );
}
