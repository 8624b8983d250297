import { type Column, type ColumnGroup, holdsNumbers, sizeOf } from './column.ts';

/** What is wrong, in the words of a `Problem`. */
export interface Unstorable {
  readonly path: string;
  readonly expected: string;
  readonly received: string;
}

/** What goes into one message of an HDF5 file, less than 64 KiB with all that describes it. */
export const MOST_MESSAGE_BYTES = 65_000;
/** More groups and arrays than this in one episode are not an episode but damage. */
export const MOST_OBJECTS = 10_000;
/** Levels of groups below that of the episode. */
export const MOST_LEVELS = 12;
/** Dimensions of an array in HDF5. */
const MOST_DIMENSIONS = 32;

/** Whether a file gives a text back as it was: HDF5 ends texts at NUL, and UTF-8 has no lone surrogates. */
export function isStorableText(text: string): boolean {
  return !/[\0\p{Surrogate}]/u.test(text);
}

/** What is wrong with the name of a column or option; null when nothing is. */
export function nameProblem(name: string, path: string): Unstorable | null {
  const isFine =
    name !== '' &&
    name !== '.' &&
    name !== '__proto__' &&
    !name.includes('/') &&
    isStorableText(name) &&
    Buffer.byteLength(name) <= MOST_MESSAGE_BYTES;
  if (isFine) return null;
  const expected = `a name of 1 to ${MOST_MESSAGE_BYTES} bytes, without "/" or NUL, other than "." and "__proto__"`;
  return { path, expected, received: shortened(JSON.stringify(name)) };
}

/** What keeps the columns of an episode from being stored and read back as they are; null when nothing does. */
export function storageProblem(groups: Readonly<Record<string, Column>>): Unstorable | null {
  let objects = 0;
  const groupProblem = ({ columns }: ColumnGroup, path: string, level: number): Unstorable | null => {
    if (level > MOST_LEVELS)
      return { path, expected: `at most ${MOST_LEVELS} levels of groups`, received: 'more' };
    for (const [name, column] of Object.entries(columns)) {
      const problem = nameProblem(name, path) ?? problemOf(column, `${path}/${name}`, level);
      if (problem !== null) return problem;
    }
    return null;
  };
  const problemOf = (column: Column, path: string, level: number): Unstorable | null => {
    if (++objects > MOST_OBJECTS - 10)
      return { path, expected: `at most ${MOST_OBJECTS - 10} columns`, received: 'more' };
    return column.kind === 'group' ? groupProblem(column, path, level + 1) : valuesProblem(column, path);
  };
  for (const [path, column] of Object.entries(groups)) {
    const problem = problemOf(column, path, 0);
    if (problem !== null) return problem;
  }
  return null;
}

function valuesProblem(column: Exclude<Column, ColumnGroup>, path: string): Unstorable | null {
  if (column.kind === 'text') {
    const bad = column.values.findIndex((text) => !isStorableText(text));
    if (bad < 0) return null;
    const received = shortened(JSON.stringify(column.values[bad]));
    return { path: `${path}[${bad}]`, expected: 'a text without NUL and lone surrogates', received };
  }
  const { dtype, shape, data } = column;
  if (shape.length > MOST_DIMENSIONS)
    return { path, expected: `at most ${MOST_DIMENSIONS} dimensions`, received: `${shape.length}` };
  if (!holdsNumbers(dtype, data) || data.length !== sizeOf(shape))
    return { path, expected: `${dtype} [${shape}]`, received: `${data.constructor.name} [${data.length}]` };
  const odd = dtype === 'bool' ? (data as Uint8Array).findIndex((flag) => flag > 1) : -1;
  return odd < 0 ? null : { path: `${path}[${odd}]`, expected: '0 or 1', received: `${data[odd]}` };
}

export function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
