import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { createExclusive } from '../../../src/files/exclusive-file.ts';
import { processIdentity } from '../../../src/files/process-identity.ts';
import { cpuCount } from '../../../src/process/cpu-count.ts';
import { memoryKills } from '../../../src/process/memory-shortage.ts';
import type { AttemptRecord, Attempts } from '../../../src/run/leases/attempts.ts';
import { stateOf } from '../../../src/run/leases/item-state.ts';
import { Liveness } from '../../../src/run/leases/liveness.ts';
import { retryFailed } from '../../../src/run/leases/retry.ts';
import type { WorkList } from '../../../src/run/leases/work-list.ts';
import { type PlannedRun, planSweep } from '../../../src/run/sweep/plan.ts';
import { pointsOf } from '../../../src/run/sweep/points.ts';
import { runsLeft } from '../../../src/run/sweep/runs-left.ts';
import { sweepStatus } from '../../../src/run/sweep/status.ts';
import { parseSweep } from '../../../src/run/sweep/sweep-file.ts';
import { SweepFolder } from '../../../src/run/sweep/sweep-folder.ts';
import { temporaryFolder } from '../../cli/burstwise.ts';

/** A planned sweep of three runs. */
function threeRuns() {
  const value = {
    task: 'store-recall',
    seeds: '1-3',
    lease: { beat: '100 ms', expires: '300 ms' },
  };
  const file = parseSweep(value, 'sweep.yaml', '/');
  const code = { sha256: 'a'.repeat(64), modules: [] };
  const plan = planSweep(file, pointsOf(file, 'sweep.yaml'), code, 'sweep.yaml');
  const folder = new SweepFolder(join(temporaryFolder(), 'sweep'));
  mkdirSync(folder.path);
  folder.write(file, plan, code);
  return { folder, plan, first: plan[0]!.id };
}

const record: AttemptRecord = {
  state: 'running',
  worker: processIdentity(),
  job: null,
  memory: null,
  startedAt: '2026-01-01T00:00:00Z',
  beat: 0,
  seconds: 1,
  completed: 5,
  total: 10,
  message: '',
};
const elsewhere = { host: 'elsewhere', pid: 1, start: '1' };
const dead = { ...processIdentity(), pid: 2 ** 22 - 1, start: '1' };

const retry = (folder: SweepFolder, ids: readonly string[]) => retryFailed(folder, ids, { expires: 1000 });

describe('attempts at a run', () => {
  it('are begun by one worker alone, and come back from their files', () => {
    const { folder, first } = threeRuns();
    const attempts = folder.attempts(first);
    expect([attempts.count, attempts.latest()]).toEqual([0, undefined]);
    expect([attempts.begin(1, record), attempts.begin(1, record)]).toEqual([true, false]);
    attempts.update(1, { ...record, state: 'done' });
    expect(attempts.begin(2, record)).toBe(true);
    expect(attempts.all().map(({ number, state }) => [number, state])).toEqual([
      [1, 'done'],
      [2, 'running'],
    ]);
    expect(createExclusive(attempts.file(2), 'other')).toBe(false);
  });

  it('make a run wait again when their worker died or was interrupted', () => {
    const { folder, first } = threeRuns();
    const stateAfter = (...latest: Partial<AttemptRecord>[]) => {
      const attempts = folder.attempts(first);
      for (const each of latest) attempts.begin(attempts.count + 1, { ...record, ...each });
      return stateOf(folder, first, new Liveness({ expiresAfter: 1000 })).state;
    };
    expect(stateAfter()).toBe('waiting');
    expect(stateAfter({})).toBe('running');
    expect(stateAfter({ worker: dead })).toBe('waiting');
    expect(stateAfter({ state: 'interrupted' })).toBe('waiting');
    expect(stateAfter({ state: 'failed', message: 'why' })).toBe('failed');
    expect(retry(folder, [first])).toBe(1);
    expect(stateAfter()).toBe('waiting');
    const killed = { state: 'killed' } as const;
    expect(stateAfter(...Array(9).fill(killed))).toBe('waiting');
    expect(stateAfter({ ...killed, completed: 6 })).toBe('waiting');
    expect(stateAfter(...Array(9).fill(killed))).toBe('failed');
    expect(retry(folder, [first])).toBe(1);
    const short = { state: 'out-of-memory' } as const;
    expect(stateAfter(short, short, short)).toBe('waiting');
    expect(stateAfter(short)).toBe('failed');
    mkdirSync(folder.runPath(first), { recursive: true });
    folder.writeResult(first, { trial: null, report: {} });
    expect(stateAfter()).toBe('done');
  });

  it('are taken in the order of the plan, each once, and others are waited for', () => {
    const { folder, plan } = threeRuns();
    const list = () => runsLeft(folder, new Liveness({ expiresAfter: 1000 }));
    const [ours, theirs] = [list(), list()];
    const take = (from: WorkList<PlannedRun>) => {
      const taken = from.take(({ item, attempt }) => folder.attempts(item.id).begin(attempt, record));
      return typeof taken === 'string' ? taken : taken.item.seed;
    };
    expect([take(ours), take(theirs), take(ours), take(theirs)]).toEqual([1, 2, 3, 'others at work']);
    for (const { id } of plan) folder.attempts(id).update(1, { ...record, state: 'failed' });
    expect(take(ours)).toBe('nothing left');
    // A faster worker has it.
    const late = threeRuns();
    const slow = runsLeft(late.folder, new Liveness({ expiresAfter: 1000 }));
    expect(slow.take(() => false)).toBe('others at work');
  });

  /** Looks at a run whose worker died, while something happens. */
  function lookWhile(happens: (attempts: Attempts, folder: SweepFolder, id: string) => void) {
    const { folder, first } = threeRuns();
    const attempts = folder.attempts(first);
    attempts.begin(1, { ...record, worker: dead });
    const slow = new Liveness({ expiresAfter: 1000 });
    vi.spyOn(slow, 'isDead').mockImplementation(() => {
      happens(attempts, folder, first);
      return true;
    });
    return stateOf(folder, first, slow);
  }

  it('are not taken from a worker that was faster after the death of another', () => {
    const { state, latest } = lookWhile((attempts) => attempts.begin(2, record));
    expect([state, latest?.number]).toEqual(['waiting', 1]);
  });

  it('are not begun again where the result came while somebody looked', () => {
    const { state } = lookWhile((_, folder, id) => {
      mkdirSync(folder.runPath(id), { recursive: true });
      folder.writeResult(id, { trial: null, report: {} });
    });
    expect(state).toBe('done');
  });
});

describe('workers on other machines', () => {
  it('live while their beats change, whatever the clocks say, and are dead after a silence', () => {
    let now = 0;
    const liveness = new Liveness({ expiresAfter: 100, host: 'here', now: () => now });
    const look = (beat: number, number = 1) =>
      liveness.isDead('run', { ...record, worker: elsewhere, beat, number });
    for (const [time, beat] of [
      [0, 0],
      [60, 0],
      [120, 1],
      [180, 2],
    ] as const) {
      now = time;
      expect(look(beat)).toBe(false);
    }
    now = 270;
    expect(look(2)).toBe(false);
    now = 281;
    expect(look(2)).toBe(true);
    expect(look(2, 2)).toBe(false);
  });

  it('are looked at twice where their clock is another, so that the state is right', async () => {
    const { folder, plan } = threeRuns();
    const files = plan.map(({ id }) => {
      folder.attempts(id).begin(1, { ...record, worker: elsewhere });
      return folder.attempts(id).file(1);
    });
    // Two clocks are an hour wrong, one in each direction; the first worker lives.
    const hour = 3600;
    const stamp = (path: string, shift: number) =>
      utimesSync(path, Date.now() / 1000 + shift, Date.now() / 1000 + shift);
    let beat = 0;
    const living = setInterval(() => {
      folder.attempts(plan[0]!.id).update(1, { ...record, worker: elsewhere, beat: ++beat });
      stamp(files[0]!, -hour);
    }, 50);
    stamp(files[0]!, -hour);
    stamp(files[1]!, -hour);
    stamp(files[2]!, hour);
    const { runs, counts } = await sweepStatus(folder);
    clearInterval(living);
    expect(runs.map(({ state }) => state)).toEqual(['running', 'waiting', 'waiting']);
    expect(counts).toEqual({ done: 0, running: 1, waiting: 2, failed: 0, skipped: 0 });
    expect(runs[1]).toMatchObject({ interruptions: 1, reason: 'its worker was killed' });
  });
});

describe('a process', () => {
  it('uses the processors that Slurm gave it', () => {
    expect(cpuCount({ SLURM_CPUS_PER_TASK: '3' })).toBe(3);
    expect(cpuCount({})).toBeGreaterThan(0);
  });

  it('knows how often memory was short in its control groups', () => {
    const root = temporaryFolder();
    const own = join(root, 'own');
    mkdirSync(join(root, 'job/step'), { recursive: true });
    mkdirSync(join(root, 'memory/old'), { recursive: true });
    writeFileSync(join(root, 'job/step/memory.events'), 'oom 3\noom_kill 0\n');
    writeFileSync(own, '0::/job/step\n');
    expect(memoryKills(root, own)).toBe(0);
    writeFileSync(join(root, 'job/memory.events'), 'low 0\noom_kill 2\n');
    expect(memoryKills(root, own)).toBe(2);
    writeFileSync(join(root, 'memory/old/memory.oom_control'), 'oom_kill_disable 0\noom_kill 5\n');
    writeFileSync(own, '4:cpu:/job\n9:memory:/old\n');
    expect(memoryKills(root, own)).toBe(5);
    expect(memoryKills(root, join(root, 'none'))).toBe(0);
  });
});
