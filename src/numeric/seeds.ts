import { Generator, PCG64, SeedSequence } from 'gymnasium-js';

/** Streams whose numbers were fixed before numbers followed from names. */
const numbered: Readonly<Record<string, number>> = {
  managerWeights: 1,
  workerWeights: 2,
  demonstration: 3,
  practice: 4,
  shuffledSubtasks: 5,
  evaluation: 6,
  sequence: 7,
  standardisation: 8,
};

/**
 * A generator for one purpose of a run, e.g. the 17th demonstration: `streamGenerator(seed, 'demonstration', 17)`. Each purpose
 * has a stream of its own, so that none depends on how many numbers others drew.
 *
 * @param stream name of the purpose; every name is a stream
 */
export function streamGenerator(seed: number, stream: string, ...path: number[]): Generator {
  return new Generator(new PCG64(new SeedSequence([seed, streamNumber(stream), ...path])));
}

/** A seed (below 2^64) for the environment in one episode of a run. */
export function streamSeed(seed: number, stream: string, ...path: number[]): bigint {
  const [low, high] = new SeedSequence([seed, streamNumber(stream), ...path, 0]).generateState(2);
  return (BigInt(high) << 32n) | BigInt(low);
}

/** The number of a stream: a 32-bit hash (FNV-1a) of its name, or what was fixed before. */
function streamNumber(stream: string): number {
  const fixed = numbered[stream];
  if (fixed !== undefined) return fixed;
  let hash = 0x811c9dc5;
  for (let k = 0; k < stream.length; k++) hash = Math.imul(hash ^ stream.charCodeAt(k), 0x01000193);
  return hash >>> 0;
}
