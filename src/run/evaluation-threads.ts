import { encodeConfig } from '../config/config.ts';
import type { Checkpoint } from '../files/checkpoint.ts';
import type { ThreadPool } from '../process/threads.ts';
import type { Helpers } from './examination.ts';
import { poolWithCatalogues } from './thread-data.ts';
import type { CommonConfig, Session, Trainable } from './trainable.ts';

/** A session in a form that can be sent to a thread. */
export interface SentSession {
  readonly task: string;
  /** As a file would give it. */
  readonly config: unknown;
  readonly checkpoint: Checkpoint;
}

/** Threads that examine the same session as the main one. */
export class EvaluationThreads {
  readonly #threads: number;
  readonly #pool: ThreadPool | undefined;

  /**
   * @param send gives the session as it is now; called where a thread needs it
   * @param jobs threads in all, the one that calls included: a single one has no help
   */
  constructor(send: () => SentSession, jobs: number) {
    this.#threads = jobs - 1;
    if (this.#threads === 0) return;
    const module = new URL('./evaluation-thread.js', import.meta.url);
    this.#pool = poolWithCatalogues(module, this.#threads, send(), 2);
  }

  /** The threads that help to examine the session; undefined where there are none. */
  helpers(): Helpers | undefined {
    const pool = this.#pool;
    if (pool === undefined) return undefined;
    return {
      places: 2 * this.#threads,
      begin: () => pool.run('begin', undefined),
      examine: (part) => pool.run('examine', part),
    };
  }

  async close(): Promise<void> {
    await this.#pool?.close();
  }
}

export function sendSession<Config extends CommonConfig>(
  task: Trainable<Config>,
  config: Config,
  session: Session,
): SentSession {
  return { task: task.name, config: encodeConfig(task.schema, config), checkpoint: session.checkpoint() };
}
