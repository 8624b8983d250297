import type { Kernel } from '../../src/neuron/population.ts';
import type { NumpyProcess } from './numpy-process.ts';
import { createRunner } from './runners.ts';
import { type Phase, phasesOf, type Workload } from './workloads.ts';

export const implementations = ['simd', 'event64', 'dense64', 'numpy'] as const;
export type Implementation = (typeof implementations)[number];

/** Median and quartiles. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

export interface SpeedRow {
  readonly workload: string;
  readonly phase: Phase;
  /** µs a time step of the network (of both networks, where there are two). */
  readonly microseconds: Partial<Record<Implementation, Spread>>;
  /** How many times faster than dense NumPy, round by round. */
  readonly speedUp: Partial<Record<Implementation, Spread>>;
  readonly goals: Partial<Record<Kernel, number>>;
}

export interface SpeedOptions {
  readonly rounds: number;
  /** Seconds that each implementation is measured for in a round, at least. */
  readonly seconds: number;
  /** null: without comparison. */
  readonly numpy: NumpyProcess | null;
}

/** Runs the first steps of an episode; returns seconds. */
type Timer = (training: boolean, steps: number) => number | Promise<number>;

/**
 * Measures one workload: in every round each implementation has its turn, so that a busy machine slows all of them alike,
 * and speed-ups are those within a round. Whole episodes are run, as many as fill the time; but a dense implementation,
 * whose steps all cost the same, stops within an episode when it takes longer.
 */
export async function measureSpeed(workload: Workload, options: SpeedOptions): Promise<SpeedRow[]> {
  const timers = timersOf(workload, options.numpy);
  const rows: SpeedRow[] = [];
  for (const phase of phasesOf(workload)) {
    const training = phase === 'training';
    const plans = new Map<Implementation, number>();
    for (const [name, time] of timers) {
      plans.set(name, await plan(name, time, workload, training, options.seconds));
    }
    const samples = new Map([...timers.keys()].map((name) => [name, [] as number[]]));
    for (let round = 0; round < options.rounds; round++) {
      for (const [name, time] of timers) {
        samples.get(name)!.push((await run(time, training, plans.get(name)!, workload.steps)) * 1e6);
      }
    }
    rows.push(summarise(workload, phase, samples));
  }
  return rows;
}

function timersOf(workload: Workload, numpy: NumpyProcess | null): Map<Implementation, Timer> {
  const timers = new Map<Implementation, Timer>();
  for (const kernel of ['simd', 'event64', 'dense64'] as const) {
    const runner = createRunner(workload, kernel);
    timers.set(kernel, (training, steps) => {
      const start = process.cpuUsage();
      runner(training, steps);
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1e6;
    });
  }
  if (numpy) timers.set('numpy', (training, steps) => numpy.time(workload, training, steps));
  return timers;
}

/** Warms up, and finds the number of steps that take the given time: whole episodes where that is possible. */
async function plan(
  name: Implementation,
  time: Timer,
  { steps }: Workload,
  training: boolean,
  seconds: number,
): Promise<number> {
  const dense = name === 'dense64' || name === 'numpy';
  let tried = dense ? 20 : steps;
  let taken = await time(training, tried);
  // Until the compilers have done what they can, and the network has learned something.
  for (let k = 0; k < 5 || (!dense && k < 20); k++) {
    if (taken > seconds) break;
    tried = dense ? Math.min(steps, tried * 2) : steps;
    taken = await time(training, tried);
  }
  const wanted = (seconds / taken) * tried;
  if (wanted >= steps || !dense) return steps * Math.ceil(wanted / steps);
  return 20 * Math.max(1, Math.ceil(wanted / 20));
}

/** @returns seconds a step */
async function run(time: Timer, training: boolean, planned: number, episode: number): Promise<number> {
  let seconds = 0;
  for (let left = planned; left > 0; left -= episode)
    seconds += await time(training, Math.min(left, episode));
  return seconds / planned;
}

function summarise(
  workload: Workload,
  phase: Phase,
  samples: ReadonlyMap<Implementation, readonly number[]>,
): SpeedRow {
  const reference = samples.get('numpy');
  const microseconds: Partial<Record<Implementation, Spread>> = {};
  const speedUp: Partial<Record<Implementation, Spread>> = {};
  for (const [name, values] of samples) {
    microseconds[name] = spreadOf(values);
    if (reference) speedUp[name] = spreadOf(values.map((value, round) => reference[round]! / value));
  }
  return { workload: workload.name, phase, microseconds, speedUp, goals: workload.goals?.[phase] ?? {} };
}

/** Quartiles by linear interpolation. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => {
    const place = share * (sorted.length - 1);
    const below = Math.floor(place);
    const above = Math.min(below + 1, sorted.length - 1);
    return sorted[below]! + (place - below) * (sorted[above]! - sorted[below]!);
  };
  return { median: at(0.5), low: at(0.25), high: at(0.75) };
}
