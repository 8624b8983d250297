/**
 * A deep copy of what a step returned: containers and typed arrays are copied, everything else is taken as it is. It
 * stays what it was when the environment writes into its buffers.
 */
export function snapshot<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(snapshot) as T;
  if (ArrayBuffer.isView(value) && 'slice' in value) return (value.slice as () => T)();
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, snapshot(item)])) as T;
}
