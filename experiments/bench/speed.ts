import type { Kernel } from '../../src/models/burst/population.ts';
import type { ImplementationProcess, Pace } from './implementation-process.ts';
import { type Phase, phasesOf, type Workload } from './workloads.ts';

/** All implementations, in the order of the tables. */
export const implementations = ['simd', 'event64', 'dense64', 'numpy'] as const;
/** Name of an implementation. */
export type Implementation = (typeof implementations)[number];

/** Median and quartiles. */
export interface Spread {
  /** Median of the rounds. */
  readonly median: number;
  /** Lower quartile of the rounds. */
  readonly low: number;
  /** Upper quartile of the rounds. */
  readonly high: number;
}

/** Speed of all implementations on one workload. */
export interface SpeedRow {
  /** Name of the workload. */
  readonly workload: string;
  /** What the network does. */
  readonly phase: Phase;
  /** µs a time step of the network (of both networks, where there are two). */
  readonly microseconds: Partial<Record<Implementation, Spread>>;
  /** Speed divided by that of dense NumPy, round by round. */
  readonly speedUp: Partial<Record<Implementation, Spread>>;
  /** Ratios that the project sets itself. */
  readonly goals: Partial<Record<Kernel, number>>;
}

/** How long to measure. */
export interface SpeedOptions {
  /** Number of rounds. */
  readonly rounds: number;
  /** Seconds that each implementation is measured for in a round, at least. */
  readonly seconds: number;
}

/** The compared implementations, each in a process of its own. */
export type Implementations = ReadonlyMap<Implementation, ImplementationProcess>;

/** The part of a workload that runs at a time. */
interface Portion {
  readonly steps: number;
  readonly episodes: number;
}

/** Measures one workload, in all its phases. */
export async function measureSpeed(
  workload: Workload,
  implementations: Implementations,
  options: SpeedOptions,
): Promise<SpeedRow[]> {
  const rows: SpeedRow[] = [];
  for (const phase of phasesOf(workload)) {
    rows.push(summarise(workload, phase, await measureRounds(workload, phase, implementations, options)));
  }
  return rows;
}

/**
 * µs a step of each implementation, round by round: in every round each has its turn, so that a busy machine slows all of them
 * alike, and speed-ups are those within a round. Whole episodes are run, as many as fill the time; but a dense implementation,
 * whose steps all cost the same, stops within an episode when it takes longer.
 */
export async function measureRounds<Name>(
  workload: Workload,
  phase: Phase,
  implementations: ReadonlyMap<Name, ImplementationProcess>,
  { rounds, seconds }: SpeedOptions,
): Promise<Map<Name, number[]>> {
  const time = (process: ImplementationProcess, { steps, episodes }: Portion) =>
    process.time(workload, phase === 'training', steps, episodes);
  const portions = new Map<Name, Portion>();
  const samples = new Map<Name, number[]>();
  for (const [name, process] of implementations) {
    const portion = await plan(process.pace, (some) => time(process, some), workload.steps, seconds);
    portions.set(name, portion);
    samples.set(name, []);
  }
  for (let round = 0; round < rounds; round++) {
    for (const [name, process] of implementations) {
      const portion = portions.get(name)!;
      const taken = await time(process, portion);
      samples.get(name)!.push((taken / (portion.steps * portion.episodes)) * 1e6);
    }
  }
  return samples;
}

/** Warms up, and finds the part of a workload that takes the given time. */
async function plan(
  { dense, warmUps }: Pace,
  time: (portion: Portion) => Promise<number>,
  episode: number,
  seconds: number,
): Promise<Portion> {
  let steps = dense ? 20 : episode;
  let taken = await time({ steps, episodes: 1 });
  for (let k = 0; k < warmUps && taken < seconds; k++) {
    steps = Math.min(episode, dense ? steps * 2 : episode);
    taken = await time({ steps, episodes: 1 });
  }
  const wanted = (seconds / taken) * steps;
  if (wanted >= episode || !dense) return { steps: episode, episodes: Math.ceil(wanted / episode) };
  return { steps: 20 * Math.max(1, Math.ceil(wanted / 20)), episodes: 1 };
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
