import { Layout, objectHeader } from './hdf5-layout.ts';
import { ObjectEncoder, UNDEFINED_ADDRESS } from './hdf5-objects.ts';

/** Length of what stands before the first object. */
export const SUPERBLOCK_SIZE = 96;

/** An object of the root group. */
export interface RootLink {
  readonly name: string;
  readonly address: number;
}

const symbolTableMessage = 0x0011;
/** Half of the entries that a node of symbols holds at most. */
const leafK = 4;
/** Half of the children that a node of the tree holds at most. */
const internalK = 16;

interface Child {
  readonly address: number;
  /** Offset in the heap of the last name below it. */
  readonly lastName: number;
}

/**
 * What makes a file of objects: the root group, to be appended at `end`, and the superblock, which refers to it and goes
 * to the very beginning. The root group is a tree of symbols: it has room for any number of objects, and the libraries
 * can add to it.
 */
export function encodeIndex(
  links: readonly RootLink[],
  end: number,
): { readonly index: Uint8Array; readonly superblock: Uint8Array } {
  const encoder = new ObjectEncoder(end);
  const sorted = [...links].sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
  const { heap, offsets } = appendHeap(encoder, sorted);
  const tree = appendTree(encoder, appendSymbols(encoder, sorted, offsets));
  const root = encoder.append(objectHeader([[symbolTableMessage, new Layout().u64(tree, heap).bytes]]));
  const superblock = new Layout()
    .raw(Uint8Array.of(0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a))
    .u8(0, 0, 0, 0, 0, 8, 8, 0)
    .u16(leafK, internalK)
    .u32(0)
    .u64(0, UNDEFINED_ADDRESS, encoder.end, UNDEFINED_ADDRESS)
    .u64(0, root)
    .u32(1, 0)
    .u64(tree, heap).bytes;
  return { index: encoder.bytes, superblock };
}

/** The names of a group, each at its offset; the empty name is at 0. */
function appendHeap(encoder: ObjectEncoder, links: readonly RootLink[]) {
  const names = new Layout().u64(0);
  let length = 8;
  const offsets = links.map(({ name }) => {
    const offset = length;
    const text = Buffer.alloc(8 * Math.ceil((Buffer.byteLength(name) + 1) / 8));
    text.write(name);
    names.raw(text);
    length += text.length;
    return offset;
  });
  const segment = encoder.append(names.bytes);
  // 1 stands for an empty list of free blocks.
  const header = new Layout().raw(Buffer.from('HEAP')).u32(0).u64(length, 1, segment).bytes;
  return { heap: encoder.append(header), offsets };
}

/** Nodes of up to 2 · leafK links each, in the order of the names. */
function appendSymbols(
  encoder: ObjectEncoder,
  links: readonly RootLink[],
  offsets: readonly number[],
): Child[] {
  return groupsOf(links, 2 * leafK).map((group, g) => {
    const first = g * 2 * leafK;
    const node = new Layout().raw(Buffer.from('SNOD')).u8(1, 0).u16(group.length);
    for (const [i, { address }] of group.entries()) {
      node
        .u64(offsets[first + i]!, address)
        .u32(0, 0)
        .u64(0, 0);
    }
    node.raw(new Uint8Array((2 * leafK - group.length) * 40));
    return { address: encoder.append(node.bytes), lastName: offsets[first + group.length - 1]! };
  });
}

/** Levels of nodes over the children until there is one; returns its address. */
function appendTree(encoder: ObjectEncoder, children: readonly Child[], level = 0, before = 0): number {
  const groups = children.length === 0 ? [[]] : groupsOf(children, 2 * internalK);
  const size = 24 + (4 * internalK + 1) * 8;
  const start = encoder.end;
  const nodes = groups.map((group, g) => {
    const left = g === 0 ? UNDEFINED_ADDRESS : start + (g - 1) * size;
    const right = g === groups.length - 1 ? UNDEFINED_ADDRESS : start + (g + 1) * size;
    const firstKey = g === 0 ? before : groups[g - 1]!.at(-1)!.lastName;
    const node = new Layout()
      .raw(Buffer.from('TREE'))
      .u8(0, level)
      .u16(group.length)
      .u64(left, right, firstKey);
    for (const { address, lastName } of group) node.u64(address, lastName);
    node.raw(new Uint8Array((2 * internalK - group.length) * 16));
    return { address: encoder.append(node.bytes), lastName: group.at(-1)?.lastName ?? 0 };
  });
  return nodes.length === 1 ? nodes[0]!.address : appendTree(encoder, nodes, level + 1, before);
}

function groupsOf<T>(items: readonly T[], size: number): T[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, i) => items.slice(i * size, (i + 1) * size));
}
