/**
 * Whether two values of the same structure hold a mutable object in common: an array, a typed array over the same
 * bytes, or an object. Writing through one would change the other.
 */
export function sharesData(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (ArrayBuffer.isView(a) && ArrayBuffer.isView(b)) return overlap(a, b);
  if (!isContainer(a) || !isContainer(b)) return false;
  if (a === b && !Object.isFrozen(a)) return true;
  const other = b as Record<string, unknown>;
  return Object.entries(a).some(([key, value]) => sharesData(value, other[key]));
}

function overlap(a: ArrayBufferView, b: ArrayBufferView): boolean {
  if (a.buffer !== b.buffer) return false;
  return a.byteOffset < b.byteOffset + b.byteLength && b.byteOffset < a.byteOffset + a.byteLength;
}

/** Arrays and plain objects are data of one step; an object of a class of its own may be shared on purpose. */
function isContainer(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === Object.prototype || prototype === null;
}
