import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Float64, Int64, makeVector, Table, tableToIPC, Utf8, vectorFromArray } from 'apache-arrow';
import { describe, expect, it } from 'vitest';
import { loadConfigFile } from '../../src/config/config-file.ts';
import { readTable } from '../../src/data/arrow-table.ts';
import { openDataset } from '../../src/data/dataset.ts';
import { writeDataset } from '../../src/data/derive.ts';
import { decodeEpisode } from '../../src/data/episode-content.ts';
import { openHdf5 } from '../../src/data/hdf5-source.ts';
import { openJsonLines } from '../../src/data/json-lines-reader.ts';
import { exportJsonLines } from '../../src/data/json-lines-writer.ts';
import { readMetadata } from '../../src/data/metadata.ts';
import { Refusal } from '../../src/data/read-service.ts';
import { createCheckpoint, decodeCheckpoint, encodeCheckpoint } from '../../src/files/checkpoint.ts';
import { readReference } from '../../src/parity/reference-file.ts';
import { describing, randomEpisode, richSpaces } from './episodes.ts';
import { attack, mutants, onFile, root, timeout } from './mutants.ts';

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
    async () => {
      const { refused } = await attack('HDF5', hdf5, onFile(readEpisodes));
      expect(refused).toBeGreaterThan(mutants / 20);
      expect(() => onFile(readEpisodes)(hdf5)).not.toThrow();
    },
    timeout,
  );

  it(
    'Arrow',
    async () => {
      const read = (bytes: Buffer) => {
        try {
          readTable(bytes, 'episode_0', { steps: 1000, pictures: {} });
        } catch (error) {
          // The reading thread passes on what the library says.
          throw error instanceof Refusal ? error : new Refusal('', 'a table', String(error));
        }
      };
      expect(() => read(arrow)).not.toThrow();
      await attack('Arrow', arrow, read);
    },
    timeout,
  );

  it(
    'metadata',
    async () => {
      await attack('metadata', metadata, onFile(readMetadata));
    },
    timeout,
  );

  it(
    'JSON Lines',
    async () => {
      const { refused } = await attack(
        'JSON Lines',
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
    async () => {
      const file = Buffer.from(encodeCheckpoint(checkpoint));
      await attack('checkpoints', file, (bytes) => {
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
    async () => {
      await attack('configurations', config, onFile(loadConfigFile));
    },
    timeout,
  );

  it(
    'reference data',
    async () => {
      await attack('reference data', reference, onFile(readReference));
    },
    timeout,
  );
});
