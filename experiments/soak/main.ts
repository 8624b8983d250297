/**
 * Trains, evaluates, records and checks over and over in one process with two threads, and shows whether memory, file
 * descriptors, threads and child processes stay what they are: `node --expose-gc dist/experiments/soak/main.js <seconds>`.
 * It fails where they grow. Linux only: it reads /proc.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { run } from '../../src/burstwise.ts';
import { tableText } from '../../src/cli/table-text.ts';

/** What a process holds. */
interface Sample {
  readonly seconds: number;
  readonly rounds: number;
  /** Millions of bytes. */
  readonly resident: number;
  readonly heap: number;
  readonly buffers: number;
  readonly descriptors: number;
  readonly threads: number;
  readonly children: number;
}

/** Samples in the printed table. */
const SHOWN = 20;
/** Longest time in ms that ended threads may take to be gone, on a busy machine. */
const SETTLING_MS = 20_000;
/** Memory may vary by this share, from the second quarter of the samples to the last. */
const TOLERANCE = 0.15;

const [seconds = '60'] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'burstwise-soak-'));
const [output, errors] = [process.stdout.write, process.stderr.write];

/** One command, in this process, without what it prints. */
async function command(...args: string[]): Promise<void> {
  process.stdout.write = process.stderr.write = () => true;
  const code = await run(args);
  [process.stdout.write, process.stderr.write] = [output, errors];
  if (code !== 0) throw new Error(`burstwise ${args.join(' ')}: expected exit code 0, received ${code}`);
}

async function round(): Promise<void> {
  const [path, data] = [join(folder, 'run'), join(folder, 'data')];
  const small = ['manager', 'workers'].flatMap((role) => [
    `--set=agent.${role}.network.neurons=60`,
    `--set=agent.${role}.network.excitatory=48`,
  ]);
  const training = [
    '--set=imitation.demonstrations=10',
    '--set=imitation.rounds=1',
    '--set=evaluation.episodes=5',
  ];
  await command('train', 'button-food', ...small, ...training, '--jobs=2', `--out=${path}`, '--overwrite');
  await command('eval', path, '--episodes=5', '--jobs=2');
  const id = 'soak/expert-v0';
  await command(
    'record',
    'button-food',
    `--id=${id}`,
    '--episodes=10',
    '--jobs=2',
    `--root=${data}`,
    '--overwrite',
  );
  await command('data', 'check', id, `--root=${data}`);
}

/** Waits for threads that were ended to be gone: no more are left than after the first round, or they never go. */
async function settle(before: Sample | undefined): Promise<void> {
  const start = performance.now();
  do await setTimeout(50);
  while (
    readdirSync('/proc/self/task').length > (before?.threads ?? 0) &&
    performance.now() - start < (before === undefined ? 1000 : SETTLING_MS)
  );
}

function sample(start: number, rounds: number): Sample {
  globalThis.gc?.();
  const { rss, heapUsed, arrayBuffers } = process.memoryUsage();
  const tasks = readdirSync('/proc/self/task');
  const children = tasks.flatMap((task) =>
    readFileSync(`/proc/self/task/${task}/children`, 'utf8').split(' ').filter(Boolean),
  );
  const millions = (bytes: number) => Math.round(bytes / 1e5) / 10;
  return {
    seconds: Math.round((performance.now() - start) / 1000),
    rounds,
    resident: millions(rss),
    heap: millions(heapUsed),
    buffers: millions(arrayBuffers),
    descriptors: readdirSync('/proc/self/fd').length,
    threads: tasks.length,
    children: children.length,
  };
}

/** What grew from the second quarter of the samples, when everything is loaded, to the last one. */
function growing(samples: readonly Sample[]): string[] {
  const quarter = Math.max(1, Math.floor(samples.length / 4));
  const [early, late] = [samples.slice(quarter, 2 * quarter), samples.slice(-quarter)];
  const most = (of: readonly Sample[], what: keyof Sample) => Math.max(...of.map((each) => each[what]));
  const counts = (['descriptors', 'threads', 'children'] as const).filter(
    (what) => most(late, what) > most(early, what),
  );
  const memory = (['resident', 'heap', 'buffers'] as const).filter(
    (what) => most(late, what) > (1 + TOLERANCE) * most(early, what) + 1,
  );
  return [...memory, ...counts];
}

const start = performance.now();
const samples: Sample[] = [];
try {
  for (let rounds = 1; performance.now() - start < 1000 * Number(seconds) || rounds <= 8; rounds++) {
    await round();
    await settle(samples[0]);
    samples.push(sample(start, rounds));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const every = Math.ceil(samples.length / SHOWN);
const rows = samples.filter((_, k) => k % every === 0 || k === samples.length - 1);
writeSync(
  1,
  `${tableText({ head: Object.keys(rows[0]!), rows: rows.map((row) => Object.values(row).map(String)) })}\n`,
);
const grown = growing(samples);
writeSync(1, grown.length === 0 ? 'flat\n' : `grows: ${grown.join(', ')}\n`);
process.exitCode = grown.length === 0 ? 0 : 1;
