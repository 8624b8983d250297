import { UsageError } from '../src/errors.ts';

/**
 * The environment beneath the wrappers, which must be of a class.
 * @throws UsageError when it is of another
 */
export function unwrappedAs<Kind extends object>(
  { unwrapped }: { readonly unwrapped: unknown },
  kind: abstract new (...args: never[]) => Kind,
): Kind {
  if (unwrapped instanceof kind) return unwrapped;
  throw new UsageError(
    `env: expected a ${kind.name} environment, received ${(unwrapped as object).constructor.name}; make it with makeEnv`,
  );
}
