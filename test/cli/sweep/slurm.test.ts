/** Sweeps on a real Slurm of one node, whose arrays have at most five tasks. */
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CellStore } from '../../../src/run/cells/cell-store.ts';
import { openSweep } from '../../../src/run/sweep/sweep-folder.ts';
import { burstwise, root } from '../burstwise.ts';
import { command, type SlurmNode, slurmInstalled, startSlurm, until } from './slurm-node.ts';
import { attemptsOf, outcomes, sweepFile } from './small.ts';

const folder = mkdtempSync(join(tmpdir(), 'burstwise 5%j '));
const profile = join(folder, 'profile.yaml');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const tasksOf = (script: string) => Number(/--array=0-(\d+)/.exec(script)?.[1]) + 1;

describe.skipIf(!slurmInstalled)('a sweep on Slurm', () => {
  let slurm: SlurmNode;
  beforeAll(async () => {
    slurm = await startSlurm();
  });
  afterAll(() => slurm?.stop());
  const sweep = (...args: string[]) => burstwise(['sweep', ...args], folder, slurm.env);
  const status = (path: string) => JSON.parse(sweep('status', path, '--json').stdout);

  /** Signals a process; one that ended meanwhile, on a slow machine by the time limit, is left alone. */
  const signal = (pid: number, name: NodeJS.Signals) => {
    try {
      process.kill(pid, name);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  };

  /** Waits until USR1 or TERM, which Slurm delivers when it likes, waits for a halted process, or has ended it; or for ten seconds. */
  const arrived = async (pid: number) => {
    const asked = (2n ** 9n) | (2n ** 14n);
    const waits = () => {
      try {
        const mask = /^ShdPnd:\s*(\w+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1];
        return (BigInt(`0x${mask}`) & asked) !== 0n;
      } catch {
        return true;
      }
    };
    for (let tries = 0; tries < 200 && !waits(); tries++) await sleep(50);
  };

  /** Tasks that run, e.g. `12_3`, with the processes that complete a run in them, and whether it is the first run of the task. */
  const running = (path: string) => {
    const all = attemptsOf(path).flat();
    return attemptsOf(path).flatMap((attempts) => {
      const latest = attempts.at(-1);
      if (latest?.state !== 'running' || latest.job === null) return [];
      const isFirst = all.filter(({ job }) => job === latest.job).length === 1;
      return [{ job: latest.job, pid: latest.worker.pid, isFirst }];
    });
  };

  /** Runs an experiment with options; gives all that it prints. */
  const experiment = (name: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) => {
    const program = ['dist/experiments/harness/main.js', `../../test/experiments/${name}`, '--json'];
    const { stdout, stderr } = spawnSync(process.execPath, [...program, ...args], {
      ...{ cwd: root, encoding: 'utf8' },
      env: { ...process.env, ...slurm.env, ...env },
    });
    return stdout + stderr;
  };
  /** What each attempt at the cells in a folder says, in the order of their names. */
  const attemptsAt = (out: string) => {
    const store = new CellStore(out, '');
    const ids = readdirSync(join(out, 'attempts')).sort();
    return ids.map((id) => store.attempts(id).all());
  };
  /** The log of a job of the cells in a folder. */
  const logOfCells = (out: string, name: string) => {
    const [key] = readdirSync(join(out, 'jobs'));
    const path = join(out, 'jobs', key!, name);
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  };

  // Slurm holds jobs back that are queued again: meanwhile the sweep is disturbed.
  it.concurrent('is no sweep, but a table: a job that was asked to end leaves its cell, is queued again, and ends', async () => {
    const own = mkdtempSync(join(folder, 'asked-'));
    const [out, gate] = [join(own, 'cells'), join(own, 'gate')];
    mkdirSync(gate);
    writeFileSync(join(own, 'profile.yaml'), JSON.stringify({ grace: '0 s', pack: 2 }));
    const table = ['--out', out, '--seeds', '1-2', '--on', 'slurm', '--profile', join(own, 'profile.yaml')];
    expect(experiment('gated', table, { GATE: gate })).toContain('submitted 1 task in 1 array');
    await until(() => readdirSync(gate).length > 0);
    const first = () => attemptsAt(out)[0]![0]!;
    command('scancel', ['--signal=TERM', first().job!], slurm.env);
    await until(() => first().state === 'interrupted');
    writeFileSync(join(gate, 'open'), '');
    await until(() => /"rows": \[\s+1,\s+4\s+\]/.test(logOfCells(out, 'feeder.log')));
    expect(logOfCells(out, '1/task-0.log')).toContain('restart 1');
    expect(attemptsAt(out).map((all) => all.map(({ state }) => state))).toEqual([
      ['interrupted', 'done'],
      ['done'],
    ]);
  }, 600_000);

  it.concurrent('ends with the bytes of a local one, through requeues, warnings, a time limit and kills', async () => {
    const iterations = Array.from({ length: 23 }, (_, k) => 400 + k);
    const file = sweepFile(folder, { grid: { iterations } });
    const [local, cluster] = [join(folder, 'local'), join(folder, 'cluster')];
    expect(burstwise(['sweep', 'start', file, '--out', local, '--jobs', '2'], folder).status).toBe(0);
    // The controller looks at time limits every half minute.
    writeFileSync(profile, JSON.stringify({ time: '1 min', signalBefore: '58 s', grace: '2 s', pack: 2 }));
    const started = sweep('start', file, '--out', cluster, '--on', 'slurm', '--profile', profile);
    expect(started.stdout, started.stderr).toContain('submitted 12 tasks in 3 arrays');
    // What tasks in the queue will take is not submitted again.
    expect(sweep('start', cluster, '--on', 'slurm').stdout).toContain('submitted 0 tasks');

    const disturbed = new Set<string>();
    /** Halts a process that is at the first of the two runs of its task, so that neither ends before the disturbance. */
    const halt = async () => {
      for (;;) {
        const fresh = () => running(cluster).find(({ job, isFirst }) => isFirst && !disturbed.has(job));
        await until(() => fresh() !== undefined);
        const task = fresh();
        if (task === undefined) continue;
        signal(task.pid, 'SIGSTOP');
        if (running(cluster).some(({ pid }) => pid === task.pid)) {
          disturbed.add(task.job);
          return task;
        }
        signal(task.pid, 'SIGCONT');
      }
    };
    const disturb = async (how: (task: { readonly job: string; readonly pid: number }) => unknown) => {
      const task = await halt();
      how(task);
      await arrived(task.pid);
      signal(task.pid, 'SIGCONT');
    };
    // A run that takes so long that the warning before the time limit comes.
    const long = await halt();
    const [array, index] = long.job.split('_');
    const logOf = () => {
      const jobs = readdirSync(join(cluster, 'jobs')).filter((name) => /^\d+$/.test(name));
      const stateOf = (name: string) => readFileSync(join(cluster, 'jobs', name, 'state.json'), 'utf8');
      const number = jobs.find((name) => JSON.parse(stateOf(name)).job === array)!;
      return readFileSync(join(cluster, 'jobs', number, `task-${index}.log`), 'utf8');
    };
    const warned = until(() => logOf().includes('warned before')).then(() => signal(long.pid, 'SIGCONT'));
    await disturb(({ job }) => command('scontrol', ['requeue', job], slurm.env));
    await disturb(({ job }) => command('scancel', ['--signal=USR1', job], slurm.env));
    await disturb(({ job }) => command('scancel', ['--batch', '--signal=USR1', job], slurm.env));
    await disturb(({ pid }) => signal(pid, 'SIGKILL'));
    await warned;
    await until(() => status(cluster).counts.done === 23);
    expect(outcomes(cluster)).toEqual(outcomes(local));
    for (const attempts of attemptsOf(cluster))
      expect(attempts.slice(0, -1).map(({ state }) => state)).not.toContain('done');
    // A task that is in the queue again may begin when others have completed all runs.
    await until(() => command('squeue', ['--noheader'], slurm.env) === '');
    const logs = readdirSync(join(cluster, 'jobs'), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.log'))
      .map((path) => readFileSync(join(cluster, 'jobs', path), 'utf8'));
    // Each task that was asked to end began again.
    expect(logs.filter((log) => log.includes('restart 1')).length).toBeGreaterThanOrEqual(4);
    // The feeder found nothing to add.
    expect(readFileSync(join(cluster, 'jobs/feeder.log'), 'utf8')).toContain('submitted 0 tasks');
  }, 600_000);

  it('is stopped: what runs is saved, what waits leaves the queue, and no feeder submits it again', async () => {
    const own = mkdtempSync(join(folder, 'stopped-'));
    const iterations = Array.from({ length: 6 }, (_, k) => 3000 + k);
    const path = join(own, 'sweep');
    writeFileSync(profile, JSON.stringify({ grace: '2 s', parallel: 1 }));
    const file = sweepFile(own, { grid: { iterations } });
    expect(sweep('start', file, '--out', path, '--on', 'slurm', '--profile', profile).status).toBe(0);
    await until(() => running(path).length > 0);
    expect(sweep('stop', path).stdout).toMatch(/\d jobs that had not begun are out of the queue/);
    await until(() => command('squeue', ['--noheader'], slurm.env) === '');
    const { counts } = status(path);
    expect([counts.running, counts.failed]).toEqual([0, 0]);
    expect(counts.waiting).toBeGreaterThanOrEqual(5);
    expect(sweep('status', path).stdout).toContain('Slurm: no jobs');
  });

  it('says what it would submit: arrays below the limit, more memory for what had too little', () => {
    const own = mkdtempSync(join(folder, 'dry-'));
    const path = join(own, 'sweep');
    const file = sweepFile(own, { grid: { iterations: Array.from({ length: 13 }, (_, k) => 50 + k) } });
    writeFileSync(
      profile,
      JSON.stringify({
        partition: 'short',
        account: 'lab',
        memory: '2 GB',
        parallel: 3,
        options: ['--nice=100'],
      }),
    );
    expect(sweep('plan', file, '--out', path, '--no-estimate').status).toBe(0);
    const start = ['start', path, '--on', 'slurm', '--profile', profile, '--dry-run'];
    const scripts = () =>
      sweep(...start)
        .stdout.split('#!/bin/bash')
        .slice(1);
    expect(scripts().map(tasksOf)).toEqual([5, 5, 3]);
    expect(scripts()[0]).toMatch(
      /--array=0-4%3\n[\s\S]*--mem=2048M\n[\s\S]*--partition=short\n[\s\S]*--nice=100\n/,
    );
    const sweepFolder = openSweep(path);
    const attempts = sweepFolder.attempts(sweepFolder.readPlan()[4]!.id);
    attempts.begin(1, {
      ...{ state: 'out-of-memory', worker: { host: 'a', pid: 1, start: '1' }, job: '1_1', memory: 2048 },
      ...{ startedAt: '', beat: 0, seconds: 1, completed: 0, total: 50, message: 'short' },
    } as Parameters<typeof attempts.begin>[1]);
    expect(scripts().map(tasksOf)).toEqual([5, 5, 2, 1]);
    expect(scripts()[3]).toContain('--mem=4096M');
    expect(command('squeue', ['--noheader'], slurm.env)).toBe('');
    writeFileSync(profile, JSON.stringify({ memory: 2000 }));
    expect(sweep(...start)).toMatchObject({ status: 2, stderr: expect.stringContaining('"2 GB"') });
  });

  it('is no sweep, but a table: jobs share its cells, and the feeder prints it', async () => {
    const out = join(mkdtempSync(join(folder, 'table-')), 'cells');
    const table = ['--out', out];
    expect(experiment('powers', [...table, '--on', 'slurm', '--pack', '2'])).toContain(
      'submitted 3 tasks in 1 array',
    );
    await until(() => command('squeue', ['--noheader'], slurm.env) === '');
    const rows = /"rows": \[\s+1,\s+4,\s+9,\s+1,\s+8,\s+27\s+\]/;
    expect(logOfCells(out, 'feeder.log')).toMatch(rows);
    expect(experiment('powers', table)).toMatch(rows);
    expect(attemptsAt(out).map((all) => all.map(({ state }) => state))).toEqual(Array(6).fill(['done']));
  }, 600_000);
});
