import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import h5wasm from 'h5wasm/node';
import { afterAll, expect, test } from 'vitest';
import { openDataset } from '../../src/data/dataset.ts';
import { writeDataset } from '../../src/data/derive.ts';
import { describing, randomEpisode, richSpaces } from './episodes.ts';

const root = mkdtempSync(join(tmpdir(), 'burstwise-budget-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A small file that says of one column that it is so large: as of another program, without a checksum. */
async function fileWith(id: string, columns: number, chunk: number): Promise<void> {
  const { rewards } = randomEpisode(richSpaces, 0);
  writeDataset(describing(richSpaces), [randomEpisode(richSpaces, 0)], { root, id });
  const data = join(root, id, 'data');
  await h5wasm.ready;
  const file = new h5wasm.File(join(data, 'main_data.hdf5'), 'a');
  const infos = file.get('episode_0/infos') as InstanceType<typeof h5wasm.Group>;
  const rows = rewards.length + 1;
  const shape = { shape: [rows, 1], maxshape: [rows, null], chunks: [1, chunk], compression: 'gzip' };
  const column = infos.create_dataset({
    name: 'large',
    data: new Uint8Array(rows),
    dtype: '<B',
    ...shape,
  } as never);
  column.resize([rows, columns]);
  file.close();
  const { burstwise: _, ...others } = JSON.parse(readFileSync(join(data, 'metadata.json'), 'utf8'));
  writeFileSync(join(data, 'metadata.json'), JSON.stringify(others));
}

test('an HDF5 file with more data than it can mean is refused before they are read', async () => {
  const id = 'made-v0';
  await fileWith(id, 2 ** 28, 2 ** 16);
  using dataset = openDataset(root, id);
  expect(() => dataset.episode(0)).toThrow(
    /infos\/large: expected at most \d+ bytes more in an episode of this file, received \d+/,
  );
});
