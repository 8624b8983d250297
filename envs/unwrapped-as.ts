import { InvalidWrapper } from 'gymnasium-js';
import { UsageError } from '../src/errors.ts';

/**
 * The environment beneath the wrappers, which must be of a class.
 *
 * @param wrapper name of the wrapper that needs it, for the error; absent: an adapter needs it
 * @throws InvalidWrapper, or UsageError for adapters, when it is of another class
 */
export function unwrappedAs<Kind extends object>(
  env: { readonly unwrapped: unknown },
  kind: abstract new (...args: never[]) => Kind,
  wrapper?: string,
): Kind {
  const { unwrapped } = env;
  if (unwrapped instanceof kind) return unwrapped;
  if (wrapper !== undefined)
    throw new InvalidWrapper(`${wrapper}.env: expected an environment of ${kind.name}, received ${env}.`);
  throw new UsageError(
    `env: expected a ${kind.name} environment, received ${(unwrapped as object).constructor.name}; make it with makeEnv`,
  );
}

/** The outermost layer of a class among an environment and what it wraps; undefined without one. */
export function layerOf<Kind extends object>(
  env: object,
  kind: abstract new (...args: never[]) => Kind,
): Kind | undefined {
  for (let layer: unknown = env; layer !== undefined; layer = (layer as { env?: unknown }).env) {
    if (layer instanceof kind) return layer;
  }
  return undefined;
}
