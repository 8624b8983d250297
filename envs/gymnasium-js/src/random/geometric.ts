import { log1p } from '../elementary.ts';
import type { PCG64 } from './pcg64.ts';
import { standardExponential } from './ziggurat.ts';

/** Number of trials up to the first success, for a chance of success 0 < p ≤ 1. */
export function geometric(bits: PCG64, p: number): number {
  // A likely success is counted up to; a rare one comes from an exponential time.
  if (p < 1 / 3) {
    return Math.ceil(-standardExponential(bits) / log1p(-p));
  }
  const draw = bits.nextDouble();
  let trials = 1;
  let probability = p;
  for (let sum = p; draw > sum; sum += probability) {
    probability *= 1 - p;
    trials++;
  }
  return trials;
}
