import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { csvParse } from 'd3-dsv';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { eventFile } from '../../../src/run/overview/export/event-file.ts';
import { exportRuns } from '../../../src/run/overview/export/export-runs.ts';
import { openRunFolder } from '../../../src/run/run-folder.ts';
import { temporaryFolder } from '../../cli/burstwise.ts';
import { entryOf, logTo, makeRun, reportOf } from './make-run.ts';
import { readEvents } from './read-events.ts';

/** A run of one seed and one of two, with settings that CSV has to quote. */
function twoRuns() {
  const folder = temporaryFolder();
  const settings = { agent: { name: 'a "b", c\nd', sizes: [1, 2], on: true, tau: null } };
  const one = entryOf(makeRun(join(folder, 'one'), { successes: 9, settings }), 'one');
  const two = entryOf(makeRun(join(folder, 'two'), { seeds: [3, 4], completed: 2 }), 'two');
  return { folder, one, two, runs: [one, two] };
}

describe('tables of runs', () => {
  it('come back from CSV as they were, a row for each seed', async () => {
    const { folder, one, runs } = twoRuns();
    const to = join(folder, 'runs.csv');
    await exportRuns(runs, { to });
    const rows = csvParse(readFileSync(to, 'utf8'));
    expect(rows.map((row) => [row['run'], row['group'], row['seed'], row['state']])).toEqual([
      ['one', '', '1', 'done'],
      ['two/seed-3', 'two', '3', 'unfinished'],
      ['two/seed-4', 'two', '4', 'unfinished'],
    ]);
    expect(rows[0]).toMatchObject({
      id: one.id,
      success: '0.9',
      'settings.agent.name': 'a "b", c\nd',
      'settings.agent.sizes': '[1,2]',
      'settings.agent.tau': '',
      'result.standard.manager-workers.success.food.high': '0.95',
    });
    const bytes = readFileSync(to);
    await exportRuns(runs, { to });
    expect(readFileSync(to)).toEqual(bytes);
  });

  it('come back from Parquet with their types', async () => {
    const { folder, runs } = twoRuns();
    const to = join(folder, 'runs.parquet');
    await exportRuns(runs, { to });
    const rows = await parquetReadObjects({ file: await asyncBufferFromFile(to) });
    expect(rows).toHaveLength(3);
    expect(rows[0]).toMatchObject({
      seed: 1n,
      completed: 3n,
      success: 0.9,
      began: new Date(runs[0]!.info.startedAt),
      'settings.agent.on': true,
      'settings.agent.tau': null,
      'settings.agent.name': 'a "b", c\nd',
      'settings.imitation.rounds': 4,
    });
    expect(rows[2]).toMatchObject({ group: 'two', success: null, 'settings.agent.on': null });
  });

  it('have a row for each logged line where that is asked for', async () => {
    const { folder, one, runs } = twoRuns();
    const [csv, parquet] = [join(folder, 'm.csv'), join(folder, 'm.parquet')];
    await exportRuns(runs, { to: csv, metrics: true });
    await exportRuns(runs, { to: parquet, metrics: true });
    const rows = csvParse(readFileSync(csv, 'utf8'));
    expect(rows).toHaveLength(3 + 2 * 2);
    expect(rows[2]).toEqual({
      ...{ id: one.id, run: 'one', group: '', task: 'button-food', seed: '1', completed: '3' },
      ...{ 'metric.phase': 'practice', 'metric.food': '1', 'metric.labels': '30' },
    });
    const read = await parquetReadObjects({ file: await asyncBufferFromFile(parquet) });
    expect(read.map((row) => row['metric.labels'])).toEqual(rows.map((row) => Number(row['metric.labels'])));
  });

  it('are refused where the request does not fit', async () => {
    const { folder, runs } = twoRuns();
    const refused = (request: Parameters<typeof exportRuns>[1]) => expect(exportRuns(runs, request)).rejects;
    await refused({ to: join(folder, 'x.txt') }).toThrow(
      'say what it is with --as csv|parquet|tensorboard|mlflow|model-card',
    );
    await refused({ to: folder, format: 'tensorboard', metrics: true }).toThrow('expected csv or parquet');
    await refused({ to: join(folder, 'none/x.csv') }).toThrow(/expected to write there, received .*ENOENT/);
    await refused({ to: 'file:///x', format: 'mlflow' }).toThrow('expected the address of an MLflow server');
    expect(readdirSync(folder).sort()).toEqual(['one', 'two']);
  });
});

/** The event files of a folder, by the name of the run. */
function filesIn(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.includes('events.'),
  );
  return Object.fromEntries(files.map((file) => [file.replace(/\/events.*$/, ''), join(folder, file)]));
}

describe('event files', () => {
  it('have the bytes that TensorFlow writes for the same events', () => {
    const bytes = eventFile(
      [
        {
          step: 300,
          scalars: [
            ['food', 0.1],
            ['result/x y', -2],
          ],
        },
      ],
      1_700_000_000,
    );
    // tensorboard 2.21, RecordWriter and event_pb2.Event.
    expect(Buffer.from(bytes).toString('hex')).toBe(
      '1800000000000000a37f4b220900000040fc54d9411a0d627261696e2e4576656e743a32eced8f9d2e00000000000000c5cb57fa0900000040' +
        'fc54d94110ac022a200a0b0a04666f6f6415cdcccc3d0a110a0a726573756c742f78207915000000c043948410',
    );
  });

  it('hold what was logged and found, a file for each seed', async () => {
    const { folder, runs } = twoRuns();
    const to = join(folder, 'events');
    const request = { to, format: 'tensorboard' } as const;
    expect(await exportRuns(runs, request)).toEqual({ added: 3, extended: 0, unchanged: 0 });
    const files = filesIn(to);
    expect(Object.keys(files).sort()).toEqual(['one', 'two/seed-3', 'two/seed-4']);
    const events = readEvents(readFileSync(files['one']!));
    expect(events[0]).toMatchObject({
      version: 'brain.Event:2',
      wallTime: Math.floor(Date.parse(runs[0]!.info.startedAt) / 1000),
    });
    expect(events.slice(1, 4).map(({ step, scalars }) => [step, scalars])).toEqual(
      [1, 2, 3].map((step) => [step, { food: step % 2, labels: step * 10 }]),
    );
    expect(events[4]!.scalars).toMatchObject({
      'result/standard.manager-workers.success.food': Math.fround(0.9),
      'result/standard.manager-workers.success.food.low': Math.fround(0.45),
      'result/episodes': 10,
    });
  });

  it('get what is new when a run is continued, also when they or the run were moved; a repeated export adds nothing', async () => {
    const { folder, two } = twoRuns();
    const to = join(folder, 'events');
    const request = { to, format: 'tensorboard' } as const;
    await exportRuns([two], request);
    const bytes = readFileSync(filesIn(to)['two/seed-3']!);
    expect(await exportRuns([two], request)).toEqual({ added: 0, extended: 0, unchanged: 2 });
    expect(readFileSync(filesIn(to)['two/seed-3']!)).toEqual(bytes);
    logTo(join(two.path, 'seed-3'), 3, 5);
    openRunFolder(join(two.path, 'seed-3')).writeReport(reportOf(2));
    renameSync(two.path, join(folder, 'elsewhere'));
    renameSync(join(to, 'two'), join(to, 'mine'));
    const moved = entryOf(join(folder, 'elsewhere'), 'elsewhere');
    expect(await exportRuns([moved], request)).toEqual({ added: 0, extended: 1, unchanged: 1 });
    const files = filesIn(to);
    expect(Object.keys(files).sort()).toEqual(['mine/seed-3', 'mine/seed-4']);
    const longer = readFileSync(files['mine/seed-3']!);
    expect(longer.subarray(0, bytes.length)).toEqual(bytes);
    expect(readEvents(longer).map(({ step }) => step)).toEqual([0, 1, 2, 3, 4, 5, 5]);
  });

  it('are whole again after a crash tore one, or when something else stands there', async () => {
    const { folder, one } = twoRuns();
    const to = join(folder, 'events');
    const request = { to, format: 'tensorboard' } as const;
    await exportRuns([one], request);
    const path = filesIn(to)['one']!;
    const whole = readFileSync(path);
    for (const damaged of [whole.subarray(0, whole.length - 7), Buffer.from('else')]) {
      writeFileSync(path, damaged);
      expect(await exportRuns([one], request)).toEqual({ added: 0, extended: 1, unchanged: 0 });
      expect(readFileSync(path)).toEqual(whole);
    }
    expect(existsSync(`${path}.tmp`)).toBe(false);
  });
});
