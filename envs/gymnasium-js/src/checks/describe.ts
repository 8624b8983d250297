/** A value in a few words, for error messages: its type, and as much of its content as fits a line. */
export function describe(value: unknown): string {
  if (value === null || value === undefined || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return `the number ${value}`;
  if (typeof value === 'bigint') return `the bigint ${value}`;
  if (typeof value === 'string') return `the string '${shorten(value)}'`;
  if (typeof value === 'function') return `the function ${value.name || '(anonymous)'}`;
  if (Array.isArray(value)) return `an array of length ${value.length}`;
  if (ArrayBuffer.isView(value)) {
    const length = 'length' in value ? (value.length as number) : value.byteLength;
    return `a ${value.constructor.name} of length ${length}`;
  }
  if (typeof value !== 'object') return String(value);
  const name = typeof value.constructor === 'function' ? value.constructor.name : 'Object';
  if (name !== 'Object') return `a ${name}`;
  const keys = Object.keys(value);
  return `an object with ${keys.length === 0 ? 'no keys' : `the keys ${shorten(keys.join(', '))}`}`;
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
