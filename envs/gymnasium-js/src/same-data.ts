/**
 * Whether two values hold the same data, as Node's `isDeepStrictEqual` decides, which browsers lack: numbers by
 * `Object.is`, objects by their prototype and own enumerable properties. Unlike there, maps and sets have an order.
 */
export function sameData(a: unknown, b: unknown): boolean {
  return same(a, b, new Map());
}

/** @param under what each object on the way to `a` is being compared with, so that circles end */
function same(a: unknown, b: unknown, under: Map<object, object>): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  if (under.has(a)) return under.get(a) === b;
  if (!sameContent(a, b, under)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length || !keys.every((key) => Object.hasOwn(b, key))) return false;
  under.set(a, b);
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const equal = keys.every((key) => same(left[key], right[key], under));
  under.delete(a);
  return equal;
}

/** What an object of a built-in class holds beside its properties; both are of one class. */
function sameContent(a: object, b: object, under: Map<object, object>): boolean {
  if (Array.isArray(a)) return a.length === (b as unknown[]).length;
  if (a instanceof Date) return Object.is(a.getTime(), (b as Date).getTime());
  if (a instanceof RegExp) return String(a) === String(b);
  if (a instanceof Map || a instanceof Set) return same([...a], [...(b as typeof a)], under);
  return true;
}
