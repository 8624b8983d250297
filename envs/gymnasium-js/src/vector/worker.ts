/** The body of a worker thread: it makes one environment, and serves requests for it. */
import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { workerData } from 'node:worker_threads';
import { Env } from '../env.ts';
import { InvalidArgument, InvalidEnv } from '../errors.ts';
import { make } from '../registration/make.ts';
import type { EnvDescription, EnvSource, PortableError, Request } from './protocol.ts';
import { Signal } from './signal.ts';
import { SubEnv } from './sub-env.ts';
import type { WorkerStart } from './worker-start.ts';

const { port, signal: buffer, index, source, autoresetMode } = workerData as WorkerStart;
const signal = new Signal(buffer);
process.on('exit', () => signal.end(index));

async function makeEnv(from: EnvSource): Promise<Env> {
  const url = isAbsolute(from.module) ? pathToFileURL(from.module).href : from.module;
  const exports: Record<string, unknown> = await import(url);
  if ('id' in from) return make(from.id, from.kwargs, from.options);
  const create = exports[from.export];
  if (typeof create !== 'function') {
    throw new InvalidArgument(
      `source.export: expected a function that ${from.module} exports, received '${from.export}'. It exports: ${Object.keys(exports).join(', ')}.`,
    );
  }
  const env: unknown = await create(from.kwargs ?? {});
  if (env instanceof Env) return env;
  throw new InvalidEnv(
    `source.export: expected '${from.export}' to return an instance of Env, received something else. Extend the Env that this copy of gymnasium-js exports.`,
  );
}

function describeEnv(env: Env): EnvDescription {
  return {
    observationSpace: env.observationSpace.toJSON(),
    actionSpace: env.actionSpace.toJSON(),
    metadata: env.metadata,
    renderMode: env.renderMode,
  };
}

function handle(sub: SubEnv, request: Request): unknown {
  switch (request.type) {
    case 'reset':
      return sub.reset(request.resetOptions);
    case 'step':
      return sub.step(request.action);
    case 'call':
      return sub.call(request.name, request.args);
    case 'set':
      return sub.env.setWrapperAttr(request.name, request.value);
    case 'close':
      return sub.env.close();
  }
}

function portable(error: unknown): PortableError {
  if (error instanceof Error) return { name: error.name, message: error.message, stack: error.stack };
  return { name: 'Error', message: String(error), stack: undefined };
}

/** Sends the value, or the error that making or sending it threw. */
async function answer(produce: () => unknown): Promise<void> {
  try {
    port.postMessage({ ok: true, value: await produce() });
  } catch (error) {
    port.postMessage({ ok: false, error: portable(error) });
  }
  signal.raise();
}

let sub: SubEnv | undefined;
await answer(async () => {
  const env = await makeEnv(source);
  sub = new SubEnv(env, autoresetMode);
  return describeEnv(env);
});
port.on('message', async (request: Request) => {
  await answer(() => sub && handle(sub, request));
  if (request.type === 'close') port.close();
});
