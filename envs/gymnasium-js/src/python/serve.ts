import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Env } from '../env.ts';
import { InvalidArgument } from '../errors.ts';
import { make } from '../registration/make.ts';
import type { Kwargs } from '../registration/spec.ts';
import { BrokenPipe, Channel } from './channel.ts';
import { pack, unpack } from './wire.ts';

// Serves one environment to the Python process that started this one: `python/gymnasium_js/environment.py` is the other
// half.
//
//     node serve.js REQUESTS RESPONSES [FOLDER]
//
// names the file descriptors of the pipes, and a folder where packages are looked up, too. Every request `[operation, ...arguments]` is answered by `[true, value]`
// or `[false, stack]`. Standard input carries nothing: its end means that Python is gone.

/** Each takes what Python sends for it; no argument is known to fit all. */
type Operation = (...args: never[]) => unknown;

/** @param maxEpisodeSteps as Python's `make` takes it: null for the registered number, −1 for no limit */
async function makeEnv(
  module: string,
  id: string,
  renderMode: string | null,
  maxEpisodeSteps: number | null,
  kwargs: Kwargs,
): Promise<Env> {
  await import(locate(module));
  return make(id, kwargs, {
    renderMode: renderMode ?? undefined,
    maxEpisodeSteps: maxEpisodeSteps === -1 ? null : (maxEpisodeSteps ?? undefined),
  });
}

/** The URL of a path, seen from the working directory, or of a package, seen from there or else from the folder. */
function locate(module: string): string {
  if (/^\.{0,2}\//.test(module)) return pathToFileURL(resolve(module)).href;
  const folders = [process.cwd(), ...furtherFolders];
  for (const folder of folders) {
    try {
      return pathToFileURL(createRequire(join(folder, 'index.js')).resolve(module)).href;
    } catch {}
  }
  throw new InvalidArgument(
    `module: expected a package that Node finds from ${folders.join(' or ')}, or a path that begins with . or /, received '${module}'. Install it there, or pass cwd.`,
  );
}

function operationsOf(env: Env): Record<string, Operation> {
  return {
    reset: (seed: number | bigint | null, options: Record<string, unknown> | null) =>
      env.reset({ seed, options }),
    step: (action: unknown) => env.step(action),
    render: () => env.render(),
  };
}

function describeEnv(env: Env): unknown {
  const { observationSpace, actionSpace, metadata, renderMode } = env;
  return {
    observationSpace: observationSpace.toJSON(),
    actionSpace: actionSpace.toJSON(),
    metadata,
    renderMode,
  };
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? String(error)) : String(error);
}

const [requests, responses, ...furtherFolders] = process.argv.slice(2);
const channel = new Channel(Number(requests), Number(responses));

function receive<Arguments extends unknown[]>(): [operation: string, ...args: Arguments] {
  return unpack(channel.receive()) as [string, ...Arguments];
}

function answer(succeeded: boolean, value: unknown): void {
  // What Python cannot hold, in an info for instance, it sees as text.
  channel.send(pack([succeeded, value], (_, foreign) => String(foreign)));
}

async function serve(): Promise<void> {
  const [, ...args] = receive<Parameters<typeof makeEnv>>();
  let env: Env;
  try {
    env = await makeEnv(...args);
  } catch (error) {
    answer(false, stackOf(error));
    return;
  }
  answer(true, describeEnv(env));
  const operations = operationsOf(env);
  try {
    for (;;) {
      const [operation, ...operands] = receive<never[]>();
      try {
        answer(true, operations[operation]!(...operands));
      } catch (error) {
        if (error instanceof BrokenPipe) throw error;
        answer(false, stackOf(error));
      }
    }
  } finally {
    env.close();
  }
}

new Worker(new URL('./lifeline.js', import.meta.url)).unref();
try {
  await serve();
} catch (error) {
  if (!(error instanceof BrokenPipe)) throw error;
}
process.exit();
