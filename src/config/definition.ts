import { UsageError } from '../errors.ts';

/** The same for every copy of this module, so that definitions of one are known to the others. */
const brand = Symbol.for('burstwise.definition');

/**
 * Marks a value as a definition, which `registerDefinition` takes.
 *
 * @param kind what it defines, e.g. `task`
 * @returns the same value
 */
export function define<Value extends object>(kind: string, value: Value): Value {
  return Object.defineProperty(value, brand, { value: kind });
}

/** What a value defines; undefined where it is no definition. */
export function kindOf(value: unknown): string | undefined {
  const isObject = value !== null && (typeof value === 'object' || typeof value === 'function');
  return isObject ? (value as { readonly [brand]?: string })[brand] : undefined;
}

/** Takes a definition of one kind into its catalogue. */
type Registrar = (value: never) => void;

const registrars = new Map<string, Registrar>();

/** Says how definitions of a kind are taken into their catalogue. */
export function onDefinition<Value>(kind: string, register: (value: Value) => void): void {
  registrars.set(kind, register);
}

const origins = new WeakMap<object, string>();

/** The file that a definition came from, as `--use` takes it; undefined where it came from none. */
export function originOf(definition: object): string | undefined {
  return origins.get(definition);
}

/**
 * Takes a definition into the catalogue of its kind.
 *
 * @param origin the file that it came from, as `--use` takes it
 * @throws UsageError when its name is taken, or definitions of its kind are not known
 */
export function registerDefinition(value: object, origin?: string): void {
  const kind = kindOf(value);
  const register = kind === undefined ? undefined : registrars.get(kind);
  if (register === undefined) {
    const kinds = [...registrars.keys()].join(', ');
    throw new UsageError(
      `definition: expected one of the kinds ${kinds}, received ${kind ?? 'a plain value'}`,
    );
  }
  // `define` bound the kind to values of the registrar's type.
  register(value as never);
  if (origin !== undefined) origins.set(value, origin);
}
