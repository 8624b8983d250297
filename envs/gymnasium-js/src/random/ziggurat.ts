/** NumPy's ziggurat samplers (Marsaglia and Tsang 2000): one draw of 64 bits gives most values. */
import { exp, log1p } from '../elementary.ts';
import * as exponential from './exponential-tables.ts';
import * as normal from './normal-tables.ts';
import type { PCG64 } from './pcg64.ts';

const NORMAL_TAIL = 3.654152885361009;
const INVERSE_NORMAL_TAIL = 0.2736612373297583;
const EXPONENTIAL_TAIL = 7.69711747013105;

/** A draw from the normal distribution of mean 0 and standard deviation 1. */
export function standardNormal(bits: PCG64): number {
  for (;;) {
    bits.advance();
    const low = bits.low;
    // Eight bits choose the layer, one the sign, 52 the place.
    const layer = low & 0xff;
    const place = (bits.high & 0x1fffffff) * 2 ** 23 + (low >>> 9);
    const magnitude = place * normal.WIDTHS[layer]!;
    const x = low & 0x100 ? -magnitude : magnitude;
    if (place < normal.LIMITS[layer]!) return x;
    if (layer === 0) return normalTail(bits, (low & 0x20000) !== 0);
    const below = normal.HEIGHTS[layer]!;
    if ((normal.HEIGHTS[layer - 1]! - below) * bits.nextDouble() + below < exp(-0.5 * x * x)) return x;
  }
}

function normalTail(bits: PCG64, negative: boolean): number {
  for (;;) {
    const x = -INVERSE_NORMAL_TAIL * log1p(-bits.nextDouble());
    const y = -log1p(-bits.nextDouble());
    if (y + y > x * x) return negative ? -(NORMAL_TAIL + x) : NORMAL_TAIL + x;
  }
}

/** A draw from the exponential distribution of mean 1. */
export function standardExponential(bits: PCG64): number {
  for (;;) {
    bits.advance();
    const low = bits.low;
    // Eight bits choose the layer, 53 the place.
    const layer = (low >>> 3) & 0xff;
    const place = (bits.high >>> 0) * 2 ** 21 + (low >>> 11);
    const x = place * exponential.WIDTHS[layer]!;
    if (place < exponential.LIMITS[layer]!) return x;
    if (layer === 0) return EXPONENTIAL_TAIL - log1p(-bits.nextDouble());
    const below = exponential.HEIGHTS[layer]!;
    if ((exponential.HEIGHTS[layer - 1]! - below) * bits.nextDouble() + below < exp(-x)) return x;
  }
}
