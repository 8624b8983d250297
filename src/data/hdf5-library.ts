/** The HDF5 library, confined to one file and to a limited memory. Runs in a reading thread. */
import { resolve } from 'node:path';
import h5wasm, { type File, type Metadata } from 'h5wasm/node';

const module = await h5wasm.ready;
module.activate_throwing_error_handler();

/** Classes of types. */
export const classes = {
  integer: module.H5T_class_t.H5T_INTEGER.value,
  float: module.H5T_class_t.H5T_FLOAT.value,
  text: module.H5T_class_t.H5T_STRING.value,
  enumeration: module.H5T_class_t.H5T_ENUM.value,
  list: module.H5T_class_t.H5T_VLEN.value,
};

/** Filters that the library has: deflate, shuffle, Fletcher's checksum, n-bit and scale-offset. */
export const knownFilters: readonly number[] = [
  module.H5Z_FILTER_DEFLATE,
  module.H5Z_FILTER_SHUFFLE,
  module.H5Z_FILTER_FLETCHER32,
  module.H5Z_FILTER_NBIT,
  module.H5Z_FILTER_SCALEOFFSET,
];

/** Memory of the library besides what it is allowed for data: its code, caches and buffers. */
const OWN_MEMORY = 64 * 2 ** 20;

/** The file that may be opened next. */
let allowedPath: string | null = null;
/** The first file that was asked for in vain. */
let refusedPath: string | null = null;
/** Bytes beyond which no memory may grow. */
let mostMemory = Number.POSITIVE_INFINITY;

/**
 * Opens a file, as the only one of the thread: the library can open no other, whatever links, external storage or virtual
 * datasets refer to, and has no more memory than `bytes` and what it needs for itself.
 */
export function openConfined(path: string, bytes: number): File {
  mostMemory = OWN_MEMORY + bytes;
  // The library asks for absolute paths.
  const absolute = resolve(path);
  allowedPath = absolute;
  refusedPath = null;
  return new h5wasm.File(absolute, 'r');
}

/** Puts a guard before the library's ways to open files and to print. */
function guardFiles(): void {
  const { FS } = module;
  const { open, write } = FS;
  FS.open = (asked, flags, ...others) => {
    const isAllowed = String(asked) === allowedPath;
    if (isAllowed) allowedPath = null;
    // A file that must be new holds nothing: the library writes its errors into one.
    if (isAllowed || (Number(flags) & NEW_FILE) === NEW_FILE) return open(asked, flags, ...others);
    refusedPath ??= String(asked);
    // How the library's file system reports an error of the system.
    throw Object.assign(new Error('not permitted'), { name: 'ErrnoError', errno: EACCES });
  };
  // What the library prints about errors is in the errors as well.
  FS.write = (stream, bytes, offset, length, ...others) =>
    'fd' in stream && Number(stream.fd) <= 2 ? length : write(stream, bytes, offset, length, ...others);
}

/** Number of "permission denied" in WebAssembly. */
const EACCES = 2;
/** The flags `O_CREAT` and `O_EXCL`. */
const NEW_FILE = 0o300;

/** The memory of a WebAssembly module, which the types of Node lack. */
interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** Puts a guard before the growth of memory: the library then fails as it does where a machine has no more. */
function guardMemory(): void {
  const { prototype } = (globalThis as unknown as { WebAssembly: { Memory: { prototype: WasmMemory } } })
    .WebAssembly.Memory;
  const { grow } = prototype;
  const pageBytes = 65_536;
  prototype.grow = function (pages) {
    if (this.buffer.byteLength + pages * pageBytes > mostMemory)
      throw new RangeError('a damaged file asks for too much memory');
    return grow.call(this, pages);
  };
}

guardFiles();
guardMemory();

/** A file that the library wanted to open since this was asked last; null for none. */
export function takeRefusedPath(): string | null {
  const path = refusedPath;
  refusedPath = null;
  return path;
}

/**
 * Reads rows of a dataset.
 *
 * @param rows first row, and the one after the last; null for a dataset without dimensions
 * @param use takes the rows as they lie in memory, and the memory that texts and lists in them point to; neither is valid
 *   afterwards
 */
export function readRows<T>(
  dataset: { readonly file_id: bigint; readonly path: string; readonly metadata: Metadata },
  rows: readonly [start: number, end: number] | null,
  use: (bytes: Uint8Array, memory: Uint8Array) => T,
): T {
  const { file_id: file, path, metadata } = dataset;
  const { shape, size, vlen, type } = metadata;
  const [, ...others] = shape ?? [];
  const [start, end] = rows ?? [0, 1];
  const count = rows === null ? null : [BigInt(end - start), ...others.map(BigInt)];
  const offset = rows === null ? null : [BigInt(start), ...others.map(() => 0n)];
  const strides = count === null ? null : count.map(() => 1n);
  const length = size * (end - start) * others.reduce((product, extent) => product * extent, 1);
  const address = module._malloc(Math.max(length, 1));
  if (address === 0) throw new RangeError(`no memory for ${length} bytes`);
  try {
    const status = module.get_dataset_data(file, path, count, offset, strides, BigInt(address));
    if (status < 0) throw new Error('unreadable data');
    const memory = module.HEAPU8;
    const result = use(memory.subarray(address, address + length), memory);
    if (vlen || type === classes.list) {
      if (count === null) module.reclaim_vlen_memory(file, path, '', BigInt(address));
      else module.reclaim_vlen_memory_count(file, path, '', BigInt(address), count);
    }
    return result;
  } finally {
    module._free(address);
  }
}
