import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openDataset } from '../../src/data/dataset.ts';
import { burstwise, expectRefused, temporaryFolder } from './burstwise.ts';

const id = 'button-food/expert-v0';

const folder = mkdtempSync(join(tmpdir(), 'burstwise-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function record(root: string, ...args: string[]): string {
  const command = ['record', 'button-food', '--episodes', '10', '--root', root, ...args];
  const { stderr, status } = burstwise(command);
  expect(`${status} ${stderr}`).toMatch(
    /^0 .*episodes 10\/10\n[\d.]+ s: \d+ episodes\/s, \d+ steps\/s; memory \d+ MB at most\n$/s,
  );
  return root;
}

/** A folder with a recording of the defaults, which is made once. */
function recorded(): string {
  const original = join(folder, 'original');
  if (!existsSync(original)) record(original);
  const root = temporaryFolder();
  cpSync(original, root, { recursive: true });
  return root;
}

const data = (root: string, command: string, ...args: string[]) =>
  burstwise(['data', command, ...args, '--root', root]);
const jsonOf = (root: string, command: string, ...args: string[]) => {
  const { stdout, status } = data(root, command, ...args, '--json');
  expect(status).toBe(0);
  return JSON.parse(stdout) as never;
};
const dataFile = (root: string, name: string) => readFileSync(join(root, name, 'data', 'main_data.hdf5'));

describe('data', () => {
  it('lists, shows with a picture, checks and replays', () => {
    const root = record(temporaryFolder(), '--licence', 'CC0-1.0');
    expect(jsonOf(root, 'list')).toMatchObject([
      { id, episodes: 10, env: 'button-food', licence: 'CC0-1.0' },
    ]);
    const statistics = jsonOf(root, 'show', id) as {
      episodes: number;
      labels: number[];
      steps: number;
      order: unknown;
      milestones: unknown;
    };
    expect(statistics.episodes).toBe(10);
    expect(statistics.labels[0]! + statistics.labels[1]!).toBe(statistics.steps);
    expect(statistics.order).toEqual([
      [-1, 0, 10],
      [0, 1, 10],
    ]);
    expect(data(root, 'show', id).stdout).toContain('button → food  10×');
    const picture = join(root, 'episodes.svg');
    expect(data(root, 'show', id, '--picture', picture).status).toBe(0);
    expect(readFileSync(picture, 'utf8')).toContain('food reached');
    expect(statistics.milestones).toEqual({ button: 10, food: 10 });
    const checked = jsonOf(root, 'check', id) as Record<string, number>;
    expect(checked).toMatchObject({ id, episodes: 10, problems: [] });
    for (const name of ['seconds', 'episodesPerSecond', 'stepsPerSecond', 'peakMemoryMB'])
      expect(checked[name]).toBeGreaterThan(0);
    expect(jsonOf(root, 'replay', id)).toEqual({ id, episodes: 10, differences: [] });
  });

  it('notices when the environment goes another way', () => {
    const root = recorded();
    const metadata = join(root, id, 'data', 'metadata.json');
    writeFileSync(
      metadata,
      readFileSync(metadata, 'utf8').replace('"stepLength": 0.01', '"stepLength": 0.011'),
    );
    const { status, stderr } = data(root, 'replay', id);
    expect(status).toBe(1);
    expect(stderr).toMatch(/10 of 10 episodes went another way; episode 0: observation 1: recorded .*, now /);
  });

  it('exports and imports without changing a bit', () => {
    const root = record(temporaryFolder(), '--set=options.expert.actionNoise.standardDeviation=0.2');
    const file = join(root, 'out.jsonl');
    expect(data(root, 'export', id, file).status).toBe(0);
    expect(data(root, 'import', file, 'xx/back-v0').status).toBe(0);
    expect(dataFile(root, 'xx/back-v0').equals(dataFile(root, id))).toBe(true);
    expect(data(root, 'replay', 'xx/back-v0').status).toBe(0);
    const lines = readFileSync(file, 'utf8').split('\n');
    writeFileSync(file, lines.slice(0, 5).join('\n'));
    const short = data(root, 'import', file, 'xx/short-v0');
    expect(short.status).toBe(2);
    expect(short.stderr).toContain('expected 10 episodes, as the header says, received 4');
    expect((jsonOf(root, 'list') as { id: string }[]).map((row) => row.id)).toEqual([id, 'xx/back-v0']);
  });

  it('combines, splits by chance that a seed decides, and filters', () => {
    const root = recorded();
    burstwise([
      'record',
      'button-food',
      '--episodes',
      '4',
      '--seed',
      '9',
      '--id',
      'xx/more-v1',
      '--root',
      root,
    ]);
    expect(jsonOf(root, 'combine', 'xx/all-v0', id, 'xx/more-v1')).toMatchObject({ episodes: 14 });
    expect(data(root, 'split', 'xx/all-v0', '--parts', 'a=0.5,b=0.25,c=0.25', '--seed', '4').status).toBe(0);
    using all = openDataset(root, 'xx/all-v0');
    const parts = ['a', 'b', 'c'].map((part) => openDataset(root, `xx/all-${part}-v0`));
    expect(parts.map(({ length }) => length)).toEqual([7, 4, 3]);
    const seeds = parts.flatMap((part) => [...part.episodes()].map(({ seed }) => seed));
    expect(seeds.toSorted()).toEqual([...all.episodes()].map(({ seed }) => seed).toSorted());
    for (const part of parts) part.close();
    const before = dataFile(root, 'xx/all-a-v0');
    expect(
      data(root, 'split', 'xx/all-v0', '--parts', 'a=0.5,b=0.25,c=0.25', '--seed', '4', '--overwrite').status,
    ).toBe(0);
    expect(dataFile(root, 'xx/all-a-v0').equals(before)).toBe(true);
    expect(
      data(root, 'filter', 'xx/all-v0', 'xx/short-v0', '--max-length', '130', '--reached', 'food').status,
    ).toBe(0);
    using short = openDataset(root, 'xx/short-v0');
    expect(short.length).toBe([...all.episodes()].filter(({ rewards }) => rewards.length <= 130).length);
  });

  it('refuses what does not fit together, and leaves everything as it was', () => {
    const root = recorded();
    burstwise([
      'record',
      'button-food',
      '--episodes',
      '2',
      '--layout',
      'standard',
      '--id',
      'xx/standard-v0',
      '--root',
      root,
    ]);
    const bad = [
      [['combine', 'xx/y-v0', id, id], 'expected each dataset once'],
      [['combine', 'xx/y-v0', id, 'xx/standard-v0'], 'expected the options of the environment'],
      [['combine', 'xx/y-v0', id, 'xx/none-v0'], `there are ${id}, xx/standard-v0`],
      [['combine', id, 'xx/standard-v0'], '--overwrite'],
      [['filter', id, 'xx/y-v0', '--min-return', '1e9'], 'expected at least one episode'],
      [['split', id, '--parts', 'a=0'], 'Expected shares'],
      [['split', id, '--parts', 'a=1,b=0.0001'], 'expected an episode for b'],
      [['import', join(root, 'nothing.jsonl'), 'xx/y-v0'], 'ENOENT'],
      [['export', id, join(root, 'no', 'folder', 'x.jsonl')], 'ENOENT'],
      [['check', '../x-v0'], 'dataset id: expected'],
    ] as const;
    expectRefused(bad.map(([args, message]) => [['data', ...args, '--root', root], message]));
    const ids = (jsonOf(root, 'list') as { id: string }[]).map((row) => row.id);
    expect(ids).toContain(id);
    expect(ids).not.toContain('xx/y-v0');
  });

  it('names damage, and ends with 2', () => {
    const root = recorded();
    const path = join(root, id, 'data', 'main_data.hdf5');
    const bytes = dataFile(root, id);
    bytes[5000]! ^= 1;
    writeFileSync(path, bytes);
    expectRefused(
      ['check', 'show', 'replay'].map((command) => [
        ['data', command, id, '--root', root],
        /sha256: expected [0-9a-f]{64}, received [0-9a-f]{64}; use a copy/,
      ]),
    );
  });

  it('checks data of others: 1 where the episodes are not those of the metadata, 2 where one cannot be read', () => {
    const root = recorded();
    const path = join(root, id, 'data', 'metadata.json');
    const { burstwise: _, ...others } = JSON.parse(readFileSync(path, 'utf8'));
    const check = (fields: object) => {
      writeFileSync(path, JSON.stringify({ ...others, ...fields }));
      return data(root, 'check', id);
    };
    expect(check({})).toMatchObject({ status: 0, stdout: expect.stringContaining('no checksum') });
    const fewer = check({ total_episodes: 9 });
    expect(fewer.stderr).toContain('expected episodes 0 to 8, received also episode_9');
    expect(fewer.status).toBe(1);
    const discrete = { action_space: '{"type":"Discrete","dtype":"int64","start":0,"n":2}' };
    const refused = check(discrete);
    expect(refused.stderr).toMatch(/episode 0: actions/);
    expect(refused.status).toBe(2);
  });
});
