/** The thread that reads HDF5 files. */
import { arrayTypes, type Dtype, type NumericArray } from 'gymnasium-js';
import h5wasm, { type Dataset, type Group, type Metadata } from 'h5wasm/node';
import type { Column, ColumnGroup } from './column.ts';
import type { RawAttribute, RawGroup } from './read-protocol.ts';
import { Refusal, serveReads } from './read-service.ts';
import { MOST_LEVELS, MOST_OBJECTS } from './storable.ts';

/** More than this in one group is not an episode but damage. */
const MOST_BYTES = 2 ** 30;

const module = await h5wasm.ready;
module.activate_throwing_error_handler();
const classes = {
  integer: module.H5T_class_t.H5T_INTEGER.value,
  float: module.H5T_class_t.H5T_FLOAT.value,
  text: module.H5T_class_t.H5T_STRING.value,
  enumeration: module.H5T_class_t.H5T_ENUM.value,
  list: module.H5T_class_t.H5T_VLEN.value,
};

serveReads('an HDF5 file', (path) => {
  const file = new h5wasm.File(path, 'r');
  return {
    names: () => file.keys(),
    group(name) {
      const group = file.get(name);
      if (!(group instanceof h5wasm.Group)) throw new Refusal(name, 'a group', describe(group));
      const { columns } = readGroup(group, name, { bytes: MOST_BYTES, objects: MOST_OBJECTS }, 0);
      return { columns, attributes: readAttributes(group, name) };
    },
  };
});

interface Budget {
  bytes: number;
  objects: number;
}

function readGroup(group: Group, where: string, budget: Budget, level: number): ColumnGroup {
  if (level > MOST_LEVELS) throw new Refusal(where, `at most ${MOST_LEVELS} levels of groups`, 'more');
  const columns: Record<string, Column> = {};
  for (const name of group.keys()) {
    const inner = `${where}/${name}`;
    if (--budget.objects < 0) throw new Refusal(inner, `at most ${MOST_OBJECTS} datasets`, 'more');
    const entity = group.get(name);
    if (entity instanceof h5wasm.Group) {
      columns[name] = readGroup(entity, inner, budget, level + 1);
    } else if (entity instanceof h5wasm.Dataset) {
      columns[name] = readDataset(entity, inner, budget);
    } else {
      throw new Refusal(inner, 'a group or dataset', describe(entity));
    }
  }
  return { kind: 'group', columns };
}

function readDataset(dataset: Dataset, where: string, budget: Budget): Column {
  const { metadata } = dataset;
  const { shape, size, total_size: count } = metadata;
  if (shape === null) throw new Refusal(where, 'data', 'an empty dataspace');
  if (metadata.virtual_sources !== undefined)
    throw new Refusal(where, 'data of its own', 'references to other files');
  budget.bytes -= size * count;
  if (!(budget.bytes >= 0))
    throw new Refusal(where, `at most ${MOST_BYTES} bytes in an episode`, `[${shape}]`);
  if (metadata.type === classes.text) {
    const value = dataset.value as string | string[] | null;
    if (shape.length > 1) throw new Refusal(where, 'one text a step', `texts [${shape}]`);
    return { kind: 'text', values: Array.isArray(value) ? value : [String(value)] };
  }
  const dtype = dtypeOf(metadata, where);
  const value = dataset.value as ArrayBufferView | number | bigint;
  return { kind: 'numbers', dtype, shape, data: asArray(dtype, value) };
}

function dtypeOf(metadata: Metadata, where: string): Dtype {
  const { type, size, signed, littleEndian, enum_type: enumeration } = metadata;
  if (size > 1 && !littleEndian && type !== classes.list)
    throw new Refusal(where, 'little-endian numbers', 'big-endian ones');
  if (type === classes.integer && [1, 2, 4, 8].includes(size))
    return `${signed ? '' : 'u'}int${size * 8}` as Dtype;
  if (type === classes.float && (size === 4 || size === 8)) return `float${size * 8}` as Dtype;
  if (type === classes.enumeration && size === 1) {
    const members = enumeration?.members ?? {};
    if (Object.keys(members).length === 2 && members['FALSE'] === 0 && members['TRUE'] === 1) return 'bool';
  }
  const received =
    type === classes.list
      ? 'lists of different lengths (compressed pictures?)'
      : `HDF5 class ${type}, ${size} bytes`;
  throw new Refusal(where, 'numbers, booleans or texts', received);
}

/** The library gives a scalar for an empty shape, and int8 for booleans. */
function asArray(dtype: Dtype, value: ArrayBufferView | number | bigint) {
  const list = ArrayBuffer.isView(value) ? value : [value];
  const arrayType = arrayTypes[dtype];
  if (list instanceof arrayType) return list;
  return (arrayType as { from(list: unknown): NumericArray }).from(list);
}

function readAttributes(group: Group, where: string): RawGroup['attributes'] {
  const attributes: Record<string, RawAttribute> = {};
  for (const [name, attribute] of Object.entries(group.attrs)) {
    const { metadata } = attribute;
    if (metadata.total_size > 100_000)
      throw new Refusal(`${where}@${name}`, 'a small attribute', `[${metadata.shape}]`);
    const known = [classes.text, classes.integer, classes.float, classes.enumeration].includes(
      metadata.type as never,
    );
    if (!known || metadata.shape === null) continue;
    const { value } = attribute;
    const isBoolean = metadata.type === classes.enumeration;
    attributes[name] = ArrayBuffer.isView(value)
      ? Array.from(value as unknown as ArrayLike<number | bigint>, (item) => (isBoolean ? item === 1 : item))
      : isBoolean
        ? value === 1
        : (value as RawAttribute);
  }
  return attributes;
}

function describe(entity: unknown): string {
  return entity === null || entity === undefined ? 'nothing' : `a ${entity.constructor.name}`;
}
