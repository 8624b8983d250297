/// <reference lib="esnext.disposable" preserve="true" />
import { fileURLToPath } from 'node:url';
import { ClosedEnvironment, InvalidArgument } from '../errors.ts';
import { logger } from '../logger.ts';
import type { Made } from './attributes.ts';
import { PythonException, PythonPackageMissing } from './errors.ts';
import { findPython } from './interpreter.ts';
import { PythonProcess } from './process.ts';
import { pack, unpack } from './wire.ts';

export interface PythonOptions {
  /** The interpreter. Default: `BURSTWISE_PYTHON`, then `.venv/bin/python` in `cwd`, then `python3`. */
  readonly python?: string | undefined;
  /**
   * Seconds a call may take before the interpreter is ended; Infinity for no limit. Default 60. It is looked at
   * every tenth of a second.
   */
  readonly timeout?: number | undefined;
  /** Where Python runs, and looks up modules first. Default: the working directory. */
  readonly cwd?: string | undefined;
  /** Environment variables beside those of this process. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** Whether Python prints where this process does; otherwise the last of it is kept for errors. Default false. */
  readonly inherit?: boolean | undefined;
}

export interface PythonVersions {
  readonly python: string;
  readonly numpy: string;
  readonly gymnasium: string;
}

interface PythonFailure {
  readonly type: string;
  readonly message: string;
  readonly traceback: string;
  readonly missing: boolean;
}

type Answer = readonly ['value', unknown, string[]] | readonly ['error', PythonFailure, string[]];

const defaultTimeout = 60;
/** Seconds to start Python in, however short the calls are to be: the first import of Gymnasium can take long. */
const startingTime = 60;
const program = fileURLToPath(new URL('../../python/gymnasium_js_bridge.py', import.meta.url));

/**
 * A Python interpreter in which any number of environments live. It starts in about half a second, an environment in
 * it in a millisecond; but its environments take turns, and when it crashes all of them are lost.
 */
export class PythonServer {
  readonly python: string;
  readonly versions: PythonVersions;
  readonly #process: PythonProcess;
  readonly #timeout: number;
  readonly #closeWithLast: boolean;
  readonly #environments = new Set<number>();
  #lastHandle = 0;
  #closed = false;

  /**
   * Starts the interpreter.
   * @param closeWithLast whether to end the interpreter when the last of its environments is closed
   * @throws PythonNotFound when it does not start; PythonPackageMissing when it lacks NumPy or Gymnasium
   */
  constructor(options: PythonOptions = {}, { closeWithLast = false }: { closeWithLast?: boolean } = {}) {
    this.#timeout = checkTimeout(options.timeout ?? defaultTimeout);
    this.#closeWithLast = closeWithLast;
    this.python = findPython(options.python, options.cwd);
    this.#process = new PythonProcess({
      python: this.python,
      args: ['-u', program],
      env: { ...process.env, ...options.env },
      cwd: options.cwd ?? process.cwd(),
      inherit: options.inherit ?? false,
    });
    try {
      this.versions = this.#request('hello', [], Math.max(startingTime, this.#timeout)) as PythonVersions;
      checkVersions(this.python, this.versions);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** Whether the interpreter has ended. */
  get closed(): boolean {
    return this.#closed || this.#process.failure !== undefined;
  }

  /**
   * Carries out one operation of `python/gymnasium_js_bridge.py`.
   * @throws PythonException when Python raises; PythonCrashed or PythonTimeout when the interpreter ends
   */
  call(operation: string, ...args: readonly unknown[]): unknown {
    return this.#request(operation, args, this.#timeout);
  }

  #request(operation: string, args: readonly unknown[], timeout: number): unknown {
    if (this.#process.failure !== undefined) throw this.#process.failure;
    if (this.#closed) {
      throw new ClosedEnvironment(
        `${operation}: expected an open PythonServer, received a closed one. Make a new one.`,
      );
    }
    const request = pack([operation, ...args]);
    const [kind, value, warned] = unpack(this.#process.request(request, timeout)) as Answer;
    for (const warning of warned) logger.warn(warning);
    if (kind === 'error') throw this.#exception(operation, value);
    return value;
  }

  /**
   * Makes an environment by an operation that takes its new handle before the other arguments.
   * @param read what becomes of the answer; the environment is closed if it throws
   */
  open<T>(
    operation: string,
    args: readonly unknown[],
    read: (made: Made) => T,
  ): { readonly handle: number; readonly attributes: T } {
    const handle = ++this.#lastHandle;
    this.#environments.add(handle);
    try {
      return { handle, attributes: read(this.call(operation, handle, ...args) as Made) };
    } catch (error) {
      this.release(handle);
      throw error;
    }
  }

  /** Closes one of its environments. Has no effect a second time, or after a crash. */
  release(handle: number): void {
    if (!this.#environments.delete(handle) || this.#closed) return;
    try {
      if (this.#process.failure === undefined) this.call('close', handle);
    } finally {
      if (this.#closeWithLast && this.#environments.size === 0) this.close();
    }
  }

  /** Closes its environments, and ends the interpreter. A second call has no effect. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#process.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #exception(operation: string, { type, message, traceback, missing }: PythonFailure): Error {
    if (missing) {
      return new PythonPackageMissing(
        `${this.python}: expected the packages that ${operation} needs, received ${type}: ${message}. Install them: ${this.python} -m pip install numpy gymnasium, or by setupPython({ packages }).\n${traceback}`,
      );
    }
    return new PythonException(
      `${operation}: Python raised ${type}: ${message}\n${traceback}`,
      type,
      traceback,
    );
  }
}

function checkTimeout(timeout: number): number {
  if (timeout > 0) return timeout;
  throw new InvalidArgument(
    `options.timeout: expected a positive number of seconds, received ${timeout}. Pass Infinity for no limit.`,
  );
}

function checkVersions(python: string, { gymnasium }: PythonVersions): void {
  const [major, minor] = gymnasium.split('.').map(Number) as [number, number];
  if (major > 1 || (major === 1 && minor >= 1)) return;
  throw new PythonPackageMissing(
    `${python}: expected Gymnasium 1.1 or newer, received ${gymnasium}. Install it: ${python} -m pip install --upgrade gymnasium.`,
  );
}
