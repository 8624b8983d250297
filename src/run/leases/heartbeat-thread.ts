/** The thread that says in the file of an attempt that its worker lives, however long a unit of work takes. */
import { statSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { Attempts } from './attempts.ts';
import { type Heartbeat, slots, stopReasons } from './heartbeat.ts';

const { path, number, record, stops, stopsBefore, beat, shared, startedMs } = workerData as Heartbeat;
const cells = new Int32Array(shared);
const attempts = new Attempts(path);
let count = record.beat;

setInterval(() => {
  try {
    sayAlive();
  } catch {
    // The disk may be away for a while; the work itself says what is wrong if it stays so.
  }
}, beat);

function sayAlive(): void {
  if ((statSync(stops, { throwIfNoEntry: false })?.size ?? 0) > stopsBefore) stop('stopped');
  count++;
  const isOurs = attempts.update(number, {
    ...record,
    beat: count,
    seconds: (Date.now() - startedMs) / 1000,
    completed: Atomics.load(cells, slots.completed),
    total: Atomics.load(cells, slots.total),
  });
  // Another worker took this one for dead.
  if (!isOurs) stop('lost');
}

function stop(reason: (typeof stopReasons)[number]): void {
  Atomics.compareExchange(cells, slots.stop, 0, stopReasons.indexOf(reason));
}
