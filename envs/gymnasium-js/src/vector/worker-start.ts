import type { MessagePort } from 'node:worker_threads';
import type { AutoresetMode } from './autoreset-mode.ts';
import type { EnvSource } from './protocol.ts';

/** What a worker receives when it starts. */
export interface WorkerStart {
  readonly port: MessagePort;
  /** See `Signal`. */
  readonly signal: SharedArrayBuffer;
  readonly index: number;
  readonly source: EnvSource;
  readonly autoresetMode: AutoresetMode;
}
