import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { silentProgressGroup } from '../../../src/process/progress.ts';
import type { Cell } from '../../../src/run/cells/cell.ts';
import { CellStore } from '../../../src/run/cells/cell-store.ts';
import { measureCells } from '../../../src/run/cells/measure-cells.ts';
import { type AttemptRecord, newRecord } from '../../../src/run/leases/attempts.ts';
import { temporaryFolder } from '../../cli/burstwise.ts';

const cells = [1, 2, 3].map((seed): Cell => ({ name: 'square', seed }));
const first = cells[0]!;
const elsewhere = { host: 'elsewhere', pid: 1, start: '1' };

/** A store, what happened to its first cell, and a way to measure all of its cells. */
function shared() {
  const folder = temporaryFolder();
  const store = new CellStore(folder, 'table:squares');
  const attempts = store.attempts(store.idOf(first));
  const measuredHere: number[] = [];
  const square = ({ seed }: Cell): number | Promise<number> => {
    measuredHere.push(seed);
    return seed ** 2;
  };
  const measure = async (measureOne = square, signal = new AbortController().signal) => {
    const context = { store, jobs: 2, displays: silentProgressGroup, signal };
    const measured = await measureCells(cells, measureOne, { ...context, lease: { beat: 20, expires: 60 } });
    return measured.map(({ result }) => result);
  };
  return { folder, store, attempts, square, measure, measuredHere };
}

const states = (attempts: { all(): readonly AttemptRecord[] }) => attempts.all().map(({ state }) => state);

it('a cell of a process on another machine is taken over after a silence', async () => {
  const { attempts, measure } = shared();
  attempts.begin(1, { ...newRecord(), worker: elsewhere });
  expect(await measure()).toEqual([1, 4, 9]);
  expect(states(attempts)).toEqual(['running', 'done']);
});

it('a cell of a process that lives is waited for, and its result is used', async () => {
  const { store, attempts, measure, measuredHere } = shared();
  const record = { ...newRecord(), worker: elsewhere };
  attempts.begin(1, record);
  let beat = 0;
  const living = setInterval(() => attempts.update(1, { ...record, beat: ++beat }), 10);
  const measuring = measure();
  while (readdirSync(join(attempts.path, '..')).length < cells.length || measuredHere.length < 2)
    await new Promise((go) => setTimeout(go, 5));
  store.write(first, 100);
  expect(await measuring).toEqual([100, 4, 9]);
  clearInterval(living);
  expect(measuredHere).toEqual([2, 3]);
});

it('the first result stays where two processes measured a cell', async () => {
  const { store, attempts, measure, square } = shared();
  const measured = await measure((cell) => {
    if (cell === first) {
      // Others took this process for dead.
      attempts.begin(2, { ...newRecord(), worker: elsewhere });
      store.write(first, 100);
    }
    return square(cell);
  });
  expect(measured).toEqual([100, 4, 9]);
  expect(states(attempts)).toEqual(['running', 'running']);
});

it('a cell that failed says why, and is measured again when the command is repeated', async () => {
  const { attempts, measure, square } = shared();
  const failing = (cell: Cell) => {
    if (cell === first) throw new RangeError('no luck');
    return square(cell);
  };
  await expect(measure(failing)).rejects.toThrow('no luck');
  expect(attempts.latest()).toMatchObject({ state: 'failed', message: expect.stringContaining('no luck') });
  expect(await measure()).toEqual([1, 4, 9]);
  expect(states(attempts)).toEqual(['failed', 'done']);
});

it('an interrupted process leaves its cells to others at once', async () => {
  const { attempts, measure } = shared();
  const interrupt = new AbortController();
  const waiting = () => {
    setTimeout(() => interrupt.abort());
    return new Promise<number>(() => {});
  };
  await expect(measure(waiting, interrupt.signal)).rejects.toMatchObject({ exitCode: 130 });
  expect(states(attempts)).toEqual(['interrupted']);
  expect(await measure()).toEqual([1, 4, 9]);
});

it('cells of the same content are measured once', async () => {
  const { store, square, measuredHere } = shared();
  const twice = [first, { ...first }];
  const measured = await measureCells(twice, square, {
    ...{ store, jobs: 2, displays: silentProgressGroup, signal: new AbortController().signal },
  });
  expect(measured.map(({ result }) => result)).toEqual([1, 1]);
  expect(measuredHere).toEqual([1]);
});
