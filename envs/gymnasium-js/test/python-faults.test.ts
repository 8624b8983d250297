import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { ClosedEnvironment, InvalidArgument } from '../src/index.ts';
import {
  findPython,
  type MakePythonOptions,
  makePython,
  PythonCrashed,
  type PythonEnv,
  PythonException,
  PythonNotFound,
  PythonPackageMissing,
  PythonServer,
  PythonTimeout,
} from '../src/python/index.ts';
import { python } from './python.ts';

const directory = fileURLToPath(new URL('./fixtures/python', import.meta.url));
const options = { python: python ?? '', env: { PYTHONPATH: directory } };
const [RAISE, SLEEP, KILL, EXIT] = [1, 3, 4, 5];

const descriptors = () => readdirSync('/proc/self/fd').length;
/** Waits until no more descriptors are open than before: threads that end close their pipes a moment later. */
const closedAgain = (before: number) =>
  vi.waitFor(() => expect(descriptors()).toBe(before), { timeout: 10_000 });
/** Processes that this one started, by any of its threads, and that are still there, zombies included. */
const children = () =>
  readdirSync('/proc/self/task').flatMap((thread) =>
    readFileSync(`/proc/self/task/${thread}/children`, 'utf8').split(' ').filter(Boolean),
  );
const alive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

async function gone(pid: number): Promise<void> {
  for (let i = 0; i < 100 && alive(pid); i++) await sleep(50);
  expect(alive(pid)).toBe(false);
}

function thrown<E extends Error>(action: () => unknown, type: new (...args: never[]) => E): E {
  try {
    action();
  } catch (error) {
    expect(error).toBeInstanceOf(type);
    return error as E;
  }
  throw new Error(`expected a ${type.name}`);
}

// Processes and descriptors are counted in /proc.
describe.skipIf(python === null || process.platform !== 'linux')('faults of the bridge', () => {
  const open: PythonEnv[] = [];
  const faulty = (more: MakePythonOptions = {}, kwargs = {}): PythonEnv => {
    const env = makePython('bridge_envs:test/Faulty-v0', kwargs, { ...options, ...more });
    open.push(env);
    env.reset();
    return env;
  };
  const folder = mkdtempSync(join(tmpdir(), 'python-faults-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  afterEach(() => {
    for (const env of open.splice(0)) env.close();
  });

  it('an environment that raises is told with its traceback, and goes on', () => {
    const env = faulty();
    const error = thrown(() => env.step(RAISE), PythonException);
    expect(error.pythonType).toBe('ValueError');
    expect(error.message).toContain('step: Python raised ValueError: the environment broke');
    expect(error.traceback).toMatch(
      /KeyError: 'inner'[\s\S]*bridge_envs\.py", line \d+, in step[\s\S]*the environment broke$/,
    );
    expect(env.step(0)[1]).toBe(0);
  });

  it('so is one that raises when it is made, and no process stays', async () => {
    const before = descriptors();
    expect(() => makePython('bridge_envs:test/Faulty-v0', { reject: true }, options)).toThrow(
      /make: Python raised ValueError: rejected at construction\nTraceback/,
    );
    expect(() => makePython('CartPol-v1', {}, options)).toThrow(
      /gymnasium\.error\.NameNotFound: .*`CartPole`/,
    );
    await closedAgain(before);
    expect(children()).toEqual([]);
  });

  it('an interpreter that is killed in the middle of a step', () => {
    const env = faulty();
    const error = thrown(() => env.step(KILL), PythonCrashed);
    expect(error).not.toBeInstanceOf(PythonTimeout);
    expect(error).toMatchObject({ signal: 'SIGKILL', exitCode: null, output: 'last words' });
    expect(error.message).toMatch(/received the end of the process with signal SIGKILL.*\nlast words/);
    // It stays so, and closing has nothing left to do.
    expect(thrown(() => env.reset(), PythonCrashed)).toBe(error);
    env.close();
    expect(children()).toEqual([]);
  });

  it('an interpreter that is killed between two steps', async () => {
    const env = faulty();
    const pid = env.callPython('pid') as number;
    process.kill(pid, 'SIGKILL');
    await gone(pid);
    expect(thrown(() => env.step(0), PythonCrashed).signal).toBe('SIGKILL');
  });

  it('an environment that ends the interpreter', () => {
    const error = thrown(() => faulty().step(EXIT), PythonCrashed);
    expect(error).toMatchObject({ signal: null, exitCode: 7 });
  });

  it('an environment that sleeps for ever', () => {
    const env = faulty({ timeout: 1.5 });
    const error = thrown(() => env.step(SLEEP), PythonTimeout);
    expect(error.message).toMatch(/expected an answer within 1\.5 s, received none/);
    expect(error.output).toMatch(/most recent call first[\s\S]*bridge_envs\.py", line \d+ in step/);
    expect(children()).toEqual([]);
    expect(() => env.reset()).toThrow(PythonTimeout);
  });

  it('an interpreter that prints where its parent does', () => {
    const script = `
      import { makePython } from 'gymnasium-js/python';
      const env = makePython('bridge_envs:test/Faulty-v0', {}, { inherit: true, timeout: 1.5 });
      env.reset();
      env.step(6);
      try { env.step(3) } catch (error) { console.log(error.name, error.output.length) }`;
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: directory,
      env: { ...process.env, ...options.env, BURSTWISE_PYTHON: python! },
      encoding: 'utf8',
    });
    expect(stdout).toMatch(/^a{100000}printed to standard output\nPythonTimeout 0\n$/);
    expect(stderr).toMatch(/^printed to standard error\n[\s\S]*in step\n/);
  });

  it('an interpreter that no signal reaches', () => {
    const env = faulty({ timeout: 1.5 });
    process.kill(env.callPython('pid') as number, 'SIGSTOP');
    expect(thrown(() => env.step(0), PythonTimeout).signal).toBe('SIGKILL');
    expect(children()).toEqual([]);
  });

  it('a time limit that is none', () => {
    expect(() => faulty({ timeout: 0 })).toThrow(InvalidArgument);
    expect(faulty({ timeout: Infinity }).step(0)[1]).toBe(0);
  });

  it('a missing interpreter', async () => {
    const before = descriptors();
    expect(() => makePython('CartPole-v1', {}, { python: '/no/such/python' })).toThrow(PythonNotFound);
    expect(() => makePython('CartPole-v1', {}, { python: '/no/such/python' })).toThrow(
      /received '\/no\/such\/python' \(spawn .* ENOENT\)\. Install Python .*BURSTWISE_PYTHON.*setupPython/,
    );
    expect(() => makePython('CartPole-v1', {}, { ...options, cwd: '/no/such/folder' })).toThrow(
      /expected an interpreter that starts in \/no\/such\/folder/,
    );
    expect(() => makePython('CartPole-v1', {}, { python: 'a\0b' })).toThrow(PythonNotFound);
    await closedAgain(before);
  });

  it('a program that is no Python', () => {
    expect(() => makePython('CartPole-v1', {}, { python: 'true' })).toThrow(/true: .*with exit code 0/);
  });

  it('missing packages', () => {
    // Without the site module, Python sees no installed packages.
    const bare = join(folder, 'python');
    writeFileSync(bare, `#!/bin/sh\nexec ${python} -S "$@"\n`, { mode: 0o755 });
    const error = thrown(() => makePython('CartPole-v1', {}, { python: bare }), PythonPackageMissing);
    expect(error.message).toMatch(/ModuleNotFoundError: No module named[\s\S]*pip install numpy gymnasium/);
  });

  it('a Gymnasium that is too old', () => {
    writeFileSync(
      join(folder, 'gymnasium.py'),
      '__version__ = "0.29.1"\nclass Env: pass\nclass spaces: pass\n',
    );
    const old = { python: python!, env: { PYTHONPATH: folder } };
    expect(thrown(() => makePython('CartPole-v1', {}, old), PythonPackageMissing).message).toMatch(
      /expected Gymnasium 1\.1 or newer, received 0\.29\.1/,
    );
    expect(children()).toEqual([]);
  });

  it('a module of the environment that is missing', () => {
    expect(() => makePython('no_such_module:Some-v0', {}, options)).toThrow(
      /needs, received ModuleNotFoundError: .*no_such_module/,
    );
  });

  it('an environment that has been closed', () => {
    const env = faulty();
    env.close();
    env.close();
    expect(() => env.step(0)).toThrow(ClosedEnvironment);
    expect(() => env.server.call('hello')).toThrow(ClosedEnvironment);
  });

  it('200 environments leave no process and no file descriptor', async () => {
    faulty().close();
    const before = descriptors();
    {
      using server = new PythonServer(options);
      const environments = Array.from({ length: 200 }, () => makePython('CartPole-v1', {}, { server }));
      for (const env of environments) env.reset({ seed: 1 });
      for (const env of environments) env.close();
      expect(() => environments[0]!.step(0)).toThrow(ClosedEnvironment);
      expect(server.closed).toBe(false);
    }
    expect(children()).toEqual([]);
    await closedAgain(before);
    const own = Array.from({ length: 4 }, () => makePython('CartPole-v1', {}, options));
    for (const env of own) env.reset({ seed: 1 });
    expect(children()).toHaveLength(4);
    for (const env of own) env.close();
    expect(children()).toEqual([]);
    await closedAgain(before);
  });

  it.each([
    ['waiting', '0', 'SIGKILL'],
    ['hanging', '3', 'SIGKILL'],
    ['waiting', '0', undefined],
  ] as const)('a %s interpreter ends after its parent (action %s, %s)', async (_, action, signal) => {
    const parent = spawn(process.execPath, [join(directory, 'parent.js'), python!, directory, action], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [printed] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(printed.toString());
    expect(alive(pid)).toBe(true);
    if (signal === undefined) process.kill(parent.pid!, 'SIGTERM');
    else process.kill(parent.pid!, signal);
    await once(parent, 'exit');
    await gone(pid);
  });
});

describe('the interpreter', () => {
  it('is the one asked for, that of the environment variable, that of .venv, or python3', () => {
    expect(findPython('/asked/for')).toBe('/asked/for');
    vi.stubEnv('BURSTWISE_PYTHON', '/from/variable');
    expect(findPython()).toBe('/from/variable');
    vi.stubEnv('BURSTWISE_PYTHON', undefined);
    const folder = mkdtempSync(join(tmpdir(), 'interpreter-'));
    expect(findPython(undefined, folder)).toBe('python3');
    mkdirSync(join(folder, '.venv/bin'), { recursive: true });
    writeFileSync(join(folder, '.venv/bin/python'), '');
    expect(findPython(undefined, folder)).toBe(join(folder, '.venv/bin/python'));
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });
});
