import { describe } from '../checks/describe.ts';
import {
  DeprecatedEnv,
  NameNotFound,
  NamespaceNotFound,
  RegistrationError,
  UnregisteredEnv,
  VersionNotFound,
} from '../errors.ts';
import { logger } from '../logger.ts';
import { closeMatch } from './close-match.ts';
import { type EnvId, formatEnvId, parseEnvId } from './id.ts';
import { EnvSpec, type EnvSpecFields } from './spec.ts';

/** Every registered environment, by full id. */
export const registry = new Map<string, EnvSpec>();

/**
 * Registers an environment, so that `make(id)` can make it. Warns when the id was taken and is now replaced.
 * @throws RegistrationError when the id is malformed, when neither entry point is given, or when versioned and
 * unversioned environments of one name would exist side by side
 */
export function register(fields: EnvSpecFields): EnvSpec {
  if (typeof fields !== 'object' || fields === null) {
    throw new RegistrationError(`register: expected an object with an id, received ${describe(fields)}.`);
  }
  const spec = new EnvSpec({ ...fields, id: formatEnvId(parseEnvId(fields.id)) });
  if (spec.entryPoint === null && spec.vectorEntryPoint === null) {
    throw new RegistrationError(`${spec.id}: expected entryPoint or vectorEntryPoint, received neither.`);
  }
  const rival = sameName(spec).find((other) => (other.version === null) !== (spec.version === null));
  if (rival !== undefined) {
    throw new RegistrationError(
      `${spec.id}: expected all environments of one name to have a version, or none. '${rival.id}' is registered: ${
        spec.version === null ? 'add a version to the id' : 'leave the version out of the id'
      }.`,
    );
  }
  if (registry.has(spec.id))
    logger.warn(`${spec.id} was registered already; the new registration replaces it.`);
  registry.set(spec.id, spec);
  return spec;
}

/**
 * The registered spec of exactly this id.
 * @throws UnregisteredEnv, or a class of it that says which part of the id is unknown; DeprecatedEnv for a version
 * that newer ones replaced
 */
export function spec(id: string): EnvSpec {
  return registry.get(id) ?? unknown(parseEnvId(id));
}

/** Like `spec`, but an id without a version means the newest, and an old version is warned about. */
export function findSpec(id: string): EnvSpec {
  const parts = parseEnvId(id);
  const newest = newestVersion(parts);
  if (newest !== undefined && parts.version === null) {
    logger.warn(`'${id}' names no version; using the newest, '${newest.id}'.`);
    return newest;
  }
  const found = spec(id);
  if (newest !== undefined && newest.version! > parts.version!) {
    logger.warn(`'${id}' is out of date; consider '${newest.id}'.`);
  }
  return found;
}

/** The registered environments of this name, newest first. */
function sameName({ namespace, name }: EnvId): EnvSpec[] {
  const found = [...registry.values()].filter((spec) => spec.namespace === namespace && spec.name === name);
  return found.sort((a, b) => (b.version ?? -1) - (a.version ?? -1));
}

function newestVersion(id: EnvId): EnvSpec | undefined {
  return sameName(id).find((spec) => spec.version !== null);
}

/** Throws the error that says most about why an id is not in the registry. */
function unknown(id: EnvId): never {
  if (registry.has(formatEnvId(id))) {
    throw new UnregisteredEnv(
      `id: expected '${formatEnvId(id)}', received another spelling. Leave out zeros.`,
    );
  }
  checkNamespace(id.namespace);
  checkName(id);
  const existing = sameName(id);
  const [first] = existing;
  const wanted = `'${formatEnvId(id)}'`;
  if (id.version === null) {
    throw new UnregisteredEnv(
      `id: ${wanted} has no unversioned registration. Use '${newestVersion(id)!.id}'.`,
    );
  }
  if (first!.version === null) {
    throw new DeprecatedEnv(`id: ${wanted} has no versions. Use '${first!.id}'.`);
  }
  const newest = newestVersion(id)!;
  if (id.version < newest.version!) {
    throw new DeprecatedEnv(`id: ${wanted} is deprecated and no longer registered. Use '${newest.id}'.`);
  }
  const versions = existing
    .map((other) => `v${other.version}`)
    .reverse()
    .join(', ');
  throw new VersionNotFound(`id: ${wanted} does not exist. Registered versions: ${versions}.`);
}

function checkNamespace(namespace: string | null): void {
  const namespaces = new Set([...registry.values()].flatMap((spec) => spec.namespace ?? []));
  if (namespace === null || namespaces.has(namespace)) return;
  const suggestion = closeMatch(namespace, namespaces);
  throw new NamespaceNotFound(
    `id: the namespace '${namespace}' is not registered. ${
      suggestion === undefined
        ? 'Import the module that registers its environments.'
        : `Did you mean '${suggestion}'?`
    }`,
  );
}

function checkName(id: EnvId): void {
  if (sameName(id).length > 0) return;
  const names = new Set(
    [...registry.values()].filter((spec) => spec.namespace === id.namespace).map((spec) => spec.name),
  );
  const suggestion = closeMatch(id.name, names);
  throw new NameNotFound(
    `id: no environment '${id.name}' is registered${
      id.namespace === null ? '' : ` in the namespace '${id.namespace}'`
    }. ${
      suggestion === undefined ? 'Import the module that registers it.' : `Did you mean '${suggestion}'?`
    }`,
  );
}
