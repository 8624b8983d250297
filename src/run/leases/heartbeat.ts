import { Worker } from 'node:worker_threads';
import type { Progress } from '../../process/progress.ts';
import type { AttemptRecord, Attempts, EndState } from './attempts.ts';

/** Places of numbers that a worker shares with the thread that beats for it. */
export const slots = { stop: 0, completed: 1, total: 2 } as const;

/** Why a worker has to stop, by the number in `slots.stop`. */
export const stopReasons = ['', 'stopped', 'lost'] as const;

/** What the thread is given. */
export interface Heartbeat {
  /** Folder of the attempts at the item. */
  readonly path: string;
  readonly number: number;
  readonly record: AttemptRecord;
  /** File whose length says how often the sweep was stopped. */
  readonly stops: string;
  readonly stopsBefore: number;
  /** Milliseconds from beat to beat. */
  readonly beat: number;
  readonly shared: SharedArrayBuffer;
  readonly startedMs: number;
}

/** What beats are for. */
export interface BeatOptions extends Pick<Heartbeat, 'beat' | 'stops' | 'stopsBefore'> {
  readonly attempts: Attempts;
  readonly number: number;
  readonly record: AttemptRecord;
}

/** An attempt that this thread is busy with; another thread says from time to time that it lives. */
export class LiveAttempt {
  readonly #options: BeatOptions;
  readonly #cells = new Int32Array(new SharedArrayBuffer(4 * Object.keys(slots).length));
  readonly #startedMs = Date.now();
  readonly #thread: Worker;

  constructor(options: BeatOptions) {
    this.#options = options;
    const { attempts, number, record, beat, stops, stopsBefore } = options;
    const data: Heartbeat = {
      path: attempts.path,
      number,
      record,
      stops,
      stopsBefore,
      beat,
      shared: this.#cells.buffer as SharedArrayBuffer,
      startedMs: this.#startedMs,
    };
    this.#thread = new Worker(new URL('./heartbeat-thread.js', import.meta.url), { workerData: data });
    this.#thread.on('error', (error) => {
      throw error;
    });
  }

  /** Why the work has to stop; empty while it may continue. */
  get stopReason(): (typeof stopReasons)[number] {
    return stopReasons[Atomics.load(this.#cells, slots.stop)]!;
  }

  /** A display of the progress of training, the first that it is given, which beats tell. */
  get progress(): Progress {
    let isTraining = true;
    const store = (slot: number, value: number) => {
      if (isTraining) Atomics.store(this.#cells, slot, value);
    };
    return {
      start: (total) => store(slots.total, total),
      update: (completed) => store(slots.completed, completed),
      stop: () => void (isTraining = false),
    };
  }

  /** Ends the beats, and says how the attempt ended, unless the item has changed hands. */
  async end(state: EndState, message = ''): Promise<void> {
    await this.#thread.terminate();
    const { attempts, number, record } = this.#options;
    attempts.update(number, {
      ...record,
      state,
      message,
      seconds: (Date.now() - this.#startedMs) / 1000,
      completed: Atomics.load(this.#cells, slots.completed),
      total: Atomics.load(this.#cells, slots.total),
    });
  }
}
