/** Episodes in an HDF5 file. Runs in a reading thread. */
import { statSync } from 'node:fs';
import h5wasm, { ExternalLink, type Group } from 'h5wasm/node';
import type { Column, ColumnGroup } from './column.ts';
import { type Budget, readColumn } from './hdf5-columns.ts';
import { classes, openConfined, takeRefusedPath } from './hdf5-library.ts';
import type { RawAttribute, RawGroup, ReadSource } from './read-protocol.ts';
import { bytesFor, type GroupSource, Refusal } from './read-service.ts';
import { MOST_LEVELS, MOST_MESSAGE_BYTES, MOST_OBJECTS } from './storable.ts';

/** An open HDF5 file. */
export interface Hdf5Source extends GroupSource {
  close(): void;
}

/**
 * Opens an HDF5 file, as the only one that the thread can open until it is closed.
 *
 * @throws Refusal when it is damaged, as the methods do
 */
export function openHdf5({ path, steps: most, pictures }: ReadSource): Hdf5Source {
  const { size: fileBytes } = statSync(path);
  const bytes = bytesFor(fileBytes);
  const file = inside('', () => openConfined(path, bytes), 'an HDF5 file');
  return {
    names: () => inside('', () => file.keys()),
    group(name) {
      const group = inside(name, () => file.get(name));
      if (!(group instanceof h5wasm.Group)) throw new Refusal(name, 'a group', nameOf(group));
      const steps = stepsIn(group, name, most);
      const budget = { bytes, objects: MOST_OBJECTS, fileBytes, steps, pictures };
      const { columns } = readGroup(group, name, budget, 0);
      return { columns, attributes: readAttributes(group, name) };
    },
    close: () => file.close(),
  };
}

/** Does something in the file; a library that wants to open another one has met a reference, however hidden. */
function inside<T>(where: string, action: () => T, expected = 'readable data'): T {
  try {
    return action();
  } catch (error) {
    const refused = takeRefusedPath();
    if (refused !== null) throw new Refusal(where, 'data of its own', `a reference to the file ${refused}`);
    if (error instanceof Refusal) throw error;
    throw new Refusal(where, expected, `damage (${reasonOf(error)})`);
  }
}

/** What the library says went wrong at first: the innermost of the calls that it lists. */
function reasonOf(error: unknown): string {
  const text = String((error as Error)?.message ?? error);
  const calls = [...text.matchAll(/^ *#\d+: .*?\(\): (.*)$/gm)];
  return calls.at(-1)?.[1] ?? text.split('\n')[0]!;
}

/** The number of rewards, by which all columns are measured. */
function stepsIn(group: Group, where: string, most: number): number {
  const inner = `${where}/rewards`;
  const rewards = inside(inner, () => group.get('rewards'));
  const shape = rewards instanceof h5wasm.Dataset ? inside(inner, () => rewards.metadata.shape) : null;
  if (shape?.length !== 1) throw new Refusal(inner, 'a list of numbers', nameOf(rewards));
  const [steps] = shape as [number];
  if (steps <= most) return steps;
  throw new Refusal(inner, `at most ${most}, the total_steps of the dataset`, `${steps}`);
}

function readGroup(group: Group, where: string, budget: Budget, level: number): ColumnGroup {
  if (level > MOST_LEVELS) throw new Refusal(where, `at most ${MOST_LEVELS} levels of groups`, 'more');
  const columns: [name: string, column: Column][] = [];
  for (const name of inside(where, () => group.keys())) {
    const inner = `${where}/${name}`;
    if (--budget.objects < 0) throw new Refusal(inner, `at most ${MOST_OBJECTS} datasets`, 'more');
    const entity = inside(inner, () => group.get(name));
    if (entity instanceof h5wasm.Group) {
      columns.push([name, readGroup(entity, inner, budget, level + 1)]);
    } else if (entity instanceof h5wasm.Dataset) {
      columns.push([name, inside(inner, () => readColumn(entity, inner, budget))]);
    } else {
      throw new Refusal(inner, 'a group or dataset', nameOf(entity));
    }
  }
  return { kind: 'group', columns: Object.fromEntries(columns) };
}

function readAttributes(group: Group, where: string): RawGroup['attributes'] {
  const attributes: [name: string, value: RawAttribute][] = [];
  for (const [name, attribute] of Object.entries(inside(where, () => group.attrs))) {
    const inner = `${where}@${name}`;
    const { type, size, total_size: count, shape } = attribute.metadata;
    if (!(size * count <= MOST_MESSAGE_BYTES)) throw new Refusal(inner, 'a small attribute', `[${shape}]`);
    const isNumber = type === classes.integer || (type === classes.float && size > 2);
    const isBoolean = type === classes.enumeration;
    if (!(isNumber || isBoolean || type === classes.text) || shape === null) continue;
    const value = inside(inner, () => attribute.value) as RawAttribute | ArrayLike<number | bigint>;
    const item = (one: unknown) => (isBoolean ? one === 1 : one) as RawAttribute;
    attributes.push([name, typeof value === 'object' ? Array.from(value, item) : item(value)]);
  }
  return Object.fromEntries(attributes);
}

function nameOf(entity: unknown): string {
  if (entity instanceof ExternalLink) return `a link to the file ${entity.filename}`;
  return entity === null || entity === undefined ? 'nothing' : `a ${entity.constructor.name}`;
}
