import { mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { CheckpointError } from '../../src/errors.ts';
import {
  type Checkpoint,
  createCheckpoint,
  decodeCheckpoint,
  encodeCheckpoint,
  expectMetadata,
  expectTensor,
  type Tensor,
} from '../../src/files/checkpoint.ts';
import { loadCheckpoint, saveCheckpoint } from '../../src/files/checkpoint-file.ts';
import { encodeSafetensors } from '../../src/files/safetensors.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'burstwise-checkpoint-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function example(): Checkpoint {
  return createCheckpoint({
    kind: 'example',
    version: 2,
    metadata: { episode: 7, random: { state: '123', words: [1, 2] } },
    tensors: new Map<string, Tensor>([
      ['spikes', { shape: [3], data: new Uint8Array([1, 0, 1]) }],
      [
        'worker/readoutWeights',
        { shape: [2, 2], data: new Float64Array([0.1, -0, 1e-300, Number.MAX_VALUE]) },
      ],
      ['single', { shape: [2], data: new Float32Array([0.5, -1.5]) }],
      ['order', { shape: [1, 2], data: new Int32Array([-1, 2 ** 31 - 1]) }],
      ['words', { shape: [1], data: new Uint32Array([2 ** 32 - 1]) }],
      ['empty', { shape: [0, 5], data: new Float64Array(0) }],
    ]),
  });
}

/** Content without the name of the file. */
function content({ source: _, ...rest }: Checkpoint) {
  return rest;
}

function refusal(action: () => unknown): CheckpointError {
  try {
    action();
  } catch (error) {
    if (error instanceof CheckpointError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

test('what is saved is loaded again, bit for bit', () => {
  const path = join(folder, 'example.safetensors');
  saveCheckpoint(path, example());
  saveCheckpoint(path, example()); // Replaces the first one.
  const loaded = loadCheckpoint(path, { kind: 'example', version: 2 });
  expect(content(loaded)).toEqual(content(example()));
  expect(Object.is(loaded.tensors.get('worker/readoutWeights')!.data[1], -0)).toBe(true);
  expect(readdirSync(folder)).toEqual(['example.safetensors']);
});

test('the file follows the safetensors format', () => {
  const file = encodeCheckpoint(example());
  const view = new DataView(file.buffer, file.byteOffset);
  const length = Number(view.getBigUint64(0, true));
  expect(length % 8).toBe(0);
  const header = JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + length)));
  expect(header.single).toEqual({ dtype: 'F32', shape: [2], data_offsets: [35, 43] });
  expect(view.getFloat32(8 + length + 35 + 4, true)).toBe(-1.5);
  expect(Object.values(header.__metadata__).every((value) => typeof value === 'string')).toBe(true);
});

describe('createCheckpoint', () => {
  const withTensor = (name: string, tensor: Tensor) => () =>
    createCheckpoint({ kind: 'example', version: 1, metadata: {}, tensors: new Map([[name, tensor]]) });
  const withMetadata = (metadata: unknown) => () =>
    createCheckpoint({
      kind: 'example',
      version: 1,
      metadata: metadata as Checkpoint['metadata'],
      tensors: new Map(),
    });

  test('keeps its own copies', () => {
    const data = new Float64Array([1]);
    const metadata = { seeds: [1] };
    const checkpoint = createCheckpoint({
      kind: 'a',
      version: 1,
      metadata,
      tensors: new Map([['x', { shape: [1], data }]]),
    });
    data[0] = 2;
    metadata.seeds.push(2);
    expect(expectTensor(checkpoint, 'x', [1])).toEqual(new Float64Array([1]));
    expect(checkpoint.metadata).toEqual({ seeds: [1] });
    expectTensor(checkpoint, 'x', [1])[0] = 3;
    expect(expectTensor(checkpoint, 'x', [1])[0]).toBe(1);
    expect(() => (checkpoint.metadata['seeds'] as number[]).push(3)).toThrow(TypeError);
  });

  test.each([
    [
      'data that does not fill its shape',
      withTensor('x', { shape: [2, 2], data: new Float64Array(3) }),
      '4 numbers',
    ],
    ['a negative extent', withTensor('x', { shape: [-1, -3], data: new Float64Array(3) }), 'whole numbers'],
    [
      'NaN',
      withTensor('x', { shape: [2], data: new Float64Array([0, Number.NaN]) }),
      'received NaN at index 1',
    ],
    [
      'infinity',
      withTensor('x', { shape: [1], data: new Float32Array([1e40]) }),
      'received Infinity at index 0',
    ],
    [
      'a name that the header would lose',
      withTensor('__proto__', { shape: [0], data: new Uint8Array(0) }),
      'a name',
    ],
    ['NaN in the metadata', withMetadata({ loss: Number.NaN }), 'plain JSON'],
    ['a date in the metadata', withMetadata({ at: new Date(0) }), 'plain JSON'],
    ['undefined in the metadata', withMetadata({ a: [undefined] }), 'plain JSON'],
    ['a list as metadata', withMetadata([1]), 'plain JSON'],
  ])('refuses %s', (_name, make, message) => {
    expect(refusal(make).message).toContain(message);
  });
});

describe('expectTensor and expectMetadata', () => {
  test('give the expected and the received shape', () => {
    const { problem } = refusal(() => expectTensor(example(), 'worker/readoutWeights', [2, 500]));
    expect(problem).toMatchObject({
      path: 'tensor worker/readoutWeights',
      expected: 'F64 [2,500]',
      received: 'F64 [2,2]',
    });
    expect(refusal(() => expectTensor(example(), 'single', [2])).problem).toMatchObject({
      expected: 'F64 [2]',
      received: 'F32 [2]',
    });
    expect(refusal(() => expectTensor(example(), 'absent', [1])).problem.received).toBe('nothing');
  });

  test('give the numbers in the type asked for', () => {
    expect(expectTensor(example(), 'order', [1, 2], Int32Array)).toEqual(new Int32Array([-1, 2 ** 31 - 1]));
  });

  test('check metadata against a schema', () => {
    expect(expectMetadata(example(), z.looseObject({ episode: z.int() })).episode).toBe(7);
    const { problem } = refusal(() => expectMetadata(example(), z.looseObject({ episodes: z.int() })));
    expect(problem).toMatchObject({ path: 'metadata.episodes', received: 'nothing' });
  });
});

describe('a file that is not as it should be', () => {
  const good = () => Uint8Array.from(encodeCheckpoint(example()));
  type Header = Record<string, object>;
  const read = (file: Uint8Array) => decodeCheckpoint(file, 'x.safetensors');
  const headerOf = (file: Uint8Array) => 8 + Number(new DataView(file.buffer).getBigUint64(0, true));

  /** The good file with another header. */
  function withHeader(change: (header: Header) => unknown): Uint8Array {
    const file = good();
    const header = JSON.parse(new TextDecoder().decode(file.subarray(8, headerOf(file))));
    const text = JSON.stringify(change(header));
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(text.length));
    return Uint8Array.from(Buffer.concat([length, Buffer.from(text), file.subarray(headerOf(file))]));
  }

  test('is refused wherever it was cut off, or when something follows', () => {
    const file = good();
    for (let length = 0; length < file.length; length += 7) refusal(() => read(file.subarray(0, length)));
    expect(refusal(() => read(Uint8Array.from([...file, 0]))).problem.path).toBe('data');
  });

  /** A change of one tensor's entry in the header. */
  const edit = (name: string, entry: object) => (header: Header) => ({
    ...header,
    [name]: { ...header[name], ...entry },
  });

  test.each<[string, (header: Header) => unknown, RegExp]>([
    ['an unknown type', edit('single', { dtype: 'F16' }), /single\.dtype: expected one of F64/],
    ['a shape of other size', edit('single', { shape: [3] }), /12 bytes for shape \[3\], received 8/],
    ['a transposed shape', edit('order', { shape: [2, 1] }), /sha256/],
    ['an overlap', edit('single', { data_offsets: [31, 39] }), /byte 35, no gap or overlap/],
    ['a gap', ({ single: _, ...rest }) => rest, /tensor order: expected data from byte 35, no gap/],
    ['numbers past the end', edit('words', { shape: [9], data_offsets: [51, 87] }), /only 55 bytes/],
    [
      'numbers that no tensor claims',
      ({ words: _, empty: _empty, ...rest }) => rest,
      /51 bytes in all tensors/,
    ],
    [
      'a negative offset',
      edit('single', { data_offsets: [-1, 7] }),
      /data_offsets\[0\]: expected a number >= 0/,
    ],
    ['an unknown field', edit('single', { stride: 1 }), /unknown field "stride"/],
    ['a renamed tensor', ({ words, ...rest }) => ({ ...rest, worms: words }), /sha256/],
    ['changed metadata', edit('__metadata__', { metadata: '{}' }), /sha256/],
    [
      'no metadata',
      ({ __metadata__: _, ...rest }) => rest,
      /format: expected burstwise-checkpoint-1, received nothing/,
    ],
    ['another format', edit('__metadata__', { format: 'pt' }), /format: .* received pt/],
    ['a list for a header', () => [], /header: expected fields/],
  ])('is refused for %s', (_name, change, message) => {
    const error = refusal(() => read(withHeader(change)));
    expect(error.message).toMatch(message);
    expect(error.message).toMatch(/^x\.safetensors: /);
    expect(error.exitCode).toBe(2);
  });

  test('is refused for a header that is longer than the file', () => {
    const file = good();
    new DataView(file.buffer).setBigUint64(0, 2n ** 63n, true);
    expect(refusal(() => read(file)).message).toMatch(/length within the file/);
  });

  test('is refused for NaN, even when the checksum is right', () => {
    const tensors = new Map([['x', { shape: [1], data: new Float64Array([Number.NaN]) }]]);
    const file = encodeCheckpoint({ ...example(), tensors });
    expect(refusal(() => read(file)).message).toMatch(/tensor x: expected finite numbers, received NaN/);
  });

  test('is refused for another kind or version', () => {
    const file = good();
    const as = (kind: string, version: number) =>
      refusal(() => decodeCheckpoint(file, 'x', { kind, version })).message;
    expect(as('agent', 2)).toMatch(/kind: expected agent, received example/);
    expect(as('example', 3)).toMatch(
      /version: expected 3, received 2; open it with the version of Burstwise that wrote it/,
    );
  });

  test('is refused when it is another safetensors file, or not there', () => {
    expect(refusal(() => read(encodeSafetensors(new Map(), {}))).problem.path).toBe('format');
    expect(refusal(() => loadCheckpoint(join(folder, 'absent'))).message).toMatch(/absent: .*ENOENT/);
    writeFileSync(join(folder, 'text'), 'not a checkpoint at all');
    refusal(() => loadCheckpoint(join(folder, 'text')));
  });

  test('is refused when it is longer than its header says, before all of it is read', () => {
    const path = join(folder, 'long');
    writeFileSync(path, good());
    truncateSync(path, 1_500_000_000);
    const before = process.memoryUsage.rss();
    expect(refusal(() => loadCheckpoint(path)).message).toMatch(/data: expected \d+ bytes in all tensors/);
    expect(process.memoryUsage.rss() - before).toBeLessThan(500e6);
  });

  test('fails only with CheckpointError, or means the same, whatever bytes change', () => {
    const file = good();
    const expected = content(decodeCheckpoint(file, 'x'));
    const change = fc.tuple(fc.nat(file.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const mutated = file.slice();
        for (const [index, byte] of changes) mutated[index] = byte;
        try {
          expect(content(read(mutated))).toEqual(expected);
        } catch (error) {
          if (!(error instanceof CheckpointError)) throw error;
        }
      }),
      { numRuns: 3000 },
    );
  });

  test('fails only with CheckpointError, whatever the header says', () => {
    const scrambled = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom('F64', 'I64', [2], [0, 8], [1e308, 1e308], {}),
    );
    const place = fc.tuple(
      fc.constantFrom('single', 'words', '__metadata__', 'new'),
      fc.constantFrom('dtype', 'shape', 'data_offsets', 'x'),
    );
    fc.assert(
      fc.property(place, scrambled, ([name, field], value) => {
        refusal(() => read(withHeader(edit(name, { [field]: value, y: 1 }))));
      }),
      { numRuns: 500 },
    );
  });
});
