import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { PythonBridgeError } from './errors.ts';
import type { Outcome, Started, SupervisorData, SupervisorMessage } from './supervisor-messages.ts';

/** Threads run the compiled build, also when this module itself runs from its TypeScript source. */
const supervisorUrl = new URL(
  import.meta.url.endsWith('.ts') ? '../../dist/python/supervisor.js' : './supervisor.js',
  import.meta.url,
);

/** Milliseconds beyond any time the supervisor takes for an answer. */
const patience = 30_000;

interface Supervisor {
  readonly port: MessagePort;
  readonly answers: Int32Array<SharedArrayBuffer>;
}

let supervisor: Supervisor | undefined;

/** Asks this thread's supervisor, and waits for the answer. */
export function supervise(message: SupervisorMessage): Started | Outcome {
  supervisor ??= startSupervisor();
  const { port, answers } = supervisor;
  const before = Atomics.load(answers, 0);
  port.postMessage(message);
  if (Atomics.wait(answers, 0, before, patience) === 'timed-out') {
    throw new PythonBridgeError(
      `supervisor: expected an answer to '${message.kind}' within ${patience / 1000} s, received none. Was its thread ended?`,
    );
  }
  return receiveMessageOnPort(port)!.message;
}

/** The thread ends with this one, and does not keep the program running. */
function startSupervisor(): Supervisor {
  if (!existsSync(supervisorUrl)) {
    throw new PythonBridgeError(
      `supervisor: expected the compiled ${fileURLToPath(supervisorUrl)}, received no such file. Build gymnasium-js first.`,
    );
  }
  const { port1, port2 } = new MessageChannel();
  const answers = new Int32Array(new SharedArrayBuffer(4));
  const workerData: SupervisorData = { port: port2, answers };
  // The pipes belong to this thread, although the supervisor hands them to the processes. Flags of the program, such
  // as --input-type, are not the supervisor's.
  const options = { workerData, transferList: [port2], trackUnmanagedFds: false, execArgv: [] };
  new Worker(supervisorUrl, options).unref();
  return { port: port1, answers };
}
