import { type Spread, spreadOf } from './speed.ts';

/** A rate, over several rounds. */
export interface Measurement extends Spread {
  /** Name in tables. */
  readonly name: string;
  /** Unit of the values. */
  readonly unit: string;
}

/** A quotient of medians, or a median, and its goal. */
export interface Goal {
  /** Name in tables. */
  readonly name: string;
  /** Measured ratio. */
  readonly value: number;
  /** Ratio to reach. */
  readonly goal: number;
}

/** Measurements with the ratios between them. */
export interface BenchResult {
  /** Measurements one by one. */
  readonly rows: readonly Measurement[];
  /** Ratios with their goals. */
  readonly ratios: readonly Goal[];
}

/**
 * Measures by turns, so that a busy machine slows everything alike.
 * @param taking the measurements by name: each runs for a number of seconds and returns steps per second
 */
export function measureInTurns(
  taking: ReadonlyMap<string, (seconds: number) => number>,
  rounds: number,
  seconds: number,
): Measurement[] {
  for (const take of taking.values()) take(seconds / 5); // to warm up
  const samples = new Map([...taking.keys()].map((name) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, take] of taking) samples.get(name)!.push(take(seconds));
  }
  return [...samples].map(([name, values]) => ({ name, unit: 'steps/s', ...spreadOf(values) }));
}

/** The median of the measurement that has this name. */
export function medianOf(rows: readonly Measurement[], name: string): number {
  return rows.find((row) => row.name === name)!.median;
}
