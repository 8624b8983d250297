import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { python } from './python.ts';

const fixture = fileURLToPath(new URL('./fixtures/python/environments.js', import.meta.url));
const sidePackage = fileURLToPath(new URL('../python', import.meta.url));
const env = { ...process.env, PYTHONPATH: sidePackage, FIXTURE: fixture };

/**
 * Runs a program with `make` for the fixture's environments; returns what it printed.
 * @param errors what it is to print to standard error
 * @param modules the folder with the Python module
 */
function run(program: string, errors = /^/, modules = sidePackage): string {
  const source = `
import os, numpy as np, gymnasium, gymnasium_js
def make(name, *args, **kwargs): return gymnasium_js.make(f"test/{name}-v0", os.environ["FIXTURE"], *args, **kwargs)
${program}`;
  const { status, stdout, stderr } = spawnSync(python!, ['-c', source], {
    env: { ...env, PYTHONPATH: modules },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  expect(stderr).toMatch(errors);
  return stdout.trim();
}

const alive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe.skipIf(python === null)('environments of this package seen from Python', () => {
  it.each(['Walk', 'Mirror'])('%s passes check_env', (name) => {
    const printed = run(`
import warnings
from gymnasium.utils.env_checker import check_env
warnings.simplefilter("error")
check_env(make("${name}").unwrapped)
print("passed")`);
    expect(printed).toBe('passed');
  });

  it('find this package from where Node runs, if pip has put the module elsewhere', () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'gymnasium-js-'));
    cpSync(join(sidePackage, 'gymnasium_js'), join(elsewhere, 'gymnasium_js'), { recursive: true });
    const printed = run(
      `
assert gymnasium_js.__file__.startswith(os.environ["PYTHONPATH"]), gymnasium_js.__file__
env = make("Walk", cwd=os.path.dirname(os.environ["FIXTURE"])); env.reset(seed=1); env.close()
try: make("Walk", cwd="/")
except FileNotFoundError as error: assert "where Node runs, /, received none" in str(error), error
print("passed")`,
      /^/,
      elsewhere,
    );
    rmSync(elsewhere, { recursive: true });
    expect(printed).toBe('passed');
  });

  it('are shared by threads, whose calls wait for each other', () => {
    const printed = run(`
import threading
env = make("Walk"); env.reset(seed=1)
failed = []
def play():
    try:
        for _ in range(50): assert len(env.step(1)) == 5
    except BaseException as error: failed.append(error)
threads = [threading.Thread(target=play) for _ in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
assert failed == [], failed
env.close()
print("passed")`);
    expect(printed).toBe('passed');
  });

  it('are not copied, pickled or used in another process, and say so without noise', () => {
    const program = `
import copy, multiprocessing, os, pickle
env = make("Walk"); env.reset(seed=1)
for attempt in (copy.copy, copy.deepcopy, pickle.dumps):
    for target in (env, env.unwrapped):
        if target is env and attempt is copy.copy: continue
        try: attempt(target)
        except TypeError as error: assert "make another: gymnasium_js.make" in str(error), error
        else: assert False, attempt
try: gymnasium_js.JsEnv()
except TypeError as error: assert "module" in str(error), error
child = os.fork()
if child == 0:
    try: env.step(0)
    except gymnasium.error.Error as error: os._exit(0 if "in another process" in str(error) else 1)
    os._exit(2)
assert os.waitpid(child, 0)[1] == 0
assert len(env.step(0)) == 5
env.close()
print("passed", flush=True)
import sys; print("quiet" , file=sys.stderr)`;
    expect(run(program, /^quiet\n$/)).toBe('passed');
  });

  it('have the time limit that make is given', () => {
    const printed = run(`
def steps(**kwargs):
    env = make("Walk", stride=0, **kwargs); env.reset(seed=1)
    for count in range(1, 61):
        if env.step(0)[3]: break
    again = gymnasium.make(env.spec); again.reset(seed=1)
    for repeated in range(1, 61):
        if again.step(0)[3]: break
    assert count == repeated
    env.close(); again.close()
    return count
print(steps(), steps(max_episode_steps=3), steps(max_episode_steps=-1))
checked = make("Walk", disable_env_checker=True)
print(type(checked).__name__, checked.unwrapped is checked)`);
    expect(printed).toBe('50 3 60\nOrderEnforcing False');
  });

  it('have spaces, metadata, seeds, options, keyword arguments and pictures', () => {
    const printed = run(`
env = make("Walk", render_mode="rgb_array", stride=0.5)
assert env.observation_space == gymnasium.spaces.Box(-1, 1, (2,), np.float64), env.observation_space
assert env.action_space == gymnasium.spaces.Discrete(3, start=-1), env.action_space
assert env.metadata == {"render_modes": ["rgb_array", "ansi"], "render_fps": 5}, env.metadata
first, info = env.reset(seed=2**80)
second, _ = env.reset(seed=2**80, options={"position": 0.25})
assert first.dtype == np.float64 and first[1] == second[1] == info["goal"] and second[0] == 0.25
assert np.random.Generator(np.random.PCG64(2**80)).uniform(-1, 1) == info["goal"]
assert info["far"] == float("inf")
observation, reward, terminated, truncated, info = env.step(np.int64(1))
assert observation[0] == 0.75 and type(reward) is float and type(terminated) is bool and truncated is False
assert info == {"foreign": "[object Map]"}, info
picture = env.render()
assert picture.shape == (2, 3, 3) and picture.dtype == np.uint8 and (picture == 7).all()
env.close(); env.close()
env = make("Walk", render_mode="ansi"); env.reset(); assert env.render() == "at 0"; env.close()
print("passed")`);
    expect(printed).toBe('passed');
  });

  it('receive actions of nested spaces', () => {
    const printed = run(`
env = make("Mirror")
env.action_space.seed(1); env.reset(seed=1)
from gymnasium.utils.env_checker import data_equivalence
for _ in range(20):
    action = env.action_space.sample()
    assert data_equivalence(env.step(action)[0], action, exact=True)
print("passed")`);
    expect(printed).toBe('passed');
  });

  it('keep their time limit', () => {
    const printed = run(`
env = make("Walk", stride=0)
env.reset(seed=3)
steps = 1
while not env.step(0)[3]: steps += 1
print(steps)`);
    expect(printed).toBe('50');
  });

  it('are made again from their spec, in another process too', () => {
    const printed = run(`
import pickle
spec = pickle.loads(pickle.dumps(make("Walk", stride=0.5).spec))
env = spec.make()
env.reset(seed=1)
vector = gymnasium.vector.AsyncVectorEnv([spec.make] * 2)
print(env.step(1)[0][0], vector.reset(seed=1)[0].shape)
vector.close()`);
    expect(printed).toBe('0.5 (2, 2)');
  });

  it('tell of errors, crashes and endless steps', () => {
    const printed = run(`
def failing(action, **kwargs):
    env = make("Failing", **kwargs).unwrapped
    env.reset()
    try: env.step(action)
    except Exception as error: return env, f"{type(error).__name__}: {error}"
env, message = failing(1)
assert message.startswith("JsError: RangeError: too far\\n    at Failing.step"), message
assert env.reset() == (0, {})
env, message = failing(2)
assert message == "JsCrashed: step: expected an answer, received the end of Node with exit code 9", message
env, message = failing(3, timeout=1)
assert message == "JsCrashed: step: expected an answer within 1 s, received none; Node was ended", message
try: env.reset()
except gymnasium.error.ClosedEnvironmentError: print("passed")`);
    expect(printed).toBe('passed');
  });

  it('tell of what is missing', () => {
    const printed = run(`
def message(*args, **kwargs):
    try: gymnasium_js.make(*args, **kwargs)
    except Exception as error: return f"{type(error).__name__}: {error}"
print(message("test/Wal-v0", os.environ["FIXTURE"]))
print(message("test/Walk-v0", "no-such-package"))
print(message("test/Walk-v0", "./no-such-file.js"))
print(message("test/Walk-v0", os.environ["FIXTURE"], node="/no/such/node"))`);
    expect(printed).toMatch(/JsError: NameNotFound: .*'Wal' .*Did you mean 'Walk'/);
    expect(printed).toMatch(
      /JsError: InvalidArgument: module: expected a package .* received 'no-such-package'/,
    );
    expect(printed).toMatch(
      /JsError: Error \[ERR_MODULE_NOT_FOUND\]: Cannot find module '.*no-such-file\.js'/,
    );
    expect(printed).toMatch(/FileNotFoundError: node: expected a command that starts Node 20/);
  });

  it('are played from the command line', () => {
    const command = ['-m', 'gymnasium_js', 'test/Walk-v0', '--module', fixture, '--episodes', '2', '--check'];
    const { status, stdout } = spawnSync(python!, command, { env, encoding: 'utf8' });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^check_env: passed\nobservations: Box\(.*\nactions: Discrete\(3, start=-1\)\n/);
    expect(stdout).toMatch(/episode 0: \d+ steps, return .*\nepisode 1: \d+ steps, return .*, t\w+ated\n$/);
    const again = spawnSync(python!, command, { env, encoding: 'utf8' });
    expect(again.stdout).toBe(stdout);
  });

  it('leave no process when Python is killed during an endless step', async () => {
    const program = `
import os, gymnasium_js
env = gymnasium_js.make("test/Failing-v0", os.environ["FIXTURE"])
env.reset()
print(env.unwrapped._process.pid, flush=True)
env.step(3)`;
    const parent = spawn(python!, ['-c', program], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    const [printed] = (await once(parent.stdout, 'data')) as [Buffer];
    const node = Number(printed.toString());
    expect(alive(node)).toBe(true);
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    for (let i = 0; i < 100 && alive(node); i++) await sleep(50);
    expect(alive(node)).toBe(false);
  });
});
