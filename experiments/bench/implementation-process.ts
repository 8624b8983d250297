import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Kernel } from '../../src/models/burst/population.ts';
import type { Workload } from './workloads.ts';

const kernelScript = fileURLToPath(new URL('kernel-process.js', import.meta.url));
const numpyScript = fileURLToPath(new URL('../../../experiments/bench/dense_numpy.py', import.meta.url));

/** Versions of the Python side. */
export interface NumpyVersions {
  /** Version of Python. */
  readonly python: string;
  /** Version of NumPy. */
  readonly numpy: string;
}

/** One implementation in a process of its own, which idles between requests. */
export class ImplementationProcess {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #answers: AsyncIterator<string>;
  /** How the process ended. */
  readonly #end: Promise<string>;
  /** The end of its standard error. */
  #complaint = '';

  /** A process that computes with one of our kernels. */
  static kernel(kernel: Kernel): ImplementationProcess {
    return new ImplementationProcess(process.execPath, [kernelScript, kernel]);
  }

  /** Dense NumPy; null where this interpreter cannot be started or has no NumPy. */
  static async numpy(
    interpreter: string,
  ): Promise<{ implementation: ImplementationProcess; versions: NumpyVersions } | null> {
    const implementation = new ImplementationProcess(interpreter, [numpyScript]);
    const versions = await implementation.#ask<NumpyVersions>({ versions: true });
    return versions && { implementation, versions };
  }

  private constructor(program: string, options: readonly string[]) {
    const child = spawn(program, options, { stdio: ['pipe', 'pipe', 'pipe'] });
    child.on('error', () => {});
    child.stdin.on('error', () => {});
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#complaint = (this.#complaint + text).slice(-2000);
    });
    this.#end = new Promise((settle) => {
      child.on('close', (code, signal) => settle(signal ?? `exit code ${code}`));
    });
    this.#process = child;
    this.#answers = createInterface(child.stdout)[Symbol.asyncIterator]();
  }

  /** Seconds of processor time for a number of episodes, or for the first steps of each. */
  async time(workload: Workload, training: boolean, steps: number, episodes: number): Promise<number> {
    return (await this.#expect<{ seconds: number }>({ workload, training, steps, episodes })).seconds;
  }

  /** Largest memory so far, MiB. */
  async memory(): Promise<number> {
    return (await this.#expect<{ mebibytes: number }>({ memory: true })).mebibytes;
  }

  async #expect<Answer>(request: object): Promise<Answer> {
    const answer = await this.#ask<Answer>(request);
    if (answer !== null) return answer;
    const { spawnargs } = this.#process;
    const end = await this.#end;
    throw new Error(`${spawnargs.join(' ')}: ended before it had answered, with ${end}\n${this.#complaint}`);
  }

  async #ask<Answer>(request: object): Promise<Answer | null> {
    this.#process.stdin.write(`${JSON.stringify(request)}\n`);
    const { value, done } = await this.#answers.next();
    return done ? null : (JSON.parse(value) as Answer);
  }

  /** Ends the process. */
  stop(): void {
    this.#process.stdin.end();
  }
}
