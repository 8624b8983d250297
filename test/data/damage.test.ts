import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkDataset, uncheckedEpisodes } from '../../src/data/check.ts';
import { openDataset, openDatasetFolder } from '../../src/data/dataset.ts';
import { writeDataset } from '../../src/data/derive.ts';
import { BurstwiseError } from '../../src/errors.ts';
import { describing, randomEpisode, richSpaces } from './episodes.ts';

const root = mkdtempSync(join(tmpdir(), 'burstwise-damage-'));
const id = 'made-v0';
const data = join(root, id, 'data');
let hdf5: Buffer;
let metadata: string;

beforeAll(() => {
  const episodes = Array.from({ length: 4 }, (_, i) => ({ ...randomEpisode(richSpaces, i), id: i }));
  writeDataset(describing(richSpaces), episodes, { root, id });
  hdf5 = readFileSync(join(data, 'main_data.hdf5'));
  metadata = readFileSync(join(data, 'metadata.json'), 'utf8');
});

/** Changes to a file: bytes flipped, a piece cut out, a piece repeated, the end cut off. */
const mutation = fc.oneof(
  fc.record({
    kind: fc.constant('flip' as const),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    by: fc.integer({ min: 1, max: 255 }),
  }),
  fc.record({
    kind: fc.constant('cut' as const),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    by: fc.integer({ min: 1, max: 64 }),
  }),
  fc.record({
    kind: fc.constant('repeat' as const),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    by: fc.integer({ min: 1, max: 64 }),
  }),
  fc.record({
    kind: fc.constant('end' as const),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    by: fc.constant(0),
  }),
);

function mutated(
  bytes: Buffer,
  { kind, at, by }: { kind: 'flip' | 'cut' | 'repeat' | 'end'; at: number; by: number },
): Buffer {
  const place = Math.min(bytes.length - 1, Math.floor(at * bytes.length));
  if (kind === 'end') return bytes.subarray(0, place);
  if (kind === 'cut') return Buffer.concat([bytes.subarray(0, place), bytes.subarray(place + by)]);
  if (kind === 'repeat') return Buffer.concat([bytes.subarray(0, place + by), bytes.subarray(place)]);
  const copy = Buffer.from(bytes);
  copy[place]! ^= by;
  return copy;
}

/** The error of an action if it is one of ours, null if there is none; others fail the test. */
function refusal(action: () => void): BurstwiseError | null {
  try {
    action();
    return null;
  } catch (error) {
    if (error instanceof BurstwiseError) return error;
    throw error;
  }
}

describe('a damaged dataset', () => {
  it('of ours is refused by its checksum, whatever the damage to the data', () => {
    const place = join(data, 'main_data.hdf5');
    fc.assert(
      fc.property(mutation, (change) => {
        const bytes = mutated(hdf5, change);
        if (bytes.equals(hdf5)) return;
        writeFileSync(place, bytes);
        expect(refusal(() => openDataset(root, id).close())?.exitCode).toBe(2);
      }),
      { numRuns: 100 },
    );
    writeFileSync(place, hdf5);
  });

  it('with damaged metadata is refused, or is as good as before', () => {
    const place = join(data, 'metadata.json');
    fc.assert(
      fc.property(mutation, (change) => {
        writeFileSync(place, mutated(Buffer.from(metadata), change));
        const error = refusal(() => {
          using dataset = openDatasetFolder(join(root, id), id, { timeoutMs: 20_000 });
          dataset.metadata.observationSpace.toJSON();
        });
        if (error !== null) expect(error.exitCode).toBe(2);
      }),
      { numRuns: 30 },
    );
    writeFileSync(place, metadata);
  });

  it('of others, without a checksum, is refused or read, but never ends or stops the program', () => {
    const foreign = join(root, 'foreign-v0');
    cpSync(join(root, id), foreign, { recursive: true });
    const { burstwise: _, ...others } = JSON.parse(metadata) as Record<string, unknown>;
    writeFileSync(
      join(foreign, 'data', 'metadata.json'),
      JSON.stringify({ ...others, dataset_id: 'foreign-v0' }),
    );
    fc.assert(
      fc.property(mutation, (change) => {
        writeFileSync(join(foreign, 'data', 'main_data.hdf5'), mutated(hdf5, change));
        const error = refusal(() => {
          using dataset = openDatasetFolder(foreign, 'foreign-v0', { timeoutMs: 5000 });
          for (const episode of dataset.episodes()) expect(episode.rewards.length).toBeGreaterThan(0);
        });
        if (error !== null) expect(error.exitCode).toBe(2);
      }),
      { numRuns: 10 },
    );
  });
});

describe('check', () => {
  it('names episodes that are too many, and labels that have no name', () => {
    const strange = join(root, 'strange-v0');
    mkdirSync(join(strange, 'data'), { recursive: true });
    copyFileSync(join(data, 'main_data.hdf5'), join(strange, 'data', 'main_data.hdf5'));
    const content = JSON.parse(metadata) as Record<string, unknown>;
    const own = { ...(content['burstwise'] as object), subtasks: ['only one'] };
    writeFileSync(
      join(strange, 'data', 'metadata.json'),
      JSON.stringify({ ...content, total_episodes: 3, burstwise: own }),
    );
    expect(() => openDataset(root, 'strange-v0')).toThrow(
      /total_episodes: expected the 4 recorded, received 3/,
    );
    using dataset = openDatasetFolder(strange, 'strange-v0', { trust: true });
    const problems = checkDataset(dataset).join('\n');
    expect(problems).toContain('expected episodes 0 to 2, received also episode_3');
    expect(problems).toContain('subtask[0]: expected a label from 0 to 0, received 2');
    expect(problems).toContain('dataset_id: expected strange-v0, received made-v0');
  });

  it('verifies what was recorded beside episodes of another program, and says that those have no checksum', () => {
    const longer = join(root, 'longer-v0');
    cpSync(join(root, id), longer, { recursive: true });
    const place = join(longer, 'data', 'main_data.hdf5');
    const content = JSON.parse(metadata) as { burstwise: object };
    const write = (own: object) =>
      writeFileSync(
        join(longer, 'data', 'metadata.json'),
        JSON.stringify({ ...content, dataset_id: 'longer-v0', burstwise: { ...content.burstwise, ...own } }),
      );
    write({ episodes: 3 });
    using dataset = openDataset(root, 'longer-v0');
    expect(checkDataset(dataset)).toEqual([]);
    expect(uncheckedEpisodes(dataset)).toMatch(/no checksum for 1 of 4 episodes/);
    const bytes = Buffer.from(hdf5);
    bytes[3000]! ^= 1;
    writeFileSync(place, bytes);
    expect(() => openDataset(root, 'longer-v0')).toThrow(/contentSha256/);
  });

  it('refuses metadata that speak of more episodes than there are', () => {
    const foreign = join(root, 'many-v0');
    cpSync(join(root, id), foreign, { recursive: true });
    const { burstwise: _, ...others } = JSON.parse(metadata) as Record<string, unknown>;
    const place = join(foreign, 'data', 'metadata.json');
    writeFileSync(place, JSON.stringify({ ...others, total_episodes: 9_000_000_000 }));
    expect(() => openDataset(root, 'many-v0')).toThrow(
      /expected at most the 4 in the data, received 9000000000/,
    );
  });

  it('says which bytes are missing', () => {
    const short = join(root, 'short-v0');
    cpSync(join(root, id), short, { recursive: true });
    truncateSync(join(short, 'data', 'main_data.hdf5'), 1000);
    expect(() => openDataset(root, 'short-v0')).toThrow(/expected \d+ bytes, received 1000; use a copy/);
  });
});
