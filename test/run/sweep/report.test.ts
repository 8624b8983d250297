import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FolderLock } from '../../../src/files/folder-lock.ts';
import { processIdentity } from '../../../src/files/process-identity.ts';
import { documentData } from '../../../src/report/document.ts';
import { documentSchema } from '../../../src/report/document-schema.ts';
import { documentHtml } from '../../../src/report/html.ts';
import { type AttemptRecord, newRecord } from '../../../src/run/leases/attempts.ts';
import { Liveness } from '../../../src/run/leases/liveness.ts';
import { archiveSweep } from '../../../src/run/sweep/archive.ts';
import { removalsOf, removeAll } from '../../../src/run/sweep/clean.ts';
import { type PlannedRun, planSweep } from '../../../src/run/sweep/plan.ts';
import { pointsOf } from '../../../src/run/sweep/points.ts';
import { sweepReport } from '../../../src/run/sweep/report.ts';
import { runsLeft } from '../../../src/run/sweep/runs-left.ts';
import { statusReport, sweepStatus } from '../../../src/run/sweep/status.ts';
import { parseSweep } from '../../../src/run/sweep/sweep-file.ts';
import { SweepFolder } from '../../../src/run/sweep/sweep-folder.ts';
import { temporaryFolder } from '../../cli/burstwise.ts';

/** A sweep on disk. */
function sweepOf(value: Record<string, unknown>) {
  const file = parseSweep({ task: 'button-food', ...value }, 'sweep.yaml', '/');
  const code = { sha256: 'a'.repeat(64), modules: [] };
  const plan = planSweep(file, pointsOf(file, 'sweep.yaml'), code, 'sweep.yaml');
  const folder = new SweepFolder(join(temporaryFolder(), 'sweep'));
  mkdirSync(folder.path);
  folder.write(file, plan, code);
  return { folder, plan };
}

/** Writes down that a run succeeded on the first so many of 40 layouts. */
function finish(folder: SweepFolder, { id }: PlannedRun, successes: number): void {
  const path = folder.runPath(id);
  mkdirSync(join(path, 'figures'), { recursive: true });
  for (const name of ['config.yaml', 'checkpoint.safetensors', 'figures/raster.svg'])
    writeFileSync(join(path, name), 'x'.repeat(1000));
  const outcome = Array.from({ length: 40 }, (_, k) => (k < successes ? '1' : '0')).join('');
  const counts = { meanSteps: 9, managerLabels: 1, workerLabels: 1, inspections: 0 };
  const trial = { episodes: 40, seed: 1, layout: null, successes: outcome, ...counts };
  folder.writeResult(id, { trial, report: { deep: { error: successes / 10 } } });
}

const grid = { rounds: [1, 2], useless: ['a', 'b', 'c'] };
const successesOf = ({ settings, seed }: PlannedRun) => 10 * Number(settings['rounds']) + 3 * seed;

describe('the report of a sweep', () => {
  it('names the best point, what mattered, and what was not shown to', () => {
    const { folder, plan } = sweepOf({ grid, seeds: '1-3' });
    expect(() => sweepReport(folder, 'again')).toThrow('expected at least one run that is done');
    for (const run of plan.slice(0, -1)) finish(folder, run, successesOf(run));
    const document = sweepReport(folder, 'again');
    expect(document.lead.map(({ text }) => text)).toEqual([
      expect.stringMatching(
        /^Best point: rounds=2 useless=\w, success rate 0.650 over 3 seeds. Of 5 others, 2 /,
      ),
      expect.stringMatching(/^rounds matters \(p = 0.0\d\d\): 2 is best with 0.6\d+, 1 worst with 0.400\.$/),
      expect.stringMatching(/^useless: no effect on success rate is shown/),
      expect.stringContaining('looks better than it is'),
      '1 of 18 planned runs are not done.',
    ]);
    const data = documentSchema.parse(documentData(document)) as unknown as {
      points: { value: { value: number }; runs: unknown[]; againstBest: { p: number } | null }[];
    };
    expect(data.points).toHaveLength(6);
    expect(data.points[0]).toMatchObject({ value: { value: 0.65 }, againstBest: null });
    expect(data.points.at(-1)!.againstBest!.p).toBeLessThan(0.001);
    const page = documentHtml(document);
    expect(page).toContain('rounds=2 useless=');
    expect(documentHtml(sweepReport(folder, 'again'))).toBe(page);
  });

  it('compares what the file names, and says what there is where that is missing', () => {
    const measured = (report: string, goal = 'least') => {
      const { folder, plan } = sweepOf({ grid, measure: { report, goal } });
      for (const run of plan) finish(folder, run, successesOf(run));
      return sweepReport(folder, 'again');
    };
    expect(measured('deep.error').lead[0]!.text).toContain('rounds=1 useless=a, deep.error 1.30');
    expect(measured('deep.error', 'most').lead[0]!.text).toContain('rounds=2 useless=a, deep.error 2.30');
    expect(() => measured('deep.eror')).toThrow('there are deep.error');
  });
});

describe('halving', () => {
  it('opens the next seed for the best points when all have played the first', async () => {
    const { folder, plan } = sweepOf({ grid, seeds: '1-2', halving: { factor: 6 } });
    const list = runsLeft(folder, new Liveness({ expiresAfter: 1000 }));
    const taken: string[] = [];
    for (;;) {
      const next = list.take(() => true);
      if (typeof next === 'string') break;
      taken.push(`${next.item.settings['useless']}${next.item.settings['rounds']} ${next.item.seed}`);
      // One point is far ahead.
      finish(folder, next.item, next.item.point === 4 ? 38 : successesOf(next.item));
    }
    expect(taken).toEqual(['a1 1', 'b1 1', 'c1 1', 'a2 1', 'b2 1', 'c2 1', 'b2 2']);
    const { counts } = await sweepStatus(folder);
    expect(counts).toEqual({ done: 7, running: 0, waiting: 0, failed: 0, skipped: plan.length - 7 });
    expect(sweepReport(folder, 'again').lead[0]!.text).toContain('rounds=2 useless=b');
  });
});

it('the status of a sweep says why a run failed, not where the program called it', async () => {
  const { folder, plan } = sweepOf({});
  const message =
    'RangeError: no luck\n    at async file:///runs/sweep/code/0123456789ab/src/cli/bin.js:11:20';
  folder.attempts(plan[0]!.id).begin(1, { ...newRecord(), state: 'failed', message });
  const { table } = statusReport(folder, await sweepStatus(folder));
  expect(table.rows[0]!.at(-1)).toBe('RangeError: no luck');
});

describe('cleaning', () => {
  it('lists before it removes, keeps results and the best points, and spares what is under way', async () => {
    const { folder, plan } = sweepOf({ grid });
    for (const run of plan) finish(folder, run, successesOf(run));
    const busy = plan[0]!;
    const lock = new FolderLock(folder.runPath(busy.id), () => new Error('busy'));
    const stale = folder.runPath('0123');
    for (const path of [
      stale,
      join(folder.path, 'code', 'b'.repeat(12)),
      join(folder.path, 'code', 'a'.repeat(12)),
    ]) {
      mkdirSync(path, { recursive: true });
      writeFileSync(join(path, 'file'), '12345');
    }
    const removals = await removalsOf(folder, 3);
    expect(removals.map(({ bytes, reason }) => [bytes, reason])).toEqual([
      [5, 'not in the plan'],
      [5, 'an earlier program'],
      ...Array(2)
        .fill([
          [1000, 'not among the best 3'],
          [1000, 'not among the best 3'],
        ])
        .flat(),
    ]);
    expect(existsSync(stale)).toBe(true);
    expect(removeAll(removals)).toBe(4010);
    expect(existsSync(stale)).toBe(false);
    expect(await removalsOf(folder, 3)).toEqual([]);
    expect(readdirSync(folder.runPath(busy.id))).toContain('checkpoint.safetensors');
    expect(readdirSync(folder.runPath(plan[1]!.id)).sort()).toEqual(['config.yaml', 'sweep-result.json']);
    expect((await sweepStatus(folder)).counts.done).toBe(6);
    expect(sweepReport(folder, 'again').data['points']).toHaveLength(6);
    lock.release();
  });

  it('packs a sweep on which nothing works', async () => {
    const { folder, plan } = sweepOf({});
    const out = join(temporaryFolder(), 'sweep.tar.gz');
    const attempt: AttemptRecord = {
      state: 'running',
      ...{ worker: processIdentity(), job: null, memory: null, startedAt: '', beat: 0 },
      ...{ seconds: 0, completed: 0, total: 0, message: '' },
    };
    folder.attempts(plan[0]!.id).begin(1, attempt);
    await expect(archiveSweep(folder, out)).rejects.toThrow('burstwise sweep stop');
    folder.attempts(plan[0]!.id).update(1, { ...attempt, state: 'interrupted' });
    await archiveSweep(folder, out);
    expect(existsSync(out)).toBe(true);
    await expect(archiveSweep(folder, out)).rejects.toThrow('expected a new file');
  });
});
