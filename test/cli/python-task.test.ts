import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { python } from '../../envs/gymnasium-js/test/python.ts';
import { writeFrozenLake } from '../envs/python/frozen-lake.ts';
import { burstwise, interruptBurstwise, temporaryFolder } from './burstwise.ts';
import { inTerminal } from './pseudo-terminal.ts';

if (python !== null) process.env['BURSTWISE_PYTHON'] = python;

const content = ['checkpoint.safetensors', 'metrics.jsonl', 'report.json'];
const contentOf = (run: string) => content.map((file) => readFileSync(join(run, file)).toString('base64'));
const short = ['--set=evaluation.episodes=20', '--set=imitation.demonstrations=10', '--json'];

/** A folder with the frozen lake as a task, recorded from its expert. */
function recorded() {
  const folder = temporaryFolder();
  const file = writeFrozenLake(folder);
  const run = (...args: readonly string[]) => burstwise(args, folder);
  const { status, stderr } = run('record', file, '--episodes', '10', '--jobs', '2', '--root', 'data');
  expect(status, stderr).toBe(0);
  return {
    folder,
    file,
    run,
    demonstrations: ['--demonstrations', 'frozen-lake/expert-v0', '--root', 'data'],
  };
}

/** Processes that work in a folder, as far as the system tells. */
function processesIn(folder: string): string[] {
  const ids = existsSync('/proc') ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : [];
  return ids.filter((id) => {
    try {
      return readlinkSync(`/proc/${id}/cwd`) === folder;
    } catch {
      return false; // It has ended, or is another user's.
    }
  });
}

const successOf = (stdout: string): number[] =>
  JSON.parse(stdout).results.map(
    ({ success }: { success: { goal: { value: number } } }) => success.goal.value,
  );

describe.skipIf(python === null)('a Python task', () => {
  it('is learned from a recording by cloning and by DAgger, alike with one thread and two, and evaluated', async () => {
    const { folder, file, run, demonstrations } = recorded();
    expect(run('data', 'replay', 'frozen-lake/expert-v0', '--use', file, '--root', 'data').stdout).toContain(
      '10 episodes played again, all the same',
    );
    const train = (out: string, jobs: string, ...settings: readonly string[]) =>
      run('train', file, ...demonstrations, ...short, ...settings, '--jobs', jobs, '--out', out);
    const cloned = train('cloning', '1', '--set=imitation.algorithm=cloning');
    const [one, two] = ['1', '2'].map((jobs) =>
      train(`dagger-${jobs}`, jobs, '--set=imitation.rounds=2'),
    ) as [ReturnType<typeof run>, ReturnType<typeof run>];
    for (const { status, stdout, stderr } of [cloned, two]) {
      expect(status, stderr).toBe(0);
      expect(Math.min(...successOf(stdout))).toBeGreaterThanOrEqual(0.95);
    }
    expect(two.stdout).toBe(one.stdout);
    expect(contentOf(join(folder, 'dagger-2'))).toEqual(contentOf(join(folder, 'dagger-1')));
    const evaluated = run('eval', 'dagger-1', '--episodes', '10', '--jobs', '2', '--json');
    expect(Math.min(...successOf(evaluated.stdout))).toBe(1);
    await expect.poll(() => processesIn(folder), { timeout: 10_000 }).toEqual([]);
  });

  it('without an expert is cloned from a recording, and nothing else', () => {
    const { run, demonstrations } = recorded();
    const still = '--set=options.env.is_slippery=false';
    const args = ['train', 'python:FrozenLake-v1', still, ...short];
    const alone = run(...args);
    expect(alone.stderr).toContain('imitation.dataset: expected recorded demonstrations');
    const dagger = run(...args, ...demonstrations, '--set=imitation.algorithm=dagger');
    expect(dagger.stderr).toMatch(
      /needs no expert \(python:FrozenLake-v1 has none.*\): cloning, rehearsal, received dagger/,
    );
    // The recording names subtasks of its own, which are learned.
    const trained = run(...args, ...demonstrations);
    expect(trained.status, trained.stderr).toBe(0);
    expect(successOf(trained.stdout)).toEqual([1]);
  });

  it('continues after an interruption to the same bits', async () => {
    const folder = temporaryFolder();
    const run = (...given: readonly string[]) => burstwise(given, folder);
    const args = ['train', writeFrozenLake(folder), ...short, '--set=imitation.rounds=10'];
    expect(run(...args, '--out', 'whole').status).toBe(0);
    const broken = join(folder, 'broken');
    const { status } = await interruptBurstwise([...args, '--out', broken], /episodes \d+\/210/);
    expect(status).toBe(130);
    const resumed = run('train', '--resume', 'broken');
    expect(resumed.status, resumed.stderr).toBe(0);
    expect(contentOf(broken)).toEqual(contentOf(join(folder, 'whole')));
  });

  it('is played in a terminal', () => {
    const session = inTerminal(['play', 'python:FrozenLake-v1'], [{ await: 'step 0', send: 'q' }]);
    expect(session).toMatchObject({ status: 0, restored: true });
  });
});
