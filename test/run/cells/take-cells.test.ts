import { expect, it, onTestFinished } from 'vitest';
import type { Cell } from '../../../src/run/cells/cell.ts';
import { CellStore } from '../../../src/run/cells/cell-store.ts';
import { takeCells } from '../../../src/run/cells/take-cells.ts';
import { newRecord } from '../../../src/run/leases/attempts.ts';
import type { WorkerMessage } from '../../../src/run/leases/supervise.ts';
import { temporaryFolder } from '../../cli/burstwise.ts';

const cells = [1, 2, 3].map((seed): Cell => ({ name: 'square', seed }));
const short = Object.assign(new Error('heap'), { code: 'ERR_WORKER_OUT_OF_MEMORY' });

/** A worker on three cells that stops at a signal, and what the cells then are. */
function worker() {
  const store = new CellStore(temporaryFolder(), 'table:squares');
  const stop = new AbortController();
  let reason = '';
  const heard: WorkerMessage[] = [];
  const work = (measure: (cell: Cell) => Promise<number>, { limit = 10, isFirst = true } = {}) =>
    takeCells(cells, measure, {
      ...{ store, limit, isFirst, signal: stop.signal, reason: () => reason },
      tell: (message) => void heard.push(message),
    });
  /** Measures until a cell, which never ends: then comes the signal. */
  const stopAt = (seed: number, by: string, isFirst: boolean) =>
    work(
      (cell) => {
        if (cell.seed !== seed) return square(cell);
        reason = by;
        setTimeout(() => stop.abort());
        return new Promise(() => {});
      },
      { isFirst },
    );
  const latest = () => cells.map((cell) => store.attempts(store.idOf(cell)).latest());
  const states = () => latest().map((attempt) => attempt?.state);
  return { store, work, stopAt, latest, states, heard };
}

const square = async ({ seed }: Cell) => seed ** 2;

it('a worker takes as many cells as it is told, and says what it has', async () => {
  const { store, work, states, heard } = worker();
  await work(square, { limit: 2 });
  expect(states()).toEqual(['done', 'done', undefined]);
  expect(cells.map((cell) => store.read(cell))).toEqual([1, 4, undefined]);
  const ids = cells.map((cell) => store.idOf(cell));
  expect(heard.map(({ event, run }) => [event, ids.indexOf(run)])).toEqual([
    ['began', 0],
    ['ended', 0],
    ['began', 1],
    ['ended', 1],
  ]);
});

it('a cell that fails does not hinder the others, and is not taken again by itself', async () => {
  const { work, latest, states } = worker();
  const measured: number[] = [];
  const measure = async (cell: Cell) => {
    measured.push(cell.seed);
    if (cell.seed === 1) throw new RangeError('no luck');
    return square(cell);
  };
  await work(measure);
  await work(measure);
  expect(measured).toEqual([1, 2, 3]);
  expect(states()).toEqual(['failed', 'done', 'done']);
  expect(latest()[0]!.message).toContain('no luck');
});

it('a worker leaves cells to others that these have, and those that need more memory', async () => {
  const { store, work, states } = worker();
  onTestFinished(() => void delete process.env['SLURM_MEM_PER_NODE']);
  store.attempts(store.idOf(cells[0]!)).begin(1, newRecord());
  process.env['SLURM_MEM_PER_NODE'] = '1024';
  await work(async (cell) => {
    if (cell.seed === 2) throw short;
    return square(cell);
  });
  expect(states()).toEqual(['running', 'out-of-memory', 'done']);
  await work(square);
  expect(states()).toEqual(['running', 'out-of-memory', 'done']);
  process.env['SLURM_MEM_PER_NODE'] = '2048';
  await work(square);
  expect(states()).toEqual(['running', 'done', 'done']);
});

it.each([
  ['SIGTERM', 1, 'of the job', true, 'interrupted'],
  ['SIGUSR1', 2, 'of the job', true, 'interrupted'],
  ['SIGUSR1', 1, 'in place of another', false, 'interrupted'],
  ['SIGUSR1', 1, 'of the job', true, 'failed'],
] as const)(
  'after %s the cell with seed %i of a worker %s (first: %s) is %s: one that had the whole time limit would need more',
  async (signal, seed, _, isFirst, state) => {
    const { stopAt, work, latest, states } = worker();
    await expect(stopAt(seed, signal, isFirst)).rejects.toMatchObject({ exitCode: 130 });
    expect(states()[seed - 1]).toBe(state);
    expect(latest()[seed - 1]!.message).toMatch(state === 'failed' ? /give jobs more time/ : signal);
    await expect(work(square)).rejects.toMatchObject({ exitCode: 130 });
  },
);
