/** How many numbers of an array are written. */
const MOST_NUMBERS = 64;

/** A value of a space as people read it: numbers with four digits, arrays in brackets, entries by their names. */
export function valueText(value: unknown): string {
  if (typeof value === 'number') return `${Number(value.toPrecision(4))}`;
  if (value === null || typeof value !== 'object') return String(value);
  if (ArrayBuffer.isView(value)) return listText(Array.from(value as Float64Array));
  if (Array.isArray(value)) return listText(value);
  return Object.entries(value)
    .map(([name, entry]) => `${name}: ${valueText(entry)}`)
    .join(', ');
}

function listText(list: readonly unknown[]): string {
  const written = list.slice(0, MOST_NUMBERS).map(valueText);
  return `[${written.join(', ')}${list.length > MOST_NUMBERS ? ', …' : ''}]`;
}
