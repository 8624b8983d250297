import { spawn, spawnSync } from 'node:child_process';
import { getEventListeners } from 'node:events';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { defineExperiment } from '../../experiments/harness/experiment.ts';
import type { ProgressGroup } from '../../src/process/progress.ts';
import { byName, type Cell } from '../../src/run/cells/cell.ts';
import { CellStore } from '../../src/run/cells/cell-store.ts';
import { measureCells } from '../../src/run/cells/measure-cells.ts';
import { root, temporaryFolder } from '../cli/burstwise.ts';

const squares = defineExperiment({
  script: 'table:squares',
  description: 'squares and cubes of seeds',
  defaults: { seeds: '1-3' },
  cells: ({ seeds }) =>
    [2, 3].flatMap((power) => seeds.map((seed) => ({ name: `power ${power}`, power, seed }))),
  measure: ({ power, seed }, show) => {
    show(1, 1);
    return seed ** power;
  },
  render: (measured) => {
    const rows = byName(measured).map((group) => ({
      name: group[0].cell.name,
      sum: group.reduce((sum, { result }) => sum + result, 0),
    }));
    const table = { head: ['power', 'sum'], rows: rows.map(({ name, sum }) => [name, String(sum)]) };
    return { title: 'Squares', table, data: { rows } };
  },
});
const extent = { seeds: [1, 2, 3], episodes: 0 };
const cells = squares.cells(extent);

/** Displays that keep a line for each call. */
function recordedDisplays(): { readonly lines: string[]; readonly displays: ProgressGroup } {
  const lines: string[] = [];
  const add = (name: string) => ({
    start: (total: number, label: string) => void lines.push(`${name} start ${total} ${label}`),
    update: (completed: number) => void lines.push(`${name} ${completed}`),
    stop() {},
  });
  return { lines, displays: { add, say() {}, stop() {} } };
}

/** Files of results. */
const resultsIn = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('.json'));

const never = new AbortController().signal;

/** As {@link measureWith}, with the results that a folder holds. */
async function measureIn(folder: string, script = squares.script, chosen = cells) {
  return measureWith(new CellStore(folder, script), chosen);
}

/** Measures `cells` and remembers which of them were not stored. */
async function measureWith(store: CellStore | null, chosen: readonly (typeof cells)[number][] = cells) {
  const measuredNow: string[] = [];
  const measured = await measureCells(
    chosen,
    (cell, show) => {
      measuredNow.push(`${cell.name}, ${cell.seed}`);
      return squares.measure(cell, show);
    },
    { store, jobs: 2, displays: recordedDisplays().displays, signal: never },
  );
  return { measured, measuredNow };
}

describe('an experiment', () => {
  test('measures its cells, in their order, and renders them by name', async () => {
    const { measured } = await measureWith(null);
    expect(measured.map(({ result }) => result)).toEqual([1, 4, 9, 1, 8, 27]);
    expect(squares.render(measured, extent).table.rows).toEqual([
      ['power 2', '14'],
      ['power 3', '36'],
    ]);
  });

  test('measures each cell once where results are stored, whichever were measured first', async () => {
    const folder = temporaryFolder();
    const first = await measureIn(folder, squares.script, cells.slice(0, 2));
    expect(first.measuredNow).toHaveLength(2);
    const second = await measureIn(folder);
    expect(second.measuredNow).toEqual(['power 2, 3', 'power 3, 1', 'power 3, 2', 'power 3, 3']);
    expect(second.measured).toEqual((await measureWith(null)).measured);
    // Another setting under the same name is another cell, and so is the same cell of another experiment.
    const changed = cells.map((cell) => ({ ...cell, power: cell.power + 1 }));
    expect((await measureIn(folder, squares.script, changed)).measuredNow).toHaveLength(6);
    expect((await measureIn(folder, 'table:others')).measuredNow).toHaveLength(6);
  });

  test('names a stored result that is damaged', async () => {
    const folder = temporaryFolder();
    await measureIn(folder);
    const path = join(folder, resultsIn(folder)[0]!);
    const good = readFileSync(path, 'utf8');
    for (const [content, problem] of [
      ['{', 'expected JSON'],
      ['{}', '4 problems'],
      [good.replace(/"result": (\d+)/, '"result": 1$1'), 'sha256: expected'],
    ] as const) {
      writeFileSync(path, content);
      await expect(measureIn(folder)).rejects.toThrow(`${path}: ${problem}`);
    }
    expect(resultsIn(folder)).toHaveLength(cells.length);
  });

  test('keeps the results of cells that were complete when it was interrupted', async () => {
    const store = new CellStore(temporaryFolder(), squares.script);
    const interrupt = new AbortController();
    const measuring = measureCells(
      cells,
      (cell: Cell) => {
        if (cell.seed < 3) return cell.seed;
        interrupt.abort();
        return new Promise<number>(() => {});
      },
      { store, jobs: 6, displays: recordedDisplays().displays, signal: interrupt.signal },
    );
    await expect(measuring).rejects.toMatchObject({
      exitCode: 130,
      message: expect.stringContaining('repeat'),
    });
    expect(cells.filter((cell) => store.read(cell) === undefined).map(({ seed }) => seed)).toEqual([3, 3]);
    // Others may measure more under the same signal: nothing goes on to listen to it.
    expect(getEventListeners(interrupt.signal, 'abort')).toEqual([]);
  });

  test('shows how far the cells and each of them are', async () => {
    const { lines, displays } = recordedDisplays();
    await measureCells(cells.slice(0, 2), squares.measure, { store: null, jobs: 2, displays, signal: never });
    expect(lines).toEqual([
      ' start 2 cells',
      'power 2 start 1 seed 1',
      'power 2 1',
      'power 2 start 1 seed 2',
      'power 2 1',
      ' 1',
      ' 2',
    ]);
  });
});

describe('the command of an experiment', () => {
  const command = (args: readonly string[]) =>
    spawnSync(process.execPath, ['dist/experiments/harness/main.js', ...args], {
      cwd: root,
      encoding: 'utf8',
    });

  test.each([
    ['--seeds', 'x', '--seeds'],
    ['--only', 'power 4', '--only: expected a part of "power 2", "power 3", received "power 4"'],
  ])('refuses %s %s', (option, value, message) => {
    const { status, stderr } = command(['../../test/experiments/powers', option, value]);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });

  test('measures in threads, keeps results, and prints the same from them', () => {
    const out = temporaryFolder();
    const run = (args: readonly string[]) => {
      const { status, stdout, stderr } = command(['../../test/experiments/powers', '--json', ...args]);
      expect(status, stderr).toBe(0);
      return JSON.parse(stdout);
    };
    const expected = { seeds: [1, 2, 4], rows: [1, 4, 16, 1, 8, 64] };
    expect(run(['--seeds', '1,2,4', '--jobs', '2', '--out', out])).toEqual(expected);
    const files = resultsIn(out);
    expect(files).toHaveLength(6);
    // What is stored is believed.
    const store = new CellStore(out, 'table:powers');
    for (const file of files) {
      const { cell } = JSON.parse(readFileSync(join(out, file), 'utf8')) as { cell: Cell };
      rmSync(join(out, file));
      store.write(cell, 7);
    }
    expect(run(['--seeds', '1,2,4', '--out', out]).rows).toEqual([7, 7, 7, 7, 7, 7]);
    expect(run(['--only', '3'])).toEqual({ seeds: [1, 2, 3], rows: [1, 8, 27] });
  });

  test('started several times on one folder shares the cells, and takes over those of a process that was killed', async () => {
    const [gate, out, alone] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
    const start = (folder: string) => {
      const args = [
        'dist/experiments/harness/main.js',
        '../../test/experiments/gated',
        '--jobs',
        '1',
        '--json',
      ];
      const child = spawn(process.execPath, [...args, '--out', folder], {
        cwd: root,
        env: { ...process.env, GATE: gate },
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      let printed = '';
      child.stdout.on('data', (text) => {
        printed += text;
      });
      return { child, ended: new Promise((end) => child.once('close', (code) => end([code, printed]))) };
    };
    const begun = () => readdirSync(gate).map((name) => name.split('-'));
    const processes = [1, 2, 3, 4].map(() => start(out));
    while (begun().length < 4) await new Promise((look) => setTimeout(look, 20));
    const [killed, ...others] = processes;
    killed!.child.kill('SIGKILL');
    await killed!.ended;
    writeFileSync(join(gate, 'open'), '');
    const rows = [1, 4, 9, 16, 25, 36, 49, 64];
    for (const { ended } of others) {
      const [code, printed] = (await ended) as [number, string];
      expect([code, JSON.parse(printed).rows]).toEqual([0, rows]);
    }
    // Each cell was begun once, but for that of the process that was killed.
    const seeds = begun().map(([seed]) => seed);
    const [lost] = begun().find(([, pid]) => Number(pid) === killed!.child.pid)!;
    expect(seeds.filter((seed) => seed !== 'open').sort()).toEqual([...'12345678', lost].sort());
    // The bytes are those of a process that measures alone.
    await start(alone).ended;
    const contents = (folder: string) =>
      resultsIn(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]);
    expect(contents(out)).toEqual(contents(alone));
    expect(contents(out)).toHaveLength(8);
  });
});
