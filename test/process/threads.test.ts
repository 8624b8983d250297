import { describe, expect, onTestFinished, test } from 'vitest';
import { BurstwiseError } from '../../src/errors.ts';
import { ThreadPool, type ThreadPoolOptions } from '../../src/process/threads.ts';

function poolOf(threads: number, options?: ThreadPoolOptions): ThreadPool {
  const pool = new ThreadPool(new URL('./thread-functions.mjs', import.meta.url), threads, options);
  onTestFinished(() => pool.close());
  return pool;
}

const failure = (work: Promise<unknown>) => work.then(() => undefined).catch((error: unknown) => error);

describe('a pool of threads', () => {
  test.each([1, 2, 3])(
    'calls functions with %d threads; each caller gets its own result',
    async (threads) => {
      const pool = poolOf(threads, { data: { name: 'shared' }, places: 2 });
      const calls = Array.from({ length: 8 }, (_, x) => pool.run('square', { x, waitMs: 5 * (8 - x) }));
      expect(await Promise.all(calls)).toEqual(
        Array.from({ length: 8 }, (_, x) => ({ square: x * x, data: { name: 'shared' } })),
      );
    },
  );

  test('hands over all messages before the result', async () => {
    const told: number[] = [];
    await poolOf(1).run<unknown, number>('square', { x: 1000, waitMs: 0 }, (k) => told.push(k));
    expect(told).toEqual(Array.from({ length: 1000 }, (_, k) => k + 1));
  });

  test('keeps what the command line needs of an error, and works on', async () => {
    const pool = poolOf(1);
    const refused = await failure(pool.run('refuse', null));
    expect(refused).toBeInstanceOf(BurstwiseError);
    expect(refused).toMatchObject({ message: 'settings: x: expected a number, received "y"', exitCode: 2 });
    const full = await failure(pool.run('fillDisk', null));
    expect(full).not.toBeInstanceOf(BurstwiseError);
    expect(full).toMatchObject({ message: 'ENOSPC: no space left', code: 'ENOSPC', syscall: 'write' });
    const bug = await failure(pool.run('err', 'not a function'));
    expect(bug).toMatchObject({
      message: 'not a function',
      stack: expect.stringContaining('thread-functions'),
    });
    expect(await pool.run('square', { x: 3, waitMs: 0 })).toMatchObject({ square: 9 });
  });

  test.each([1, 2])(
    'fails when a thread ends before it has answered, and works on (%d threads)',
    { timeout: 10_000 },
    async (threads) => {
      const pool = poolOf(threads);
      const left = failure(pool.run('leave', null));
      const waiting = Array.from({ length: 3 }, (_, x) => pool.run('square', { x, waitMs: 0 }));
      expect(await left).toMatchObject({
        message: 'a thread ended with exit code 3 before it had answered',
      });
      expect(await Promise.all(waiting)).toMatchObject([{ square: 0 }, { square: 1 }, { square: 4 }]);
      expect(await failure(pool.run('leave', null))).toBeInstanceOf(Error);
      expect(await pool.run('square', { x: 3, waitMs: 0 })).toMatchObject({ square: 9 });
      await pool.close();
    },
  );

  test('ends threads that hang, and calls that nobody has taken', async () => {
    const pool = poolOf(1);
    const calls = [failure(pool.run('hang', null)), failure(pool.run('square', { x: 1, waitMs: 0 }))];
    await new Promise((settle) => setTimeout(settle, 300));
    await pool.close();
    for (const error of await Promise.all(calls)) expect(error).toBeInstanceOf(Error);
  });
});
