import { describe } from '../checks/describe.ts';
import { RegistrationError } from '../errors.ts';

/** The parts of `[namespace/]name[-vN]`. */
export interface EnvId {
  readonly namespace: string | null;
  readonly name: string;
  readonly version: number | null;
}

/** Letters and digits are those of Unicode, as Python's `\w` has them. */
const pattern = /^(?:(?<namespace>[\p{L}\p{N}_:-]+)\/)?(?<name>[\p{L}\p{N}_:.-]+?)(?:-v(?<version>\d+))?$/u;

/** @throws RegistrationError when the id is not of the form `[namespace/]name[-vN]` */
export function parseEnvId(id: string): EnvId {
  const parts = typeof id === 'string' ? pattern.exec(id)?.groups : undefined;
  if (parts === undefined) {
    throw new RegistrationError(
      `id: expected [namespace/]name[-vN], received ${describe(id)}. Use letters, digits, '_', '-', '.' and ':' only.`,
    );
  }
  const version = parts['version'];
  return {
    namespace: parts['namespace'] ?? null,
    name: parts['name']!,
    version: version === undefined ? null : Number(version),
  };
}

/** The inverse of `parseEnvId`. */
export function formatEnvId({ namespace, name, version }: EnvId): string {
  return `${namespace === null ? '' : `${namespace}/`}${name}${version === null ? '' : `-v${version}`}`;
}
