/** Cells on a cluster whose programs are scripts: what is submitted, and what commands say. */
import { appendFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type CellOptions, carryOut, cellCommand } from '../../src/cli/carry-out.ts';
import { FolderLock } from '../../src/files/folder-lock.ts';
import type { ThreadPool } from '../../src/process/threads.ts';
import type { Cell } from '../../src/run/cells/cell.ts';
import { CellStore } from '../../src/run/cells/cell-store.ts';
import type { CellWork } from '../../src/run/cells/cell-work.ts';
import { newRecord } from '../../src/run/leases/attempts.ts';
import { programs } from '../run/slurm/programs.ts';
import { burstwise, root, temporaryFolder } from './burstwise.ts';

const cells = [1, 2, 3, 4, 5, 6].map((seed): Cell => ({ name: 'square', seed }));
const config = "echo 'MaxArraySize = 5\nMaxJobCount = 100'";

/** A table of six cells on a cluster whose queue is a file. */
function table() {
  const out = temporaryFolder();
  const queue = join(out, 'queue.txt');
  const submitted = join(out, 'submitted.txt');
  for (const file of [queue, submitted]) writeFileSync(file, '');
  programs({
    scontrol: config,
    squeue: `case "$*" in *CANCELLED*) ;; *) /bin/cat ${queue} ;; esac`,
    sbatch: `echo "$2" >> ${submitted}; echo 7`,
    scancel: '',
  });
  const store = new CellStore(out, 'table:squares');
  const measured: number[] = [];
  const work: CellWork<Cell, number, number> = {
    cells,
    store,
    openPool: () => ({ close: async () => {} }) as ThreadPool,
    measure: async (_, { seed }) => {
      measured.push(seed);
      return seed ** 2;
    },
    conclude: (all) => all.reduce((sum, { result }) => sum + result, 0),
  };
  const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const told = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  onTestFinished(() => {
    written.mockRestore();
    told.mockRestore();
  });
  /** Carries the work out; gives what it concludes, and what it prints. */
  const run = async (options: Omit<CellOptions, 'jobs'> = {}) => {
    written.mockClear();
    const outcome = await carryOut(work, { jobs: 1, ...options });
    return [outcome, written.mock.calls.map(([text]) => text).join('')] as const;
  };
  const scripts = () =>
    readFileSync(submitted, 'utf8')
      .split('\n')
      .slice(0, -1)
      .map((path) => readFileSync(path, 'utf8'));
  /** Puts tasks of the table into the queue. */
  const enqueue = (...tasks: readonly string[]) => {
    const [, name] = /job-name=(\S+)/.exec(scripts()[0]!)!;
    for (const task of tasks) appendFileSync(queue, task.replace('NAME', name!));
  };
  return { out, store, work, measured, run, scripts, enqueue };
}

describe('cells on a cluster', () => {
  it('are submitted once, and their command then says how far they are until all are there', async () => {
    const { store, measured, run, scripts, enqueue } = table();
    const [outcome, text] = await run({ on: 'slurm', pack: 2 });
    expect([outcome, text]).toEqual([
      undefined,
      expect.stringContaining('submitted 3 tasks in 1 array: jobs 7, 7'),
    ]);
    const [array, feeder] = scripts();
    expect(array).toContain('--array=0-2\n');
    expect(array).toMatch(/srun .*\n.* --take 2/);
    expect(feeder).toMatch(/--dependency=afterany:7\n[\s\S]*exec .* --on slurm --feed 7/);
    enqueue('7_0|NAME|RUNNING|None\n', '7_1|NAME|PENDING|Resources\n', '7_2|NAME|PENDING|Resources\n');
    expect((await run({ on: 'slurm' }))[1]).toContain('submitted 0 tasks');
    store.write(cells[0]!, 1);
    await expect(run()).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringMatching(
        /1 of 6 cells measured, 0 running, 5 waiting, 0 failed\nSlurm: 1 running, 2 pending \(Resources\)\n/,
      ),
    });
    expect(measured).toEqual([]);
    for (const cell of cells.slice(1)) store.write(cell, cell.seed);
    programs({});
    expect((await run())[0]).toBe(21);
    expect((await run({ on: 'slurm' }))[0]).toBe(21);
    expect(measured).toEqual([]);
  });

  it('are measured here, too, where that is wanted, and others in the same folder are not theirs', async () => {
    const { work, measured, run } = table();
    await run({ on: 'slurm' });
    const others = await carryOut({ ...work, cells: cells.slice(0, 2) }, { jobs: 1 });
    expect([others, measured]).toEqual([5, [1, 2]]);
    expect((await run({ on: 'local' }))[0]).toBe(91);
    expect(measured).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('that failed are told, and are submitted again only when that is wanted', async () => {
    const { store, run, scripts } = table();
    for (const cell of cells.slice(1)) store.write(cell, cell.seed);
    const attempts = store.attempts(store.idOf(cells[0]!));
    attempts.begin(1, { ...newRecord(), state: 'failed', message: 'no luck\nat work' });
    for (const options of [{ on: 'slurm' }, { on: 'slurm', feed: ['7'] }] as const) {
      const [, text] = await run(options);
      expect(text).toContain('submitted 0 tasks');
      expect(text).toMatch(
        /1 failed\nSlurm: no jobs\nfailed: square, seed 1: no luck\nmeasure failed cells again with/,
      );
    }
    const [, shown] = await run({ on: 'slurm', retry: 'failed', dryRun: true });
    expect([attempts.count, shown]).toEqual([1, expect.stringContaining('would submit 1 task in 1 array')]);
    expect((await run({ on: 'slurm', retry: 'failed' }))[1]).toContain('submitted 1 task in 1 array');
    expect(attempts.latest()!.state).toBe('retry');
    expect(scripts()).toHaveLength(2);
  });

  it('that a job had which ended are submitted at once, on whichever machine it was', async () => {
    const { store, run } = table();
    for (const cell of cells.slice(2)) store.write(cell, cell.seed);
    const elsewhere = { ...newRecord(), worker: { host: 'elsewhere', pid: 1, start: '1' } };
    const had = [7, 8].map((job, k) => {
      const attempts = store.attempts(store.idOf(cells[k]!));
      attempts.begin(1, { ...elsewhere, job: `${job}_0` });
      return attempts;
    });
    expect((await run({ on: 'slurm', feed: ['7'] }))[1]).toContain('submitted 1 task in 1 array');
    expect(had.map((attempts) => attempts.latest()!.state)).toEqual(['killed', 'running']);
  });

  it('show their scripts in a dry run, which submits nothing', async () => {
    const { out, run, scripts } = table();
    const profile = join(out, 'lab.yaml');
    writeFileSync(profile, 'partition: short\nmemory: 2 GB\nparallel: 3\n');
    const [, text] = await run({ on: 'slurm', profile, dryRun: true });
    expect(text).toMatch(/--array=0-4%3\n[\s\S]*--mem=2048M\n[\s\S]*--partition=short\n/);
    expect(text).toContain('would submit 6 tasks in 2 arrays');
    expect([scripts(), existsSync(join(out, 'jobs'))]).toEqual([[], false]);
  });

  it('that a cluster refuses are not handed over, and its profile is not kept', async () => {
    const { out, measured, run } = table();
    const path = process.env['PATH']!;
    writeFileSync(join(path, 'sbatch'), '#!/bin/sh\necho "sbatch: error: invalid partition" >&2; exit 1\n');
    const profile = join(out, 'lab.yaml');
    writeFileSync(profile, 'partition: none\n');
    await expect(run({ on: 'slurm', profile })).rejects.toThrow('received: sbatch: error: invalid partition');
    expect(existsSync(join(out, 'jobs'))).toBe(false);
    expect((await run({ on: 'slurm', dryRun: true }))[1]).not.toContain('--partition');
    expect([(await run())[0], measured.length]).toEqual([91, 6]);
    expect((await run({ on: 'slurm', dryRun: true }))[1]).toBe(
      `${out}: all 6 cells are measured; nothing would be submitted\n`,
    );
  });

  it('stay handed over where the cluster refuses only what is left', async () => {
    const { out, run } = table();
    const path = process.env['PATH']!;
    // An array may have five tasks, so that there are two; the second is refused.
    const refusing = `case "$2" in */2/*) echo "sbatch: error: too many jobs" >&2; exit 1 ;; esac; echo 7`;
    writeFileSync(join(path, 'sbatch'), `#!/bin/sh\n${refusing}\n`);
    await expect(run({ on: 'slurm' })).rejects.toThrow('too many jobs');
    const [jobs] = readdirSync(join(out, 'jobs'));
    expect(readdirSync(join(out, 'jobs', jobs!)).sort()).toEqual(['1', 'slurm.yaml']);
    await expect(run()).rejects.toThrow('0 of 6 cells measured');
  });

  it('are submitted by one process at a time: others are refused, and feeders wait', async () => {
    const { out, store, work, run, scripts } = table();
    await run({ on: 'slurm' });
    const [jobs] = readdirSync(join(out, 'jobs'));
    const lock = new FolderLock(join(out, 'jobs', jobs!), () => new Error('busy'));
    onTestFinished(() => lock.release());
    await expect(run({ on: 'slurm' })).rejects.toThrow(
      'no other process submits jobs, received another part',
    );
    const others = carryOut({ ...work, cells: cells.slice(0, 2) }, { jobs: 1, on: 'slurm' });
    await expect(others).resolves.toBeUndefined();
    const before = scripts().length;
    for (const cell of cells.slice(1)) store.write(cell, cell.seed);
    const feeding = run({ on: 'slurm', feed: ['7'] });
    await new Promise((resolve) => setImmediate(resolve));
    expect(scripts()).toHaveLength(before);
    lock.release();
    expect((await feeding)[1]).toContain('submitted 1 task in 1 array');
  });

  it('are shown in a dry run where no cluster answers, and an order says what to do', async () => {
    const { out, store, work, run } = table();
    const script = 'echo "squeue: fatal: Could not establish a configuration source" >&2; exit 1';
    programs({ squeue: script });
    const [, text] = await run({ on: 'slurm', dryRun: true });
    expect(text).toContain('would submit 6 tasks in 1 array\nSlurm did not answer, so that an empty queue');
    const elsewhere = join(out, 'runs', 'cells');
    for (const dryRun of [true, false]) {
      const store = new CellStore(elsewhere, 'table:squares');
      const done = carryOut({ ...work, store }, { jobs: 1, on: 'slurm', dryRun }).catch(
        ({ message }) => message,
      );
      expect(await done).toEqual(
        dryRun ? undefined : expect.stringMatching(/configuration source; log in to a node.*SLURM_CONF/),
      );
      expect(existsSync(join(out, 'runs'))).toBe(false);
    }
    store.write(cells[0]!, 1);
    await expect(run({ on: 'slurm' })).rejects.toMatchObject({ exitCode: 1 });
    expect(existsSync(join(out, 'jobs'))).toBe(false);
  });

  it('need a folder, and options of Slurm need Slurm', async () => {
    const { work, run } = table();
    const refused = { exitCode: 2 };
    await expect(carryOut({ ...work, store: null }, { jobs: 1, on: 'slurm' })).rejects.toMatchObject(refused);
    await expect(run({ pack: 2 })).rejects.toThrow('--pack: expected --on slurm beside it, received none');
    await expect(run({ on: 'local', oomFactor: 3 })).rejects.toThrow('--oom-factor: expected --on slurm');
    programs({});
    await expect(run({ on: 'slurm' })).rejects.toThrow('expected a machine with Slurm');
  });
});

it('jobs run the command that was given, without where it works', () => {
  const given = [
    'door-key',
    '--on=slurm',
    '--profile',
    'lab.yaml',
    '--seeds',
    '1-3',
    '--jobs',
    '4',
    '--dry-run',
  ];
  const command = cellCommand(['node', 'burstwise', 'compare', ...given, '--pack=3', '--out', '/x']);
  const words = ['door-key', '--seeds', '1-3', '--out', '/x'];
  expect(command.take(4)).toEqual(['node', 'burstwise', 'compare', '--take', '4', ...words]);
  const inside = ['burstwise', 'compare', '--take', '4', '--inside'];
  expect(command.takeInside(4, true)).toEqual([...inside, ...words]);
  expect(command.takeInside(4, false)).toEqual([...inside, '--replacing', ...words]);
  const feed = command.feed(['8', '9']);
  expect(feed).toEqual(['node', 'burstwise', 'compare', '--on', 'slurm', '--feed', '8:9', ...words]);
  expect(cellCommand(feed).feed(['8', '9'])).toEqual(feed);
});

it.each([
  ['reproduce', ['fig1', '--quick']],
  ['compare', ['button-food', '--labels', '75', '--seeds', '1-2']],
])('%s takes the options', (command, args) => {
  const [out, path] = [temporaryFolder(), programs({ scontrol: config, squeue: '' })];
  const given = [command, ...args, '--out', out, '--on', 'slurm', '--dry-run', '--pack', '4'];
  const { status, stdout, stderr } = burstwise(given, root, { PATH: path });
  expect(status, stderr).toBe(0);
  expect(stdout).toContain(` ${command} --take 4 ${args.join(' ')} --out ${out} &\n`);
  expect(readdirSync(out)).not.toContain('jobs');
});
