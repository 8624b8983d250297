import { isRunning } from '../../files/folder-lock.ts';
import { hostIdentity } from '../../files/process-identity.ts';
import type { Attempt } from './attempts.ts';

/** Tells workers that live from those that died. */
export interface LivenessOptions {
  /** How long a worker on another machine may be silent, in milliseconds. */
  readonly expiresAfter: number;
  /** This machine, for tests. */
  readonly host?: string;
  /** Milliseconds of a clock that never jumps, for tests. */
  readonly now?: () => number;
}

/**
 * Finds out which workers have died. On this machine their processes are looked up. Those on other machines count beats in
 * the files of their attempts: one whose count does not change for some minutes of *our* clock is dead. Clocks of
 * different machines are never compared.
 */
export class Liveness {
  readonly #expiresAfter: number;
  readonly #host: string;
  readonly #now: () => number;
  /** Latest beat of each attempt at a run, and when we first saw it. */
  readonly #seen = new Map<string, { readonly beat: string; readonly since: number }>();

  constructor({ expiresAfter, host = hostIdentity(), now = () => performance.now() }: LivenessOptions) {
    this.#expiresAfter = expiresAfter;
    this.#host = host;
    this.#now = now;
  }

  /** Whether the worker of an attempt under way has died. @param id run that is attempted */
  isDead(id: string, { worker, number, beat: count }: Attempt): boolean {
    if (worker.host === this.#host) return !isRunning(worker.pid, worker.start);
    const beat = `${number}:${count}`;
    const seen = this.#seen.get(id);
    if (seen?.beat !== beat) {
      this.#seen.set(id, { beat, since: this.#now() });
      return false;
    }
    return this.#now() - seen.since > this.#expiresAfter;
  }

  /** Whether it takes a second look to say that the worker lives. */
  isElsewhere({ worker }: Attempt): boolean {
    return worker.host !== this.#host;
  }
}
