/** Sweeps on one machine end with the bytes of an undisturbed one, whatever ends their processes. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { npRandom } from 'gymnasium-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSweep } from '../../../src/run/sweep/sweep-folder.ts';
import { bin, burstwise } from '../burstwise.ts';
import { attemptsOf, outcomes, sweepFile } from './small.ts';

/** All kills with CRASH_POINTS=all, in a sweep that outlasts them; some of them otherwise. */
const isLong = process.env['CRASH_POINTS'] === 'all';
const KILLS = isLong ? 50 : 4;

const folder = mkdtempSync(join(tmpdir(), 'burstwise-'));
const file = sweepFile(folder, { seeds: '1-2', grid: { iterations: [60, 80, 100] } });
const undisturbed = join(folder, 'undisturbed');
let expected: Record<string, string>;

beforeAll(() => {
  const { status, stderr } = burstwise(['sweep', 'start', file, '--out', undisturbed, '--jobs', '2']);
  expect(status, stderr).toBe(0);
  expected = outcomes(undisturbed);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Starts a command as the leader of a group of processes. */
function launch(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [bin, ...args], { detached: true, stdio: 'ignore' });
}

/** The file of sixty runs, and their bytes undisturbed. */
function longSweep() {
  const own = mkdtempSync(join(folder, 'long-'));
  const given = sweepFile(own, { seeds: '1-20', grid: { iterations: [15000, 18000, 20000] } });
  const { status, stderr } = burstwise(['sweep', 'start', given, '--out', join(own, 'whole'), '--jobs', '2']);
  expect(status, stderr).toBe(0);
  return { given, whole: outcomes(join(own, 'whole')) };
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const ended = (child: ChildProcess) =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => child.once('exit', resolve));

/** No attempt follows one that completed its run. The kill of a worker may come between the result and the word `done`. */
function expectEachDoneOnce(sweep: string): void {
  const plan = openSweep(sweep).readPlan();
  for (const [k, attempts] of attemptsOf(sweep).entries()) {
    expect(openSweep(sweep).isDone(plan[k]!.id)).toBe(true);
    expect(attempts.slice(0, -1).map(({ state }) => state)).not.toContain('done');
    expect(['done', 'running']).toContain(attempts.at(-1)!.state);
  }
}

describe('a sweep', () => {
  it('has nothing left to do after it is complete, and says so', () => {
    expectEachDoneOnce(undisturbed);
    const before = attemptsOf(undisturbed);
    const { status, stdout } = burstwise(['sweep', 'start', file, '--out', undisturbed]);
    expect(status).toBe(0);
    expect(stdout).toContain('6 of 6 runs done, 0 running, 0 waiting, 0 failed');
    expect(attemptsOf(undisturbed)).toEqual(before);
  });

  it('ends with the same bytes after kills at random moments, and computes no run twice', async () => {
    const { given, whole } = isLong ? longSweep() : { given: file, whole: expected };
    const sweep = join(folder, 'killed');
    const start = ['sweep', 'start', given, '--out', sweep, '--jobs', '2'];
    const [random] = npRandom(16);
    let hits = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      const child = launch(start);
      await Promise.race([pause(600 + random.random() * 1800), ended(child)]);
      // All processes at once, or the launcher alone, whose workers then end by themselves.
      try {
        process.kill(random.random() < 0.5 ? child.pid! : -child.pid!, 'SIGKILL');
        hits++;
      } catch {
        // It was complete.
      }
      await ended(child);
    }
    const { status, stderr } = burstwise(start);
    expect(status, stderr).toBe(0);
    expect(outcomes(sweep)).toEqual(whole);
    expectEachDoneOnce(sweep);
    if (isLong) expect(hits).toBe(KILLS);
  }, 3_600_000);

  it('is stopped by a signal or by `sweep stop` with everything saved, and continues', async () => {
    const sweep = join(folder, 'stopped');
    const start = ['sweep', 'start', file, '--out', sweep, '--jobs', '2'];
    const begun = async () => {
      for (;;) {
        const status = burstwise(['sweep', 'status', sweep, '--json']);
        if (status.status === 0 && JSON.parse(status.stdout).counts.running > 0) return;
        await pause(50);
      }
    };
    const interrupted = launch(start);
    await begun();
    interrupted.kill('SIGTERM');
    await ended(interrupted);
    expect(interrupted.exitCode).toBe(130);
    const stopped = launch(start);
    await begun();
    expect(burstwise(['sweep', 'stop', sweep]).status).toBe(0);
    await ended(stopped);
    expect(burstwise(['sweep', 'status', sweep]).stdout).toContain(', 0 running, ');
    const { status, stderr } = burstwise(start);
    expect(status, stderr).toBe(0);
    expect(outcomes(sweep)).toEqual(expected);
  });

  it('is done by eight workers on one folder, each run once, although two of them are killed', async () => {
    const sweep = join(folder, 'shared');
    expect(burstwise(['sweep', 'plan', file, '--out', sweep, '--no-estimate']).status).toBe(0);
    const [code] = readdirSync(join(sweep, 'code'));
    const program = join(sweep, 'code', code!, 'src/cli/bin.js');
    const workers = Array.from({ length: 8 }, () =>
      spawn(process.execPath, [program, 'sweep', 'work', sweep, '--inside', '0'], { stdio: 'ignore' }),
    );
    const killed = new Set<number>();
    while (killed.size < 2 && workers.some(({ exitCode }) => exitCode === null)) {
      await pause(20);
      const busy = attemptsOf(sweep).flatMap((attempts) => {
        const latest = attempts.at(-1);
        return latest?.state === 'running' && !killed.has(latest.worker.pid) ? [latest.worker.pid] : [];
      });
      const [victim] = busy;
      if (victim === undefined) continue;
      workers.find(({ pid }) => pid === victim)!.kill('SIGKILL');
      killed.add(victim);
    }
    await Promise.all(workers.map(ended));
    expect(killed.size).toBe(2);
    expectEachDoneOnce(sweep);
    expect(outcomes(sweep)).toEqual(expected);
  });

  it('does not see what is edited after it was planned', () => {
    const [code] = readdirSync(join(undisturbed, 'code'));
    // The copy of a program is a program.
    const program = join(folder, 'program');
    cpSync(join(undisturbed, 'code', code!), program, { recursive: true, verbatimSymlinks: true });
    const sweep = join(folder, 'edited');
    const edited = join(program, 'src/cli/bin.js');
    expect(run(edited, ['sweep', 'plan', file, '--out', sweep, '--no-estimate'])).toBe(0);
    appendFileSync(join(program, 'dist/command/parts/store-recall.js'), '\nthrow new Error("edited");\n');
    expect(run(edited, ['train', 'store-recall'])).not.toBe(0);
    expect(run(edited, ['sweep', 'start', sweep, '--jobs', '2'])).toBe(0);
    expect(outcomes(sweep)).toEqual(expected);
  });
});

describe('a run that fails', () => {
  /** A sweep of four runs, two of which find a foreign file where their folder should be. */
  function failing() {
    const own = mkdtempSync(join(folder, 'failing-'));
    const [given, sweep] = [sweepFile(own, { grid: { iterations: [20, 21, 22, 23] } }), join(own, 'sweep')];
    expect(burstwise(['sweep', 'plan', given, '--out', sweep, '--no-estimate']).status).toBe(0);
    const foreign = [1, 3].map((k) => openSweep(sweep).runPath(openSweep(sweep).readPlan()[k]!.id));
    for (const path of foreign) {
      mkdirSync(path, { recursive: true });
      writeFileSync(join(path, 'diary.txt'), '');
    }
    return { sweep, foreign };
  }

  it('is told with its reason, does not hinder the others, and is tried again when asked', () => {
    const { sweep, foreign } = failing();
    expect(burstwise(['sweep', 'start', sweep, '--jobs', '1'])).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('2 of 4 runs done, 0 running, 0 waiting, 2 failed'),
      stderr: expect.stringContaining('--retry failed'),
    });
    const { runs } = JSON.parse(burstwise(['sweep', 'status', sweep, '--json']).stdout);
    expect(runs[1]).toMatchObject({ state: 'failed', reason: expect.stringContaining('diary.txt') });
    burstwise(['sweep', 'start', sweep, '--jobs', '1']);
    expect(attemptsOf(sweep).map(({ length }) => length)).toEqual([1, 1, 1, 1]);
    rmSync(join(foreign[0]!, 'diary.txt'));
    burstwise(['sweep', 'start', sweep, '--jobs', '1', '--retry', 'failed']);
    expect(attemptsOf(sweep).map((all) => all.map(({ state }) => state))).toEqual([
      ['done'],
      ['failed', 'retry', 'done'],
      ['done'],
      ['failed', 'retry', 'failed'],
    ]);
  });

  it('stops the sweep where that is wanted', () => {
    const { sweep } = failing();
    expect(burstwise(['sweep', 'start', sweep, '--jobs', '1', '--fail-fast'])).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('1 of 4 runs done, 0 running, 2 waiting, 1 failed'),
    });
  });
});

function run(program: string, args: readonly string[]): number | null {
  return spawnSync(process.execPath, [program, ...args], { cwd: folder }).status;
}
