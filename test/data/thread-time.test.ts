import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test } from 'vitest';
import { startWorkClock } from '../../src/data/thread-time.ts';

const compiled = new URL('../../dist/src/data/thread-time.js', import.meta.url).href;

/** A thread that says its number and then does something for ever. */
async function threadThat(does: string) {
  const code = `
    import { parentPort } from 'node:worker_threads';
    import { ownThread } from ${JSON.stringify(compiled)};
    parentPort.postMessage(ownThread());
    for (;;) ${does};`;
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`));
  onTestFinished(() => void worker.terminate());
  const [thread] = (await once(worker, 'message')) as [number];
  return { worker, thread };
}

test.skipIf(process.platform !== 'linux')(
  'work is what a thread does, not the time that passes',
  async () => {
    const waiting = await threadThat('Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000)');
    const busy = await threadThat('Math.sqrt(2)');
    expect(waiting.thread).not.toBe(busy.thread);
    const clocks = [startWorkClock(waiting.thread), startWorkClock(busy.thread)] as const;
    while (clocks[1]() < 200) await new Promise((go) => setTimeout(go, 10));
    expect(clocks[0]()).toBeLessThan(100);
    await busy.worker.terminate();
    // A thread that has ended answers no more.
    expect(clocks[1]()).toBe(Number.POSITIVE_INFINITY);
  },
);

test('where a thread is unknown, work is at most the time that passes', async () => {
  const passed = performance.now();
  const worked = startWorkClock(0);
  await new Promise((go) => setTimeout(go, 50));
  expect(worked()).toBeLessThanOrEqual(performance.now() - passed);
});
