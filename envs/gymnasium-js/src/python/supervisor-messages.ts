/** Asks the supervisor to start a process. */
export interface StartMessage {
  readonly kind: 'start';
  readonly id: number;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** File descriptors the process reads requests from and writes responses to, as its 3 and 4. */
  readonly requests: number;
  readonly responses: number;
  /** The call under way, see `CALL`. */
  readonly state: Int32Array<SharedArrayBuffer>;
  /** Whether the process prints where this one does, and not into `Outcome.output`. */
  readonly inherit: boolean;
}

/** Asks the supervisor to wait until a process has ended, and to kill it after `grace` milliseconds. */
export interface EndMessage {
  readonly kind: 'end';
  readonly id: number;
  readonly grace: number;
}

export type SupervisorMessage = StartMessage | EndMessage;

/** The answer to `start`: what kept the process from starting, or null. */
export interface Started {
  readonly error: string | null;
}

/** The answer to `end`. */
export interface Outcome {
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly timedOut: boolean;
  /** The last of what the process printed on standard output and standard error. */
  readonly output: string;
}

/** What the supervisor thread is made with. */
export interface SupervisorData {
  readonly port: import('node:worker_threads').MessagePort;
  /** `[1]`, counts the answers; the other side sleeps on it. */
  readonly answers: Int32Array<SharedArrayBuffer>;
}

/** Elements of `StartMessage.state`: the number of the call under way (0 for none), and its time limit in ms (0: none). */
export const CALL = 0;
export const TIME_LIMIT = 1;
