import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Workload } from './workloads.ts';

const script = fileURLToPath(new URL('../../../experiments/bench/dense_numpy.py', import.meta.url));

export interface NumpyVersions {
  readonly python: string;
  readonly numpy: string;
}

/** The dense NumPy implementation, in a Python process of its own that is idle while it is not asked anything. */
export class NumpyProcess {
  readonly versions: NumpyVersions;
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #answers: AsyncIterator<string>;

  /** @returns null where this interpreter cannot be started or has no NumPy */
  static async start(interpreter: string): Promise<NumpyProcess | null> {
    const process = spawn(interpreter, [script], { stdio: ['pipe', 'pipe', 'pipe'] });
    process.on('error', () => {});
    process.stdin.on('error', () => {});
    process.stderr.resume();
    const answers = createInterface(process.stdout)[Symbol.asyncIterator]();
    process.stdin.write('{"versions": true}\n');
    const { value, done } = await answers.next();
    return done ? null : new NumpyProcess(process, answers, JSON.parse(value) as NumpyVersions);
  }

  private constructor(
    process: ChildProcessWithoutNullStreams,
    answers: AsyncIterator<string>,
    versions: NumpyVersions,
  ) {
    this.#process = process;
    this.#answers = answers;
    this.versions = versions;
  }

  /** Seconds of processor time that it needs for the first steps of an episode. */
  async time(workload: Workload, training: boolean, steps: number): Promise<number> {
    return (await this.#ask<{ seconds: number }>({ workload, training, steps })).seconds;
  }

  /** The most memory that it has had in use, MiB. */
  async memory(): Promise<number> {
    return (await this.#ask<{ mebibytes: number }>({ memory: true })).mebibytes;
  }

  async #ask<Answer>(request: object): Promise<Answer> {
    this.#process.stdin.write(`${JSON.stringify(request)}\n`);
    const { value, done } = await this.#answers.next();
    if (done) throw new Error('dense_numpy.py ended before it had answered');
    return JSON.parse(value) as Answer;
  }

  stop(): void {
    this.#process.stdin.end();
  }
}
