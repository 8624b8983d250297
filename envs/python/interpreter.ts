import { PythonEnv, type PythonKwargs, PythonServer } from 'gymnasium-js/python';
import { inWords } from './errors.ts';

/** The Python of this thread: environments of the same thread take turns in it, and it ends with the thread. */
let server: PythonServer | undefined;

/** This thread's Python, which starts when it is first needed, and again after a crash. */
function interpreter(): PythonServer {
  if (server === undefined || server.closed) server = new PythonServer();
  return server;
}

/**
 * Makes an environment in this thread's Python.
 *
 * @param id of Python's registry; `module:Id-v0` imports the module first
 * @throws UsageError when there is no Python, no such environment, or it refuses its arguments
 */
export function openPython(id: string, kwargs: PythonKwargs): PythonEnv {
  return inWords(
    `python:${id}`,
    () => new PythonEnv(id, kwargs, { server: interpreter() }),
    () => interpreter().call('ids') as string[],
  );
}
