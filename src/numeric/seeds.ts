import { Generator, PCG64, SeedSequence } from 'gymnasium-js';

/** What random numbers are for: each purpose has a stream of its own, so that none depends on how many others drew. */
export const streams = {
  managerWeights: 1,
  workerWeights: 2,
  demonstration: 3,
  practice: 4,
  shuffledSubtasks: 5,
  evaluation: 6,
  sequence: 7,
  standardisation: 8,
} as const;

/** Name of a purpose. */
export type Stream = keyof typeof streams;

/** A generator for one purpose of a run, e.g. the 17th demonstration: `streamGenerator(seed, 'demonstration', 17)`. */
export function streamGenerator(seed: number, stream: Stream, ...path: number[]): Generator {
  return new Generator(new PCG64(new SeedSequence([seed, streams[stream], ...path])));
}

/** A seed (below 2^64) for the environment in one episode of a run. */
export function streamSeed(seed: number, stream: Stream, ...path: number[]): bigint {
  const [low, high] = new SeedSequence([seed, streams[stream], ...path, 0]).generateState(2);
  return (BigInt(high) << 32n) | BigInt(low);
}
