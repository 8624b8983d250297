import { spawn } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDataset } from '../../src/data/check.ts';
import { listDatasets, openDataset } from '../../src/data/dataset.ts';
import { writeDataset } from '../../src/data/derive.ts';
import { Recording } from '../../src/data/recording.ts';
import { describing, randomEpisode, richSpaces, simpleSpaces, temporaryFolder } from './episodes.ts';

const id = 'group/made-v3';
const dataOf = (root: string, name = id) => join(root, name, 'data');
const filesOf = (root: string, name = id) =>
  ['main_data.hdf5', 'metadata.json'].map((file) => readFileSync(join(dataOf(root, name), file)));
const journalOf = (root: string) => join(root, 'group', '.made-v3.recording', 'episodes.jsonl');
const partialOf = (root: string) => join(root, 'group', '.made-v3.recording', 'data', 'main_data.hdf5');

function record(
  root: string,
  episodes: number,
  spaces = simpleSpaces as typeof richSpaces | typeof simpleSpaces,
) {
  const recording = new Recording(describing(spaces), { root, id });
  for (let i = recording.episodes; i < episodes; i++) recording.append(randomEpisode(spaces, i));
  return recording;
}

describe('Recording', () => {
  it('gives back every episode as it was, in every kind of space', () => {
    const root = temporaryFolder();
    record(root, 70, richSpaces).finish();
    expect(listDatasets(root)).toEqual([id]);
    using dataset = openDataset(root, id);
    expect(dataset.length).toBe(70);
    expect(checkDataset(dataset)).toEqual([]);
    for (let i = 0; i < 70; i++)
      expect(dataset.episode(i)).toEqual({ ...randomEpisode(richSpaces, i), id: i });
    expect(dataset.observationSpace.equals(richSpaces.observationSpace)).toBe(true);
    expect(dataset.metadata).toMatchObject({
      authors: ['Ada', 'Bo'],
      licence: 'CC0-1.0',
      steps: expect.any(Number),
    });
  });

  it('is not a dataset before it is finished, and leaves nothing but the dataset then', () => {
    const root = temporaryFolder();
    const recording = record(root, 3);
    expect(listDatasets(root)).toEqual([]);
    recording.finish();
    expect(readdirSync(join(root, 'group')).sort()).toEqual(['made-v3', 'namespace_metadata.json']);
    expect(readdirSync(dataOf(root)).sort()).toEqual(['main_data.hdf5', 'metadata.json']);
  });

  it('goes on after a crash at any byte, and makes the same files as without one', () => {
    const whole = temporaryFolder();
    record(whole, 6).finish();
    const expected = filesOf(whole);
    fc.assert(
      fc.property(fc.nat(5), fc.nat(400), fc.nat(60), fc.boolean(), (episodes, bytes, line, cut) => {
        const root = temporaryFolder();
        record(root, episodes).close();
        // What a crash can leave: data without a line, half a line, or (without power) data that never reached the disk.
        appendFileSync(partialOf(root), Buffer.alloc(bytes, 7));
        appendFileSync(journalOf(root), '{"attempt":99,"steps":1,"start":96,"length"'.slice(0, line));
        if (cut) truncateSync(partialOf(root), Math.max(0, statSync(partialOf(root)).size - bytes - 3));
        const again = new Recording(describing(simpleSpaces), { root, id });
        expect(again.episodes).toBe(cut ? Math.max(0, episodes - 1) : episodes);
        for (let i = again.episodes; i < 6; i++) again.append(randomEpisode(simpleSpaces, i));
        again.finish();
        expect(filesOf(root)).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  });

  it('takes back the last episode', () => {
    const [root, other] = [temporaryFolder(), temporaryFolder()];
    const recording = record(root, 3);
    recording.append(randomEpisode(simpleSpaces, 77));
    expect(recording.undo()).toBe(true);
    recording.append(randomEpisode(simpleSpaces, 3));
    recording.finish();
    record(other, 4).finish();
    expect(filesOf(root)).toEqual(filesOf(other));
  });

  it('refuses an id that exists, and replaces it only when the new dataset is whole', () => {
    const root = temporaryFolder();
    record(root, 3).finish();
    const before = filesOf(root);
    expect(() => record(root, 3)).toThrow(/expected an id that is free, .*--overwrite/);
    const replacing = new Recording(describing(simpleSpaces), { root, id, overwrite: true });
    replacing.append(randomEpisode(simpleSpaces, 9));
    expect(filesOf(root)).toEqual(before);
    replacing.finish();
    using dataset = openDataset(root, id);
    expect(dataset.length).toBe(1);
  });

  it('refuses to go on with other settings, and two recorders at once', () => {
    const root = temporaryFolder();
    record(root, 2).close();
    const other = { ...describing(simpleSpaces), licence: 'MIT' };
    expect(() => new Recording(other, { root, id })).toThrow(
      /licence: expected "CC0-1.0", as in the unfinished recording .*, received "MIT"/,
    );
    const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)']);
    try {
      writeFileSync(join(root, 'group', '.made-v3.recording', `lock-${child.pid}-`), '');
      writeFileSync(join(root, 'group', '.made-v3.recording', `lock-${child.pid}-.held`), '');
      expect(() => record(root, 3)).toThrow(/expected no other recording of it, .*remove .*lock/);
    } finally {
      child.kill();
    }
  });

  it('knows a recorder of the same process, and a number of a process that is used again', () => {
    const root = temporaryFolder();
    const first = record(root, 2);
    expect(() => record(root, 3)).toThrow(/received another part of this process/);
    first.close();
    writeFileSync(join(root, 'group', '.made-v3.recording', `lock-${process.ppid}-1`), '');
    if (process.platform === 'linux') record(root, 3).finish();
  });

  it('goes on when more episodes are asked for', () => {
    const root = temporaryFolder();
    const asking = (episodes: number) => {
      const description = describing(simpleSpaces);
      return { ...description, own: { ...description.own, recording: { episodes } } };
    };
    const first = new Recording(asking(5), { root, id });
    first.append(randomEpisode(simpleSpaces, 1));
    first.close();
    expect(() => new Recording(asking(4), { root, id })).toThrow(/recording.episodes: expected 5/);
    const more = new Recording(asking(6), { root, id });
    expect(more.episodes).toBe(1);
    more.discard();
  });

  it('brings back the dataset that it was replacing when it dies between putting it aside and the new one in its place', () => {
    const root = temporaryFolder();
    record(root, 3).finish();
    const before = filesOf(root);
    const folder = join(root, 'group', '.made-v3.recording');
    const die = () => {
      const replacing = new Recording(describing(simpleSpaces), { root, id, overwrite: true });
      replacing.append(randomEpisode(simpleSpaces, 9));
      replacing.close();
      renameSync(dataOf(root), join(folder, 'replaced'));
    };
    die();
    expect(() => record(root, 3)).toThrow(/expected an id that is free/);
    expect(filesOf(root)).toEqual(before);
    die();
    new Recording(describing(simpleSpaces), { root, id, overwrite: true }).discard();
    expect(filesOf(root)).toEqual(before);
    expect(readdirSync(join(root, 'group')).sort()).toEqual(['made-v3', 'namespace_metadata.json']);
  });

  it('has lost nothing when it dies after its data were whole', () => {
    const root = temporaryFolder();
    const recording = record(root, 3);
    mkdirSync(join(root, id), { recursive: true });
    writeFileSync(join(root, id, 'data'), '');
    mkdirSync(join(root, 'group', '.made-v3.recording', 'replaced'));
    expect(() => recording.finish()).toThrow(/expected to read and write there/);
    recording.close();
    rmSync(join(root, id), { recursive: true });
    rmSync(join(root, 'group', '.made-v3.recording', 'replaced'), { recursive: true, force: true });
    const again = record(root, 3);
    expect([again.episodes, again.lostBytes]).toEqual([3, 0]);
    again.finish();
    const other = temporaryFolder();
    record(other, 3).finish();
    expect(filesOf(root)).toEqual(filesOf(other));
  });

  it('finishes when it dies between the dataset in its place and the end of the recording', () => {
    const [root, other] = [temporaryFolder(), temporaryFolder()];
    record(root, 3).close();
    const folder = join(root, 'group', '.made-v3.recording');
    const copy = join(other, 'copy');
    cpSync(folder, copy, { recursive: true });
    record(root, 3).finish();
    const before = filesOf(root);
    rmSync(join(copy, 'data'), { recursive: true });
    cpSync(copy, folder, { recursive: true });
    const again = record(root, 3);
    expect(again.episodes).toBe(3);
    again.finish();
    expect(filesOf(root)).toEqual(before);
    expect(readdirSync(join(root, 'group')).sort()).toEqual(['made-v3', 'namespace_metadata.json']);
  });

  it('is repeated as a whole where a dataset of the same data is there, and refused where its data are others', () => {
    const root = temporaryFolder();
    const episodes = (first: number) => [first, first + 1].map((seed) => randomEpisode(simpleSpaces, seed));
    const write = (first: number) => writeDataset(describing(simpleSpaces), episodes(first), { root, id });
    write(1);
    const before = filesOf(root);
    write(1);
    expect(() => write(5)).toThrow(/expected an id that is free/);
    expect(filesOf(root)).toEqual(before);
    expect(readdirSync(join(root, 'group')).sort()).toEqual(['made-v3', 'namespace_metadata.json']);
  });

  it('refuses ids that put a dataset into another, or hide it', () => {
    const root = temporaryFolder();
    record(root, 1).finish();
    const open = (name: string) => new Recording(describing(simpleSpaces), { root, id: name });
    expect(() => open(`${id}/inner-v0`)).toThrow(`expected a namespace, received the dataset ${id}`);
    expect(() => open('aa/data/x-v0')).toThrow('expected no namespace of the name data');
    expect(() => open('k/x-v0')).toThrow('expected a namespace of at least two characters');
  });

  it('refuses episodes that are no demonstrations, and stays as it was', () => {
    const root = temporaryFolder();
    const recording = record(root, 2);
    const good = randomEpisode(simpleSpaces, 4);
    const bad = [
      [
        { rewards: Float64Array.of(Number.NaN, ...good.rewards.slice(1)) },
        /rewards\[0\]: expected a finite number/,
      ],
      [{ truncations: new Uint8Array(3) }, /truncations: expected 5 flags, received 3/],
      [{ terminations: Uint8Array.of(1, 0, 0, 0, 0) }, /no end before the last step/],
      [{ observations: good.actions }, /observations: expected float64 \[6,2\], received int64 \[5\]/],
      [
        {
          actions: randomEpisode({ ...simpleSpaces, actionSpace: simpleSpaces.observationSpace }, 4).actions,
        },
        /actions: expected int64/,
      ],
    ] as const;
    for (const [change, message] of bad)
      expect(() => recording.append({ ...good, ...change })).toThrow(message);
    expect(recording.episodes).toBe(2);
    recording.finish();
    const other = temporaryFolder();
    record(other, 2).finish();
    expect(filesOf(root)).toEqual(filesOf(other));
  });

  it.skipIf(process.getuid?.() === 0)('says what to do about a folder that may not be written to', () => {
    const root = temporaryFolder();
    chmodSync(root, 0o500);
    expect(() => record(root, 1)).toThrow(/--root/);
  });
});
