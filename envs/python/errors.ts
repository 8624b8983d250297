import {
  PythonBridgeError,
  PythonException,
  PythonNotFound,
  PythonPackageMissing,
} from 'gymnasium-js/python';
import { closest } from '../../src/config/suggest.ts';
import { BurstwiseError, UsageError } from '../../src/errors.ts';

/** What Gymnasium raises for an id that it does not know. */
const unknownId =
  /^gymnasium\.error\.(NameNotFound|NamespaceNotFound|VersionNotFound|DeprecatedEnv|UnregisteredEnv|Error)$/;

/**
 * Does something in Python; what Python raises becomes an error that names the place and the remedy.
 *
 * @param what names it in errors: the name of an environment, or an expert
 * @param ids all ids that Python knows, for the one that was probably meant; absent where the id is known to be right
 * @throws UsageError, BurstwiseError
 */
export function inWords<Result>(what: string, act: () => Result, ids?: () => readonly string[]): Result {
  try {
    return act();
  } catch (error) {
    throw error instanceof PythonBridgeError ? translated(what, error, ids) : error;
  }
}

function translated(what: string, error: PythonBridgeError, ids?: () => readonly string[]): BurstwiseError {
  if (error instanceof PythonNotFound)
    return new UsageError(
      `${what}: expected Python, received no interpreter that starts; run \`burstwise python setup\``,
      { cause: error },
    );
  if (error instanceof PythonPackageMissing) return missingPackage(what, error);
  if (!(error instanceof PythonException))
    return new BurstwiseError(`${what}: ${error.message}`, { cause: error });
  if (ids !== undefined && unknownId.test(error.pythonType)) return unknown(what, error, ids());
  const message = `${whereIn(error.traceback)}${error.pythonType}: ${lastWords(error)}`;
  return new UsageError(`${what}: ${message}`, { cause: error });
}

function missingPackage(what: string, error: PythonPackageMissing): UsageError {
  const [extra] = /gymnasium\[[\w-]+\]/.exec(error.message) ?? [];
  const [, module] = /No module named '(\w+)/.exec(error.message) ?? [];
  const needed = extra ?? (module === 'numpy' || module === 'gymnasium' ? undefined : module);
  const command = `burstwise python setup${needed === undefined ? '' : ` --package '${needed}'`}`;
  const received = needed === undefined ? 'no Gymnasium' : `none of ${needed}`;
  return new UsageError(
    `${what}: expected the Python packages that it needs, received ${received}; run \`${command}\``,
    {
      cause: error,
    },
  );
}

function unknown(what: string, error: PythonException, ids: readonly string[]): UsageError {
  const meant = closest(
    what,
    ids.map((id) => `python:${id}`),
  );
  const suggestion = meant === undefined ? '' : `did you mean ${meant}? `;
  return new UsageError(
    `environment: ${suggestion}expected an id of Python’s Gymnasium registry, received ${what} (${lastWords(error)})`,
    { cause: error },
  );
}

/** The file and line that raised: the innermost that is not Gymnasium's or the bridge's. */
function whereIn(traceback: string): string {
  const places = [...traceback.matchAll(/File "([^"]+)", line (\d+)/g)];
  const own = places.findLast(([, file]) => !/site-packages|gymnasium_js|importlib/.test(file!));
  return own === undefined ? '' : `${own[1]}, line ${own[2]}: `;
}

/** What the exception itself says, on one line. */
function lastWords({ traceback, pythonType, message }: PythonException): string {
  const last = traceback
    .trimEnd()
    .split('\n')
    .findLast((line) => line.startsWith(`${pythonType}: `));
  const text = last?.slice(pythonType.length + 2) ?? message;
  return text.replaceAll(/\s+/g, ' ');
}
