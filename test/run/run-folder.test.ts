import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { BurstwiseError, CheckpointError, ConfigError, UsageError } from '../../src/errors.ts';
import { writeFileAtomic } from '../../src/files/atomic-file.ts';
import { createCheckpoint } from '../../src/files/checkpoint.ts';
import { createRunFolder } from '../../src/run/create-run-folder.ts';
import { openRunFolder, type RunFolder } from '../../src/run/run-folder.ts';

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'burstwise-run-'));
});
afterEach(() => rmSync(parent, { recursive: true }));

const info = {
  task: 'button-food',
  command: 'burstwise train button-food --seed 3',
  seeds: [3],
  computedBy: { manager: 'simd', worker: 'event64' },
} as const;

/** A run as training leaves it. */
function finishedRun(): RunFolder {
  const folder = createRunFolder(join(parent, 'runs', 'a'));
  folder.writeConfig({ network: { size: 300, tauMembrane: '20 ms' } });
  folder.writeInfo(info);
  folder.metrics.append({ completed: 1, success: 0.5 });
  folder.saveCheckpoint(createCheckpoint({ kind: 'a', version: 1, metadata: {}, tensors: new Map() }));
  folder.writeFigure('curve.svg', '<svg/>');
  return folder;
}

describe('a run folder', () => {
  test('holds what was written, under the agreed names', () => {
    const { path } = finishedRun();
    expect(readdirSync(path).sort()).toEqual([
      'checkpoint.safetensors',
      'config.yaml',
      'figures',
      'metrics.jsonl',
      'run.json',
    ]);
    const folder = openRunFolder(path);
    expect(folder.readConfig()).toEqual({ network: { size: 300, tauMembrane: '20 ms' } });
    expect(folder.readInfo()).toMatchObject({
      ...info,
      node: process.version,
      burstwise: expect.stringMatching(/^\d+\.\d+\.\d+/),
    });
    expect(folder.loadCheckpoint({ kind: 'a', version: 1 }).kind).toBe('a');
    expect(folder.metrics.read()).toEqual([{ completed: 1, success: 0.5 }]);
    expect(readFileSync(join(path, 'figures', 'curve.svg'), 'utf8')).toBe('<svg/>');
  });

  test('is not made where something is already', () => {
    const { path } = finishedRun();
    const before = readFileSync(join(path, 'config.yaml'), 'utf8');
    expect(() => createRunFolder(path)).toThrow(UsageError);
    expect(() => createRunFolder(path)).toThrow(/expected a new or empty folder.*train --resume/);
    expect(readFileSync(join(path, 'config.yaml'), 'utf8')).toBe(before);
    writeFileSync(join(parent, 'file'), '');
    expect(() => createRunFolder(join(parent, 'file'))).toThrow(/expected a folder, received a file/);
    expect(() => createRunFolder(join(parent, 'file', 'run'))).toThrow(UsageError);
  });

  test('takes an empty folder, and on request replaces a run but nothing else', () => {
    const empty = join(parent, 'empty');
    mkdirSync(empty);
    expect(createRunFolder(empty).path).toBe(empty);
    const { path } = finishedRun();
    writeFileSync(join(path, 'notes.txt'), 'mine');
    createRunFolder(path, { overwrite: true }).writeInfo(info);
    expect(readdirSync(path).sort()).toEqual(['notes.txt', 'run.json']);
    rmSync(join(path, 'run.json'));
    expect(() => createRunFolder(path, { overwrite: true })).toThrow(UsageError);
    expect(readdirSync(path)).toEqual(['notes.txt']);
  });

  test('that was never made to its end is no run, and taken for an empty one', () => {
    const path = join(parent, 'half');
    const half = createRunFolder(path);
    half.writeConfig({ seed: 1 });
    expect(() => createRunFolder(path)).toThrow(/expected a folder that no other process works on/);
    half.unlock();
    writeFileSync(join(path, 'run.json.1.tmp'), '{');
    mkdirSync(join(path, 'seed-1'));
    expect(() => openRunFolder(path)).toThrow(/whose making was interrupted; repeat the command/);
    const whole = createRunFolder(path);
    expect(readdirSync(path).filter((name) => !name.startsWith('lock-'))).toEqual(['being-made']);
    whole.writeConfig({});
    whole.writeInfo(info);
    expect(readdirSync(path).sort()).toEqual(['config.yaml', 'run.json']);
    // A run that was about to be replaced is no longer one, though its files are still there.
    writeFileSync(join(path, 'being-made'), '');
    expect(() => openRunFolder(path)).toThrow(/whose making was interrupted; repeat the command/);
  });

  test('belongs to one at a time', () => {
    const { path } = finishedRun();
    const mine = openRunFolder(path);
    mine.lock();
    mine.lock();
    const before = readdirSync(path);
    expect(() => openRunFolder(path).lock()).toThrow(
      /expected a folder that no other process works on, received another part of this process/,
    );
    expect(() => createRunFolder(path, { overwrite: true })).toThrow(UsageError);
    expect(readdirSync(path)).toEqual(before);
    mine.unlock();
    openRunFolder(path).lock();
  });

  test('is not replaced while somebody works on one of its seeds', () => {
    const folder = createRunFolder(join(parent, 'seeds'));
    const seed = createRunFolder(folder.seedPath(4));
    seed.writeConfig({});
    seed.writeInfo({ ...info, seeds: [4] });
    folder.writeConfig({});
    folder.writeInfo({ ...info, seeds: [4, 5] });
    seed.lock();
    expect(() => createRunFolder(folder.path, { overwrite: true })).toThrow(
      /seed-4: expected a folder that no other/,
    );
    expect(openRunFolder(folder.path).readInfo().seeds).toEqual([4, 5]);
    seed.unlock();
    createRunFolder(folder.path, { overwrite: true });
    expect(existsSync(folder.seedPath(4))).toBe(false);
  });

  test('is not opened where there is no run', () => {
    expect(() => openRunFolder(join(parent, 'absent'))).toThrow(
      /expected the folder of a run, received nothing there/,
    );
    expect(() => openRunFolder(parent)).toThrow(/a folder without config\.yaml/);
    writeFileSync(join(parent, 'file'), '');
    expect(() => openRunFolder(join(parent, 'file'))).toThrow(/received a file/);
  });

  test('tells which part of a run is damaged', () => {
    const folder = finishedRun();
    writeFileSync(join(folder.path, 'run.json'), '{');
    writeFileSync(join(folder.path, 'config.yaml'), '[1');
    rmSync(join(folder.path, 'checkpoint.safetensors'));
    expect(() => folder.readInfo()).toThrow(/run\.json: expected JSON/);
    expect(() => folder.readConfig()).toThrow(ConfigError);
    expect(() => folder.loadCheckpoint()).toThrow(CheckpointError);
  });
});

describe('the files of a run', () => {
  const good = () => JSON.parse(readFileSync(join(finishedRun().path, 'run.json'), 'utf8'));
  const read = (content: unknown) => {
    writeFileSync(join(parent, 'runs', 'a', 'run.json'), JSON.stringify(content));
    return openRunFolder(join(parent, 'runs', 'a')).readInfo();
  };

  test.each([
    ['seeds', {}, /seeds: expected a list, received fields/],
    ['seeds', [], /seeds: expected a list of length >= 1/],
    ['seeds', [1, 1], /seeds: expected different seeds/],
    ['seeds', [-1], /seeds\[0\]: expected a number >= 0, received -1/],
    ['computedBy', 'simd', /computedBy: expected fields \(a mapping\), received "simd"/],
    ['computedBy', { manager: 3 }, /computedBy\.manager: expected text, received 3/],
    ['task', null, /task: expected text, received null/],
    ['command', 7, /command: expected text, received 7/],
    ['colour', 'red', /colour: .*received the unknown field/],
  ])('name a field that does not fit: %s %j', (field, value, message) => {
    const content = { ...good(), [field]: value };
    expect(() => read(content)).toThrow(ConfigError);
    expect(() => read(content)).toThrow(message);
  });

  test('name the version that a run of another format needs', () => {
    const content = good();
    expect(read(content)).toMatchObject(info);
    expect(() => read({ ...content, format: 2, burstwise: '9.1.0', more: 1 })).toThrow(
      /run\.json: format: expected 1, received 2; this is Burstwise \d.*; use version 9\.1\.0, which wrote it/,
    );
    expect(() => read({ ...content, format: undefined })).toThrow(/format: expected 1, received nothing/);
    expect(() => read([])).toThrow(/expected fields \(a mapping\), received \[\]/);
  });

  test('are reports that fit what is asked of them', () => {
    const folder = finishedRun();
    const schema = z.looseObject({ error: z.number() });
    folder.writeReport({ more: 1, error: 2 });
    expect(Object.keys(folder.readReport(schema))).toEqual(['more', 'error']);
    folder.writeReport({ error: 'none' });
    expect(() => folder.readReport(schema)).toThrow(/report\.json: error: expected a finite number/);
  });
});

describe('the metrics log', () => {
  test('leaves out a torn last line, and drops it when it goes on', () => {
    const { metrics } = finishedRun();
    metrics.append({ completed: 2, success: 0.75 });
    appendFileSync(metrics.path, '{"completed":3,"succ');
    expect(metrics.read().map((line) => line.completed)).toEqual([1, 2]);
    metrics.rewind(2);
    metrics.append({ completed: 3, success: 1 });
    expect(metrics.read()).toEqual([
      { completed: 1, success: 0.5 },
      { completed: 2, success: 0.75 },
      { completed: 3, success: 1 },
    ]);
  });

  test('goes back to a checkpoint', () => {
    const { metrics } = finishedRun();
    for (const completed of [2, 2, 5]) metrics.append({ completed });
    metrics.rewind(2);
    expect(metrics.read().map((line) => line.completed)).toEqual([1, 2, 2]);
    metrics.rewind(0);
    expect(readFileSync(metrics.path, 'utf8')).toBe('');
  });

  test('is empty before the first line', () => {
    const { metrics } = createRunFolder(join(parent, 'new'));
    metrics.rewind(0);
    metrics.flush();
    expect(metrics.read()).toEqual([]);
    expect(existsSync(metrics.path)).toBe(false);
  });

  test('refuses numbers that JSON cannot hold, and lines that are no metrics', () => {
    const { metrics } = finishedRun();
    expect(() => metrics.append({ completed: 2, loss: Number.NaN })).toThrow(
      /metric loss: expected a finite number/,
    );
    expect(metrics.read().length).toBe(1);
    appendFileSync(metrics.path, 'null\n{"completed":2}\n');
    expect(() => metrics.read()).toThrow(BurstwiseError);
    expect(() => metrics.rewind(9)).toThrow(/line 2: expected a metrics line, received null/);
  });

  test('refuses lines that go back', () => {
    const { metrics } = finishedRun();
    appendFileSync(metrics.path, '{"completed":7}\n{"completed":6}\n');
    expect(() => metrics.read()).toThrow(/line 3, completed: expected a number >= 7, received 6/);
  });
});

test('writeFileAtomic leaves the old content when it fails', () => {
  const folder = join(parent, 'taken');
  mkdirSync(join(folder, 'inside'), { recursive: true });
  expect(() => writeFileAtomic(folder, 'new')).toThrow();
  expect(readdirSync(folder)).toEqual(['inside']);
  expect(readdirSync(parent)).toEqual(['taken']);
});
