import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { workerData } from 'node:worker_threads';
import {
  CALL,
  type EndMessage,
  type Outcome,
  type Started,
  type StartMessage,
  type SupervisorData,
  type SupervisorMessage,
  TIME_LIMIT,
} from './supervisor-messages.ts';

// A thread that looks after the Python processes of another thread. That thread blocks while Python computes, so it
// can neither notice that a call takes too long, nor collect what Python prints, nor reap it when it ends.

const outputKept = 16_384;
const checkInterval = 100;
/** Time for Python to print where it is, before it is killed. */
const tracebackTime = 300;
/** Time for the pipes of an ended process to run dry; a grandchild may hold them open. */
const drainTime = 300;

const { port, answers } = workerData as SupervisorData;
const processes = new Map<number, Supervised>();

class Supervised {
  readonly ended: Promise<void>;
  readonly #child: ChildProcess;
  readonly #message: StartMessage;
  #output = '';
  #timedOut = false;
  #call = 0;
  #since = 0;

  constructor(message: StartMessage, child: ChildProcess) {
    this.#message = message;
    this.#child = child;
    for (const stream of this.#streams()) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.#output = (this.#output + text).slice(-outputKept);
      });
    }
    this.ended = new Promise((resolve) => {
      child.once('close', resolve);
      child.once('exit', () => {
        this.kill();
        setTimeout(resolve, drainTime);
      });
    });
  }

  /** Kills the process, and those it started that have not left its group. */
  kill(): void {
    try {
      process.kill(-this.#child.pid!, 'SIGKILL');
    } catch {
      // Nothing is left of the group.
    }
  }

  /** Ends the process when the call under way has taken too long. */
  checkTime(now: number): void {
    const call = Atomics.load(this.#message.state, CALL);
    if (call !== this.#call) {
      this.#call = call;
      this.#since = now;
      return;
    }
    const limit = Atomics.load(this.#message.state, TIME_LIMIT);
    if (call === 0 || limit === 0 || this.#timedOut || now - this.#since < limit) return;
    this.#timedOut = true;
    // Python answers by writing its traceback to standard error.
    this.#child.kill('SIGUSR1');
    setTimeout(() => {
      if (this.#child.exitCode === null && this.#child.signalCode === null) this.kill();
    }, tracebackTime);
  }

  /** What the process prints, unless it is passed on. */
  #streams(): Readable[] {
    return [this.#child.stdout, this.#child.stderr].filter((stream) => stream !== null);
  }

  outcome(): Outcome {
    for (const stream of this.#streams()) stream.destroy();
    const { exitCode, signalCode } = this.#child;
    return { exitCode, signal: signalCode, timedOut: this.#timedOut, output: this.#output.trim() };
  }
}

function answer(message: Started | Outcome): void {
  port.postMessage(message);
  Atomics.add(answers, 0, 1);
  Atomics.notify(answers, 0);
}

function start(message: StartMessage): void {
  let child: ChildProcess;
  try {
    child = spawnPython(message);
  } catch (error) {
    answer({ error: (error as Error).message });
    return;
  }
  let running = false;
  child.on('error', (error) => {
    if (!running) answer({ error: error.message });
  });
  child.once('spawn', () => {
    running = true;
    processes.set(message.id, new Supervised(message, child));
    clock.refresh();
    answer({ error: null });
  });
}

function spawnPython({ command, args, env, cwd, requests, responses, inherit }: StartMessage): ChildProcess {
  const output = inherit ? 'inherit' : 'pipe';
  // The last pipe carries nothing: it ends when this process does, and Python with it.
  const stdio = ['ignore' as const, output, output, requests, responses, 'pipe' as const] as const;
  return spawn(command, args, { stdio: [...stdio], env, cwd, detached: true });
}

async function end({ id, grace }: EndMessage): Promise<void> {
  const supervised = processes.get(id)!;
  const killer = setTimeout(() => supervised.kill(), grace);
  await supervised.ended;
  clearTimeout(killer);
  processes.delete(id);
  answer(supervised.outcome());
}

const clock = setTimeout(() => {
  const now = performance.now();
  for (const supervised of processes.values()) supervised.checkTime(now);
  if (processes.size > 0) clock.refresh();
}, checkInterval);

port.on('message', (message: SupervisorMessage) => {
  if (message.kind === 'start') start(message);
  else void end(message);
});
