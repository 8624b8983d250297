import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { burstwise, expectRefused, interruptBurstwise, root, temporaryFolder } from './burstwise.ts';
import { inTerminal } from './pseudo-terminal.ts';

const content = ['checkpoint.safetensors', 'metrics.jsonl', 'report.json', 'config.yaml'];
const contentOf = (run: string) => content.map((file) => readFileSync(join(run, file)).toString('base64'));
const file = './my-task.ts';

/** A folder with nothing but a new task, and the command there. */
function newTask() {
  const folder = temporaryFolder();
  const run = (...args: readonly string[]) => burstwise(args, folder);
  const { status, stdout, stderr } = run('new', 'task', 'my-task');
  expect(status, stderr).toBe(0);
  expect(stdout).toBe('my-task.ts\n');
  return { folder, run, path: join(folder, 'my-task.ts') };
}

describe('new task', () => {
  it('writes a short file that strict programs accept', () => {
    const { folder, path } = newTask();
    expect(readFileSync(path, 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(60);
    mkdirSync(join(folder, 'node_modules'));
    symlinkSync(root, join(folder, 'node_modules/burstwise'));
    symlinkSync(join(root, 'envs/gymnasium-js'), join(folder, 'node_modules/gymnasium-js'));
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    const options = ['--strict', '--target', 'es2023', '--module', 'nodenext', '--noEmit', '--skipLibCheck'];
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const { status, stdout } = spawnSync(process.execPath, [tsc, ...options, path], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(stdout).toBe('');
    expect(status).toBe(0);
  });

  it('replaces nothing, and takes no name that is in use or cannot be one', () => {
    const { path, folder } = newTask();
    writeFileSync(path, 'precious');
    expectRefused(
      [
        [['new', 'task', 'my-task'], /my-task\.ts: expected a new file/],
        [['new', 'task', 'button-food'], /name: expected a new one, received button-food, which is taken/],
        [['new', 'task', 'My Task'], /name: expected small letters/],
      ],
      folder,
    );
    expect(readFileSync(path, 'utf8')).toBe('precious');
    expect(existsSync(join(folder, 'button-food.ts'))).toBe(false);
  });
});

describe('a new task', () => {
  it('continues after an interruption to the same bits, and says when its file has changed', async () => {
    const { folder, run, path } = newTask();
    const args = ['train', path, '--set=imitation.rounds=40', '--set=evaluation.episodes=10'];
    expect(run(...args, '--out', 'whole').status).toBe(0);
    const broken = join(folder, 'broken');
    const { status, stderr } = await interruptBurstwise([...args, '--out', broken], /episodes \d+\/840/);
    expect(status).toBe(130);
    expect(stderr).toContain(`burstwise train --resume ${broken}`);
    expect(existsSync(join(broken, 'report.json'))).toBe(false);
    const resumed = run('train', '--resume', 'broken');
    expect(resumed.status, resumed.stderr).toBe(0);
    expect(resumed.stderr).not.toContain('note:');
    expect(contentOf(broken)).toEqual(contentOf(join(folder, 'whole')));
    writeFileSync(path, `${readFileSync(path, 'utf8')}// Another one.\n`);
    const changed = run('eval', 'broken', '--episodes', '5');
    expect(changed.stderr).toContain(`note: ${path} has changed since the run began`);
    expect(changed.status).toBe(0);
  });

  it('is recorded and replayed; from the recording it is learned as from the expert', () => {
    const { folder, run } = newTask();
    const data = ['--root', 'data'];
    const recorded = run('record', file, '--episodes', '40', '--jobs', '2', ...data);
    expect(recorded.status, recorded.stderr).toBe(0);
    const replayed = run('data', 'replay', 'my-task/expert-v0', '--use', file, ...data);
    expect(replayed.stdout).toContain('40 episodes played again, all the same');
    const unknown = run('data', 'replay', 'my-task/expert-v0', ...data);
    expect(unknown.stderr).toContain('a task of your own (--use), received "my-task"');
    const short = ['--set=evaluation.episodes=10', '--jobs', '1'];
    expect(run('train', file, ...short, '--out', 'live').status).toBe(0);
    const demonstrations = ['--demonstrations', 'my-task/expert-v0', ...data];
    const trained = run('train', file, ...short, ...demonstrations, '--out', 'recorded');
    expect(trained.status, trained.stderr).toBe(0);
    const metrics = (name: string) => readFileSync(join(folder, name, 'metrics.jsonl'), 'utf8');
    expect(metrics('recorded')).toBe(metrics('live'));
    const agent = run('record', file, '--agent', 'recorded', '--episodes', '5', '--jobs', '2', ...data);
    expect(agent.status, agent.stderr).toBe(0);
  });

  it('is played in a terminal, as an environment that its file registers is', () => {
    const { folder, path } = newTask();
    const session = inTerminal(['play', path], [{ await: 'subtask:', send: 'q' }]);
    expect(session).toMatchObject({ status: 0, restored: true });
    const registered = join(folder, 'registered.ts');
    const text = readFileSync(path, 'utf8')
      .replace('Discrete, Env,', 'Discrete, Env, register,')
      .replace(
        /export const task = [\s\S]*/,
        "register({ id: 'my/World-v0', entryPoint: () => new World() });\n",
      );
    writeFileSync(registered, text);
    const world = inTerminal(['play', 'my/World-v0', '--use', registered], [{ await: 'step 0', send: 'q' }]);
    expect(world).toMatchObject({ status: 0, restored: true });
  });
});
