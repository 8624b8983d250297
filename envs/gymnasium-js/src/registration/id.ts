import { RegistrationError } from '../errors.ts';

/** The parts of `[namespace/]name[-vN]`. */
export interface EnvId {
  readonly namespace: string | null;
  readonly name: string;
  readonly version: number | null;
}

const pattern = /^(?:(?<namespace>[\w:-]+)\/)?(?<name>[\w:.-]+?)(?:-v(?<version>\d+))?$/;

/** @throws RegistrationError when the id is not of the form `[namespace/]name[-vN]` */
export function parseEnvId(id: string): EnvId {
  const parts = pattern.exec(id)?.groups;
  if (parts === undefined) {
    throw new RegistrationError(
      `id: expected [namespace/]name[-vN], received '${id}'. Use letters, digits, '_', '-', '.' and ':' only.`,
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
