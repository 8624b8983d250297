import { describe } from '../checks/describe.ts';
import { RegistrationError } from '../errors.ts';
import * as builtIn from '../wrappers/index.ts';
import { spec as registered } from './registry.ts';
import { EnvSpec, type EnvSpecJson, type WrapperConstructor, type WrapperSpec } from './spec.ts';
import { wrapperRegistry } from './wrapper-registry.ts';

export interface FromJsonOptions {
  /** Wrapper classes of your own that the spec may name. */
  readonly wrappers?: readonly WrapperConstructor[];
}

/**
 * The inverse of `EnvSpec.toJSON`. The entry points come from the registry, the wrappers from `options.wrappers`, the
 * registration, `registerWrappers`, or this package.
 * @param json the JSON text, or the object parsed from it
 * @throws UnregisteredEnv when the id is not registered; RegistrationError when the JSON is not of a spec or names an
 * unknown wrapper
 */
export function specFromJSON(json: string | EnvSpecJson, options: FromJsonOptions = {}): EnvSpec {
  const fields = typeof json === 'string' ? parse(json) : json;
  if (!isSpecJson(fields)) {
    throw new RegistrationError(
      'json: expected an object with an id, kwargs and additionalWrappers, received something else. Pass what EnvSpec.toJSON returned.',
    );
  }
  const { entryPoint, vectorEntryPoint, additionalWrappers } = registered(fields.id);
  const known = [
    ...(options.wrappers ?? []),
    ...additionalWrappers.map((wrapper) => wrapper.entryPoint),
    ...wrapperRegistry.values(),
  ];
  const wrappers = fields.additionalWrappers.map(({ name, kwargs }): WrapperSpec => {
    const found = known.find((wrapper) => wrapper.name === name) ?? builtInWrapper(name);
    if (found === undefined) {
      throw new RegistrationError(
        `${fields.id}.additionalWrappers: the wrapper '${name}' is unknown. Pass its class to registerWrappers, or in options.wrappers.`,
      );
    }
    return { name, entryPoint: found, kwargs };
  });
  return new EnvSpec({ ...fields, entryPoint, vectorEntryPoint, additionalWrappers: wrappers });
}

/** A wrapper of this package by the name it is exported under, or by that of its class, which bundlers may shorten. */
function builtInWrapper(name: string): WrapperConstructor | undefined {
  const exported: [string, unknown][] = Object.entries(builtIn);
  return exported.flatMap(([as, value]) =>
    isWrapper(value) && [as, value.name].includes(name) ? value : [],
  )[0];
}

function isWrapper(value: unknown): value is WrapperConstructor {
  return typeof value === 'function' && value.prototype instanceof builtIn.Wrapper;
}

function isSpecJson(value: unknown): value is EnvSpecJson {
  if (typeof value !== 'object' || value === null) return false;
  const { id, kwargs, additionalWrappers } = value as Partial<EnvSpecJson>;
  return (
    typeof id === 'string' &&
    typeof kwargs === 'object' &&
    kwargs !== null &&
    Array.isArray(additionalWrappers) &&
    additionalWrappers.every((wrapper) => typeof wrapper?.name === 'string')
  );
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new RegistrationError(`json: expected JSON, received ${describe(json)}.`, { cause });
  }
}
