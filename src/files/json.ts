/** Values that JSON holds. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** Levels of lists and fields within each other that a JSON text may have. */
const MOST_LEVELS = 100;
/** Bytes of memory that the values of a JSON text may take, about. */
const MOST_MEMORY = 2 ** 28;

/**
 * The value of a JSON text from a foreign file: in bounded depth, since those who read the value descend into it, of
 * bounded size in memory, and without fields of the name `__proto__`, which objects take for something else.
 *
 * @param most bytes of memory that its values may take, about
 * @throws SyntaxError whose message says, as a noun phrase, what the text is instead
 */
export function parseJson(text: string, most: number = MOST_MEMORY): unknown {
  if (text.trim() === '') throw new SyntaxError('nothing');
  const { levels, memory } = extentOf(text);
  if (levels > MOST_LEVELS) throw new SyntaxError(`JSON of more than ${MOST_LEVELS} levels`);
  if (memory > most) throw new SyntaxError(`JSON that takes ${memory} bytes of memory, more than ${most}`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new SyntaxError(placeOfError(text, cause as Error), { cause });
  }
  // The name may be written with escapes: a text without any of them needs no look at its fields.
  if (/__proto__|\\u00/i.test(text) && hasPrototypeField(value))
    throw new SyntaxError('JSON with a field of the name __proto__');
  return value;
}

/** As {@link parseJson}, of UTF-8. @throws SyntaxError */
export function parseJsonBytes(bytes: Uint8Array, most?: number): unknown {
  return parseJson(decodeUtf8(bytes), most);
}

/** The text in UTF-8. @throws SyntaxError when it is not UTF-8, or more than one string can hold */
export function decodeUtf8(bytes: Uint8Array): string {
  if (bytes.length > MOST_TEXT_BYTES) throw new SyntaxError(`${bytes.length} bytes of text`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new SyntaxError('bytes that are not UTF-8', { cause });
  }
}

/** A string holds no more than this. */
const MOST_TEXT_BYTES = 2 ** 29 - 24;

/** Whether a value comes back from JSON as it was: no NaN, infinity, −0, undefined or instance of a class in it. */
export function isJson(value: unknown): value is Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0);
  if (Array.isArray(value)) return Array.from(value).every(isJson);
  if (typeof value !== 'object') return false;
  const prototype = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && Object.values(value).every(isJson);
}

/** Bytes that a list or mapping takes, a field, and an entry of a list, while they are read. */
const [BYTES_OF_LIST, BYTES_OF_FIELD, BYTES_OF_ENTRY] = [100, 150, 24];

/** How deep lists and fields lie within each other, and about how many bytes of memory they take besides the text. */
function extentOf(text: string): { readonly levels: number; readonly memory: number } {
  let [level, levels, memory] = [0, 0, 0];
  let inText = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (inText) {
      if (code === 0x5c) i++;
      else if (code === 0x22) inText = false;
    } else if (code === 0x22) inText = true;
    else if (code === 0x5b || code === 0x7b) {
      levels = Math.max(levels, ++level);
      memory += BYTES_OF_LIST;
    } else if (code === 0x5d || code === 0x7d) level--;
    else if (code === 0x3a) memory += BYTES_OF_FIELD;
    else if (code === 0x2c) memory += BYTES_OF_ENTRY;
  }
  return { levels, memory };
}

/** Where a text stops being JSON, as far as the engine says. */
function placeOfError(text: string, { message }: Error): string {
  const [, digits] = /at position (\d+)/.exec(message) ?? [];
  if (digits === undefined)
    return /end of JSON|Unterminated/.test(message) ? 'JSON that ends too early' : 'text that is no JSON';
  const before = text.slice(0, Number(digits));
  const line = before.split('\n').length;
  return `text that is no JSON at line ${line}, column ${before.length - before.lastIndexOf('\n')}`;
}

function hasPrototypeField(value: unknown): boolean {
  if (value === null || typeof value !== 'object') return false;
  return Object.hasOwn(value, '__proto__') || Object.values(value).some(hasPrototypeField);
}
