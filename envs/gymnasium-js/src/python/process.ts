import { closeSync } from 'node:fs';
import { BrokenPipe, Channel } from './channel.ts';
import { PythonCrashed, PythonNotFound, PythonTimeout } from './errors.ts';
import { openPipes } from './pipes.ts';
import { supervise } from './supervision.ts';
import { CALL, type Outcome, type Started, TIME_LIMIT } from './supervisor-messages.ts';
import type { Frame } from './wire.ts';

export interface PythonProcessOptions {
  readonly python: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly inherit: boolean;
}

/** Milliseconds that Python has to close its environments and end. */
const closingTime = 5000;
/** Milliseconds for a process whose pipe has broken to be seen to end. */
const dyingTime = 1000;

let processCount = 0;

/**
 * A Python process that answers one request at a time, with this thread waiting. Two pipes carry the frames; a
 * supervisor thread does what cannot be done while waiting.
 */
export class PythonProcess {
  readonly #id = ++processCount;
  readonly #python: string;
  readonly #state = new Int32Array(new SharedArrayBuffer(8));
  readonly #descriptors: readonly number[];
  readonly #channel: Channel;
  #calls = 0;
  #failure: PythonCrashed | undefined;
  #ended = false;

  /** @throws PythonNotFound when the interpreter cannot be started */
  constructor({ python, args, env, cwd, inherit }: PythonProcessOptions) {
    this.#python = python;
    const [requests, responses] = openPipes();
    this.#descriptors = [responses.readEnd, requests.writeEnd];
    this.#channel = new Channel(responses.readEnd, requests.writeEnd);
    const { error } = supervise({
      kind: 'start',
      id: this.#id,
      command: python,
      args,
      env,
      cwd,
      requests: requests.readEnd,
      responses: responses.writeEnd,
      state: this.#state,
      inherit,
    }) as Started;
    closeSync(requests.readEnd);
    closeSync(responses.writeEnd);
    if (error === null) return;
    this.#descriptors.forEach(closeSync);
    throw new PythonNotFound(
      `python: expected an interpreter that starts in ${cwd}, received '${python}' (${error}). Install Python 3.10 or newer and pass options.python, set BURSTWISE_PYTHON, or make a virtual environment with setupPython.`,
    );
  }

  /** Why the process is gone, if it ended by itself. */
  get failure(): PythonCrashed | undefined {
    return this.#failure;
  }

  /**
   * Sends a request and waits for the response, whose body is valid until the next request.
   * @param timeout seconds after which the process is ended
   * @throws PythonCrashed when the process ends instead; PythonTimeout when it had to be ended
   */
  request(frame: Frame, timeout: number): Frame {
    Atomics.store(this.#state, TIME_LIMIT, timeLimit(timeout));
    Atomics.store(this.#state, CALL, (this.#calls = (this.#calls % 0x7fff_ffff) + 1));
    try {
      this.#channel.send(frame);
      return this.#channel.receive();
    } catch (error) {
      if (!(error instanceof BrokenPipe)) throw error;
      throw (this.#failure = this.#explain(timeout));
    } finally {
      Atomics.store(this.#state, CALL, 0);
    }
  }

  /** Ends the process and waits until it has ended. */
  close(): void {
    if (!this.#ended) this.#end(closingTime);
  }

  #explain(timeout: number): PythonCrashed {
    const { exitCode, signal, timedOut, output } = this.#end(dyingTime);
    const printed = output === '' ? ' It printed nothing.' : ` The last it printed:\n${output}`;
    if (timedOut) {
      const message = `${this.#python}: expected an answer within ${timeout} s, received none; the process was ended. Look at where it was, or raise options.timeout.${printed}`;
      return new PythonTimeout(message, exitCode, signal, output);
    }
    const how = signal === null ? `exit code ${exitCode}` : `signal ${signal}`;
    const message = `${this.#python}: expected an answer, received the end of the process with ${how}. Its environments are lost; make them again.${printed}`;
    return new PythonCrashed(message, exitCode, signal, output);
  }

  #end(grace: number): Outcome {
    this.#ended = true;
    this.#descriptors.forEach(closeSync);
    return supervise({ kind: 'end', id: this.#id, grace }) as Outcome;
  }
}

/** Milliseconds that fit an int32; 0 for no limit. */
function timeLimit(seconds: number): number {
  return seconds === Number.POSITIVE_INFINITY ? 0 : Math.min(Math.ceil(seconds * 1000), 0x7fff_ffff);
}
