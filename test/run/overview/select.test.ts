import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FolderLock } from '../../../src/files/folder-lock.ts';
import { entryData, listTable } from '../../../src/run/overview/list.ts';
import { selectRuns } from '../../../src/run/overview/select.ts';
import { planSweep } from '../../../src/run/sweep/plan.ts';
import { pointsOf } from '../../../src/run/sweep/points.ts';
import { parseSweep } from '../../../src/run/sweep/sweep-file.ts';
import { SweepFolder } from '../../../src/run/sweep/sweep-folder.ts';
import { temporaryFolder } from '../../cli/burstwise.ts';
import { entryOf, makeRun } from './make-run.ts';

/** Three runs that began one after the other. */
function threeRuns(): string {
  const folder = temporaryFolder();
  makeRun(join(folder, 'z'), { successes: 9, settings: { agent: { neurons: 200, tau: '20 ms' } } });
  makeRun(join(folder, 'deep/m'), { task: 'maze', settings: { agent: { neurons: 50, tau: '0.1 s' } } });
  makeRun(join(folder, 'a'), { seeds: [1, 2, 10], successes: 4, settings: { imitation: { rounds: 8 } } });
  return folder;
}

const names = (...given: Parameters<typeof selectRuns>) => selectRuns(...given).map(({ name }) => name);

describe('runs in folders', () => {
  it('are found below them, in the order of their beginning, and named by their place', () => {
    const folder = threeRuns();
    mkdirSync(join(folder, 'node_modules'));
    makeRun(join(folder, 'node_modules/x'));
    symlinkSync(folder, join(folder, 'loop'));
    expect(names({ folders: [folder] })).toEqual(['z', 'deep/m', 'a']);
    expect(names({ folders: [join(folder, 'a'), folder], inGivenOrder: true })).toEqual(['a', 'deep/m', 'z']);
    expect(names({ folders: [folder], last: 2 })).toEqual(['deep/m', 'a']);
    expect(names({ folders: [folder], bySeed: true }).slice(2)).toEqual([
      'a/seed-1',
      'a/seed-2',
      'a/seed-10',
    ]);
    expect(() => selectRuns({ folders: [join(folder, 'b')] })).toThrow('received nothing there; name one');
  });

  it('are chosen by conditions on what they are, their settings and results', () => {
    const folders = [threeRuns()];
    const where = (...conditions: string[]) => names({ folders, where: conditions });
    expect(where('task=maze')).toEqual(['deep/m']);
    expect(where('task~FOOD', 'success>=0.4')).toEqual(['z', 'a']);
    expect(where('success < 0.9')).toEqual(['a']);
    expect(where('state!=done')).toEqual(['deep/m']);
    expect(where('neurons=200.0')).toEqual(['z']);
    expect(where('agent.neurons!=200')).toEqual(['deep/m', 'a']);
    expect(where('tau>20 ms')).toEqual(['deep/m']);
    expect(where('tau=0.02 s')).toEqual(['z']);
    expect(where('rounds=8')).toEqual(['a']);
    expect(where('result.standard.manager-workers.success.food.high>0.8')).toEqual(['z']);
    expect(where('began>2020-01-01', 'seed=1-2,10')).toEqual(['a']);
    expect(where('began<2020-01-01')).toEqual([]);
  });

  it('are sorted by a field, those without it last', () => {
    const folders = [threeRuns()];
    expect(names({ folders, sort: 'neurons' })).toEqual(['deep/m', 'z', 'a']);
    expect(names({ folders, sort: '-neurons' })).toEqual(['z', 'deep/m', 'a']);
    expect(names({ folders, sort: '-success' })).toEqual(['z', 'a', 'deep/m']);
    expect(names({ folders, sort: 'task' })).toEqual(['z', 'a', 'deep/m']);
    expect(names({ folders, sort: 'tau' })).toEqual(['z', 'deep/m', 'a']);
  });

  it('refuses what it does not understand, and says what was probably meant', () => {
    const folders = [threeRuns()];
    const where = (condition: string) => () => selectRuns({ folders, where: [condition] });
    expect(where('neurns=3')).toThrow('received "neurns"; did you mean neurons?');
    expect(where('agent.neurns=3')).toThrow('did you mean agent.neurons?');
    expect(where('meanSteps>3')).toThrow(
      /several end; write one of result\.standard\.manager-workers\.meanSteps, /,
    );
    expect(where('task')).toThrow('--where: expected a condition such as task=button-food');
    expect(where('success>high')).toThrow('--where success>high: expected a number after >');
    expect(() => selectRuns({ folders, sort: '-sucess' })).toThrow('--sort -sucess: expected a field');
  });

  it('leaves out what is damaged, and tells', () => {
    const folder = threeRuns();
    writeFileSync(join(folder, 'z/run.json'), '{"format":1}');
    writeFileSync(join(folder, 'deep/m/metrics.jsonl'), '{"completed":"\u001b[31m"}\n');
    const told: string[] = [];
    expect(names({ folders: [folder] }, (text) => told.push(text))).toEqual(['a']);
    expect(told).toEqual([
      expect.stringMatching(/^left out: .*deep\/m\/metrics.jsonl: last line: expected a metrics line/),
      expect.stringMatching(/^left out: .*z\/run.json: /),
    ]);
    expect(told[0]).not.toContain('\u001b');
  });

  it('says how far each has come', () => {
    const folder = threeRuns();
    const [z, m, a] = selectRuns({ folders: [folder] });
    expect([z!.state, m!.state, a!.state]).toEqual(['done', 'unfinished', 'done']);
    expect(z!.completed).toBe(3);
    const lock = new FolderLock(m!.path, () => new Error('busy'));
    expect(entryOf(m!.path).state).toBe('running');
    lock.release();
    const { head, rows } = listTable([z!, m!], ['neurons']);
    expect(head.at(-1)).toBe('neurons');
    expect(rows.map((row) => [row[1], row[3], row[5], row.at(-1)])).toEqual([
      ['button-food', 'done', '0.900 [0.450, 0.950]', '200'],
      ['maze', 'unfinished', '–', '50'],
    ]);
    expect(entryData(a!)).toMatchObject({
      seeds: [1, 2, 10],
      settings: { 'imitation.rounds': 8 },
      point: null,
    });
  });

  it('keeps the id of a run that is continued or moved, and tells two runs of the same settings apart', () => {
    const folder = temporaryFolder();
    const path = makeRun(join(folder, 'a'), { successes: 1 });
    const { id } = entryOf(path);
    cpSync(path, join(folder, 'copy'), { recursive: true });
    rmSync(join(folder, 'copy/report.json'));
    expect(entryOf(join(folder, 'copy')).id).toBe(id);
    const settings = { imitation: { rounds: 5 } };
    expect(entryOf(makeRun(join(folder, 'b'), { settings })).id).not.toBe(id);
  });
});

it('calls runs of a sweep by point and seed, and knows what they found on shared layouts', () => {
  const file = parseSweep({ task: 'button-food', grid: { rounds: [1, 2] }, seeds: '1-2' }, 'sweep.yaml', '/');
  const code = { sha256: 'a'.repeat(64), modules: [] };
  const plan = planSweep(file, pointsOf(file, 'sweep.yaml'), code, 'sweep.yaml');
  const sweep = new SweepFolder(join(temporaryFolder(), 'study'));
  mkdirSync(join(sweep.path, 'runs'), { recursive: true });
  sweep.write(file, plan, code);
  for (const { id, seed, settings } of plan)
    makeRun(sweep.runPath(id), { seeds: [seed], settings, successes: 5 });
  const counts = { meanSteps: 9, managerLabels: 1, workerLabels: 1, inspections: 0 };
  const trial = { episodes: 4, seed: 1, layout: null, successes: '1110', ...counts };
  sweep.writeResult(plan[0]!.id, { trial, report: {} });
  const all = selectRuns({ folders: [sweep.path], inGivenOrder: true });
  expect(all.map(({ name }) => name)).toEqual(
    [1, 2].flatMap((point) => [1, 2].map((seed) => `study/point-${point}/seed-${seed}`)),
  );
  expect(all.map(({ state }) => state)).toEqual(['done', 'unfinished', 'unfinished', 'unfinished']);
  expect(all[0]!.results['shared.success']).toMatchObject({ value: 0.75 });
  expect(names({ folders: [sweep.path], where: ['point=2', 'shared.success!=0.75'] })).toHaveLength(2);
  const alone = selectRuns({ folders: [sweep.runPath(plan[3]!.id)] });
  expect(alone[0]!.name).toBe('study/point-2/seed-2');
});
