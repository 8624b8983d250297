/**
 * A linear readout in float64, so that weights which change by little over a long time lose nothing. Four sums in a fixed
 * order, as in `src/neuron/readout.ts`: both give the same bits.
 */
import { column, extent, readoutValues, readoutWeights } from './memory';

/** value_o = Σ_i weights[o, i] φ_i, φ a float32 vector */
export function readFeature(vector: usize, outputs: u32): void {
  const end = extent;
  for (let o: u32 = 0; o < outputs; o++) {
    const row = readoutWeights + <usize>o * 2 * column;
    let first = f64x2.splat(0);
    let last = f64x2.splat(0);
    for (let i: usize = 0; i < end; i += 16) {
      const low = f64x2.promote_low_f32x4(v128.load64_zero(vector + i));
      const high = f64x2.promote_low_f32x4(v128.load64_zero(vector + i, 8));
      first = f64x2.add(first, f64x2.mul(low, v128.load(row + 2 * i)));
      last = f64x2.add(last, f64x2.mul(high, v128.load(row + 2 * i, 16)));
    }
    const sum = f64x2.add(first, last);
    store<f64>(readoutValues + (o << 3), f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1));
  }
}

/** weights[o, i] += value_o φ_i */
export function addToReadout(vector: usize, outputs: u32): void {
  const end = extent;
  for (let o: u32 = 0; o < outputs; o++) {
    const row = readoutWeights + <usize>o * 2 * column;
    const change = f64x2.splat(load<f64>(readoutValues + (o << 3)));
    for (let i: usize = 0; i < end; i += 16) {
      const low = f64x2.promote_low_f32x4(v128.load64_zero(vector + i));
      const high = f64x2.promote_low_f32x4(v128.load64_zero(vector + i, 8));
      v128.store(row + 2 * i, f64x2.add(v128.load(row + 2 * i), f64x2.mul(change, low)));
      v128.store(row + 2 * i, f64x2.add(v128.load(row + 2 * i, 16), f64x2.mul(change, high)), 16);
    }
  }
}
