import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Table } from '../../src/report/report.ts';
import { ImplementationProcess, type PythonProgram } from './implementation-process.ts';
import { measureRounds, type SpeedOptions, type Spread, spreadOf } from './speed.ts';
import { digits, withSpread } from './speed-table.ts';
import type { Phase, Workload } from './workloads.ts';

/** What a user would pick instead, by name in tables. */
const programs: ReadonlyMap<string, PythonProgram> = new Map([
  // It warms up in every run.
  ['Brian2', { command: ['brian_peer.py'], pace: { dense: false, warmUps: 0 } }],
  ['PyTorch, events', { command: ['torch_peer.py', 'events'], pace: { dense: false, warmUps: 3 } }],
  ['PyTorch, dense', { command: ['torch_peer.py', 'dense'], pace: { dense: true, warmUps: 5 } }],
]);

/** The programs that run here. */
export interface Peers {
  /** By name in tables. */
  readonly running: ReadonlyMap<string, ImplementationProcess>;
  /** Versions of what they use. */
  readonly versions: Readonly<Record<string, string>>;
  /** Those that do not run, each with the reason. */
  readonly missing: readonly string[];
}

/** Speed of one program, and how much it has to do. */
export interface PeerRow {
  /** Name of the workload. */
  readonly workload: string;
  /** What the network does. */
  readonly phase: Phase;
  /** Name of the program. */
  readonly program: string;
  /** µs a time step. */
  readonly microseconds: Spread;
  /** Its time divided by that of `simd`, round by round. */
  readonly times: Spread;
  /** Spikes a step of soma, distal and proximal compartments, in the first episode. */
  readonly spikes: readonly number[];
  /** For the fastest peer: the time that the project aims at, in times of `simd`. */
  readonly goal?: number | undefined;
}

/** Starts what is installed for a Python interpreter. */
export async function startPeers(interpreter: string): Promise<Peers> {
  const running = new Map<string, ImplementationProcess>();
  const versions: Record<string, string> = {};
  const missing: string[] = [];
  for (const [name, program] of programs) {
    const started = await ImplementationProcess.python(interpreter, program);
    if ('missing' in started) missing.push(`${name} (${started.missing})`);
    else {
      running.set(name, started.implementation);
      Object.assign(versions, started.versions);
    }
  }
  return { running, versions, missing };
}

/**
 * `simd` beside its peers, the fastest first. All begin with what `simd` learned in 20 episodes: the same float32 weights.
 * @param peers at least one
 */
export async function measurePeers(
  workload: Workload,
  peers: ReadonlyMap<string, ImplementationProcess>,
  options: SpeedOptions,
): Promise<PeerRow[]> {
  const simd = ImplementationProcess.kernel('simd');
  const folder = mkdtempSync(join(tmpdir(), 'burstwise-bench-'));
  try {
    const learned = join(folder, 'learned');
    await simd.learn(workload, 20, learned);
    const all = new Map([['simd', simd], ...peers]);
    const rows: PeerRow[] = [];
    // Inference first: it leaves the weights as they are.
    for (const phase of ['inference', 'training'] as const) {
      if (workload.peers?.[phase])
        rows.push(...(await measurePhase({ ...workload, learned }, phase, all, options)));
    }
    return rows;
  } finally {
    simd.stop();
    rmSync(folder, { recursive: true });
  }
}

async function measurePhase(
  workload: Workload,
  phase: Phase,
  all: ReadonlyMap<string, ImplementationProcess>,
  options: SpeedOptions,
): Promise<PeerRow[]> {
  const spikes = new Map<string, readonly number[]>();
  for (const [name, process] of all) {
    const counts = await process.spikes(workload, phase === 'training');
    spikes.set(
      name,
      counts.map((count) => count / workload.steps),
    );
  }
  const samples = await measureRounds(workload, phase, all, options);
  const simd = samples.get('simd')!;
  const rows = [...samples].map(([program, values]) => ({
    ...{ workload: workload.name, phase, program, spikes: spikes.get(program)! },
    microseconds: spreadOf(values),
    times: spreadOf(values.map((value, round) => value / simd[round]!)),
  }));
  rows.sort((a, b) => a.microseconds.median - b.microseconds.median);
  const fairest = rows.find(({ program }) => program !== 'simd');
  const goal = workload.peers?.[phase]?.goal;
  return rows.map((row) => (row === fairest ? { ...row, goal } : row));
}

/** One line for each program. */
export function peerTable(rows: readonly PeerRow[]): Table {
  return {
    head: ['workload', 'phase', 'program', 'µs', 'time of simd ×', 'goal ×', 'spikes a step'],
    rows: rows.map(({ workload, phase, program, microseconds, times, goal, spikes }) => [
      workload,
      phase,
      program,
      digits(microseconds.median),
      withSpread(times),
      goal === undefined ? '' : String(goal),
      spikes.map((count) => count.toFixed(2)).join(' + '),
    ]),
  };
}
