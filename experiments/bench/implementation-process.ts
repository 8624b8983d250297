import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Kernel } from '../../src/models/burst/population.ts';
import type { Workload } from './workloads.ts';

const kernelScript = fileURLToPath(new URL('kernel-process.js', import.meta.url));
const pythonScript = (name: string) =>
  fileURLToPath(new URL(`../../../experiments/bench/${name}`, import.meta.url));

/** What has to be known of an implementation to measure it. */
export interface Pace {
  /** Whether all steps cost the same, so that the first ones of an episode stand for all. */
  readonly dense: boolean;
  /** Measurements, at most, before the first one that counts: until the code is compiled and the network has learned something. */
  readonly warmUps: number;
}

/** A program in Python that answers the requests of `workloads.py`. */
export interface PythonProgram {
  /** File beside this one, and arguments. */
  readonly command: readonly [string, ...string[]];
  /** How it is measured. */
  readonly pace: Pace;
}

/** A program in Python that runs, with the versions of Python and of what it uses, or the reason why it does not. */
export type Started =
  | { readonly implementation: ImplementationProcess; readonly versions: Readonly<Record<string, string>> }
  | { readonly missing: string };

/** One implementation in a process of its own, which idles between requests. */
export class ImplementationProcess {
  /** How it is measured. */
  readonly pace: Pace;
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #answers: AsyncIterator<string>;
  /** How the process ended. */
  readonly #end: Promise<string>;
  /** The end of its standard error. */
  #complaint = '';

  /** A process that computes with one of our kernels. */
  static kernel(kernel: Kernel): ImplementationProcess {
    const dense = kernel === 'dense64';
    return new ImplementationProcess(process.execPath, [kernelScript, kernel], {
      dense,
      warmUps: dense ? 5 : 20,
    });
  }

  /** Dense NumPy; missing where this interpreter cannot be started or has no NumPy. */
  static numpy(interpreter: string): Promise<Started> {
    const pace = { dense: true, warmUps: 5 };
    return ImplementationProcess.python(interpreter, { command: ['dense_numpy.py'], pace });
  }

  /** A program in Python; missing where it ends before it has answered. */
  static async python(interpreter: string, { command, pace }: PythonProgram): Promise<Started> {
    const [script, ...options] = command;
    const implementation = new ImplementationProcess(interpreter, [pythonScript(script), ...options], pace);
    const versions = await implementation.#ask<Record<string, string>>({ versions: true });
    if (versions) return { implementation, versions };
    const end = await implementation.#end;
    return { missing: implementation.#complaint.trim().split('\n').at(-1) || end };
  }

  private constructor(program: string, options: readonly string[], pace: Pace) {
    this.pace = pace;
    const child = spawn(program, options, { stdio: ['pipe', 'pipe', 'pipe'] });
    child.on('error', ({ message }) => {
      this.#complaint = message;
    });
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

  /** Spikes of soma, distal and proximal compartments in one episode from the weights that the workload begins with. */
  async spikes(workload: Workload, training: boolean): Promise<readonly number[]> {
    const request = { workload, training, steps: workload.steps, episodes: 1, record: true };
    const { networks } = await this.#expect<{ networks: [{ spikes: number[] }] }>(request);
    return networks[0].spikes;
  }

  /** Trains for a number of episodes, as kernels do, and writes what was learned to a file: `learned` of a workload. */
  async learn(workload: Workload, episodes: number, learned: string): Promise<void> {
    await this.#expect({ workload, training: true, steps: workload.steps, episodes, save: learned });
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
