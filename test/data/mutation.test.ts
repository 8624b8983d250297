import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Float64, Int64, makeVector, Table, tableToIPC, Utf8, vectorFromArray } from 'apache-arrow';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { parseConfigText } from '../../src/config/config-file.ts';
import { readTable } from '../../src/data/arrow-table.ts';
import { openDataset } from '../../src/data/dataset.ts';
import { writeDataset } from '../../src/data/derive.ts';
import { decodeEpisode } from '../../src/data/episode-content.ts';
import { openHdf5 } from '../../src/data/hdf5-source.ts';
import { openJsonLines } from '../../src/data/json-lines-reader.ts';
import { exportJsonLines } from '../../src/data/json-lines-writer.ts';
import { readMetadata } from '../../src/data/metadata.ts';
import { Refusal } from '../../src/data/read-service.ts';
import { BurstwiseError } from '../../src/errors.ts';
import { createCheckpoint, decodeCheckpoint, encodeCheckpoint } from '../../src/files/checkpoint.ts';
import { readJsonFile } from '../../src/files/json-file.ts';
import { parseReference } from '../../src/parity/reference-file.ts';
import { describing, randomEpisode, richSpaces } from './episodes.ts';

/** How many damaged files each reader is given. */
const mutants = Number(process.env['BURSTWISE_MUTANTS'] ?? 100);
/** No test takes longer, however many mutants there are. */
const timeout = 60_000 + 100 * mutants;

const root = mkdtempSync(join(tmpdir(), 'burstwise-mutants-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const id = 'made-v0';
writeDataset(
  describing(richSpaces),
  [0, 1, 2].map((seed) => randomEpisode(richSpaces, seed)),
  { root, id },
);
const hdf5 = readFileSync(join(root, id, 'data', 'main_data.hdf5'));
const metadata = readFileSync(join(root, id, 'data', 'metadata.json'));
const lines = (() => {
  using dataset = openDataset(root, id);
  exportJsonLines(dataset, join(root, 'made.jsonl'));
  return readFileSync(join(root, 'made.jsonl'));
})();

/** As Python writes it: the messages of a stream behind the mark of a file. */
const arrow = Buffer.concat([
  Buffer.from('ARROW1\0\0'),
  tableToIPC(
    new Table({
      observations: vectorFromArray([0.5, 1, 2, 3], new Float64()),
      actions: makeVector(BigInt64Array.of(1n, 0n, 2n, 0n)),
      note: vectorFromArray(['a', 'bé', '', 'c'], new Utf8()),
      count: vectorFromArray([1n, 2n, 3n, 4n], new Int64()),
    }),
    'stream',
  ),
]);

const checkpoint = createCheckpoint({
  kind: 'example',
  version: 1,
  metadata: { completed: 20, name: 'x' },
  tensors: new Map([['w', { shape: [2, 3], data: Float64Array.of(1, 2, 3, 4, 5, 6) }]]),
});

const config = Buffer.from(
  'task: button-food\nseed: 3\nimitation: {rounds: 8, list: [1, 2, *a]}\nx: &a "20 ms"\n',
);
const reference = readFileSync(
  fileURLToPath(new URL('../fixtures/parity/worker-small.json', import.meta.url)),
);

/** Numbers and texts that readers stumble over. */
const snippets = [
  Buffer.alloc(8, 0xff),
  Buffer.alloc(4, 0),
  Buffer.from([0xff, 0xff, 0xff, 0x7f]),
  Buffer.from([0, 0, 0, 0, 0, 0, 0, 0x80]),
  ...[
    '1e999',
    '-1',
    '9007199254740993',
    '[[[[',
    '{"__proto__":{"a":1}}',
    '"',
    'null',
    '\u001b[31m',
    '&a [*a,*a]',
  ].map((text) => Buffer.from(text)),
];

const mutation = fc.record({
  kind: fc.constantFrom('flip', 'cut', 'repeat', 'end', 'insert', 'replace'),
  at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  by: fc.integer({ min: 1, max: 255 }),
  snippet: fc.constantFrom(...snippets),
});

function mutated(
  bytes: Buffer,
  { kind, at, by, snippet }: { kind: string; at: number; by: number; snippet: Buffer },
): Buffer {
  const start = Math.floor(at * bytes.length);
  const [before, after] = [bytes.subarray(0, start), bytes.subarray(start)];
  if (kind === 'end') return before;
  if (kind === 'cut') return Buffer.concat([before, after.subarray(by)]);
  if (kind === 'repeat') return Buffer.concat([before, after.subarray(0, by), after]);
  if (kind === 'insert') return Buffer.concat([before, snippet, after]);
  if (kind === 'replace') return Buffer.concat([before, snippet, after.subarray(snippet.length)]);
  const copy = Buffer.from(bytes);
  copy[start]! ^= by;
  return copy;
}

/** Gives a reader damaged files; it must read them or refuse them by an error that is meant for people. */
function attack(original: Buffer, read: (bytes: Buffer) => void): { refused: number } {
  let refused = 0;
  const property = fc.property(mutation, (change) => {
    const bytes = mutated(original, change);
    if (bytes.equals(original)) return;
    try {
      read(bytes);
    } catch (error) {
      if (!(error instanceof Refusal || error instanceof BurstwiseError)) throw error;
      if (error instanceof BurstwiseError) {
        expect(error.exitCode).toBe(2);
        expect(error.message).not.toMatch(/[^\P{Cc}\n]/u);
      }
      refused++;
    }
  });
  fc.assert(property, { numRuns: mutants, seed: 20_261_128 });
  return { refused };
}

let files = 0;

/** A file of its own for each: the HDF5 library knows files that damage keeps it from closing again by their number. */
const onFile = (read: (path: string) => void) => (bytes: Buffer) => {
  const path = join(root, `mutant-${files++}`);
  writeFileSync(path, bytes);
  read(path);
};

describe('damaged files are read or refused:', () => {
  const spaces = describing(richSpaces);

  const readEpisodes = (path: string) => {
    const source = openHdf5({ path, steps: 1000, pictures: {} });
    try {
      for (const [i, name] of source.names().slice(0, 4).entries())
        decodeEpisode(source.group(name), i, spaces, name);
    } finally {
      source.close();
    }
  };

  it(
    'HDF5',
    () => {
      const { refused } = attack(hdf5, onFile(readEpisodes));
      expect(refused).toBeGreaterThan(mutants / 20);
      expect(() => onFile(readEpisodes)(hdf5)).not.toThrow();
    },
    timeout,
  );

  it(
    'Arrow',
    () => {
      const read = (bytes: Buffer) => {
        try {
          readTable(bytes, 'episode_0', { steps: 1000, pictures: {} });
        } catch (error) {
          // The reading thread passes on what the library says.
          throw error instanceof Refusal ? error : new Refusal('', 'a table', String(error));
        }
      };
      expect(() => read(arrow)).not.toThrow();
      attack(arrow, read);
    },
    timeout,
  );

  it(
    'metadata',
    () => {
      attack(metadata, onFile(readMetadata));
    },
    timeout,
  );

  it(
    'JSON Lines',
    () => {
      const { refused } = attack(
        lines,
        onFile((path) => {
          for (const episode of openJsonLines(path).episodes())
            expect(episode.rewards.length).toBeGreaterThan(0);
        }),
      );
      expect(refused).toBeGreaterThan(mutants / 3);
    },
    timeout,
  );

  it(
    'checkpoints, where only an undamaged one is accepted',
    () => {
      const file = Buffer.from(encodeCheckpoint(checkpoint));
      attack(file, (bytes) => {
        const { kind, version, metadata: fields, tensors } = decodeCheckpoint(bytes, 'x');
        expect({ kind, version, fields, tensors }).toEqual({
          kind: 'example',
          version: 1,
          fields: checkpoint.metadata,
          tensors: checkpoint.tensors,
        });
      });
    },
    timeout,
  );

  it(
    'configurations',
    () => {
      attack(config, (bytes) => parseConfigText(bytes.toString(), 'x.yaml'));
    },
    timeout,
  );

  it(
    'reference data',
    () => {
      attack(
        reference,
        onFile((path) => parseReference(readJsonFile(path, 'reference data'), path)),
      );
    },
    timeout,
  );
});
