import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * A Python interpreter that can import gymnasium, or null: `BURSTWISE_PYTHON`, else the repository's `.venv`. Tests
 * that compare with Python skip themselves without one.
 */
export const python = findPython();

function findPython(): string | null {
  const local = fileURLToPath(new URL('../../../.venv/bin/python', import.meta.url));
  const candidates = [process.env['BURSTWISE_PYTHON'], existsSync(local) ? local : undefined];
  const works = (path: string) => spawnSync(path, ['-c', 'import gymnasium, numpy']).status === 0;
  return candidates.find((path) => path !== undefined && works(path)) ?? null;
}

/**
 * Runs a program that reads JSON from standard input into `cases` and prints JSON.
 * @throws Error with the traceback when it fails
 */
export function runPython<T>(program: string, cases: unknown): T {
  if (python === null) throw new Error('no Python interpreter: guard the test with describe.skipIf');
  const source = `import json, sys\ncases = json.load(sys.stdin)\n${program}`;
  const { status, stdout, stderr, error } = spawnSync(python, ['-W', 'ignore', '-c', source], {
    input: JSON.stringify(cases),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`Python failed:\n${stderr}`);
  return JSON.parse(stdout) as T;
}
