/**
 * Sums over all weights of a linear readout, in float64, in which weights keep small changes over a long time. Each output
 * consists of four interleaved sums, as in `src/models/readout/readout.ts`: both give the same bits.
 */
import { column, extent, readoutWeights } from './memory';

/** value_o = Σ_i weights[o, i] vector_i, a float32 vector */
export function readRows(vector: usize, values: usize, outputs: u32): void {
  let o: u32 = 0;
  for (; o + 3 <= outputs; o += 3) {
    readThree(vector, rowOf(o), rowOf(o + 1), rowOf(o + 2), values + (o << 3));
  }
  if (o + 2 === outputs) readTwo(vector, rowOf(o), rowOf(o + 1), values + (o << 3));
  else if (o < outputs) readOne(vector, rowOf(o), values + (o << 3));
}

export function rowOf(output: u32): usize {
  return readoutWeights + <usize>output * 2 * column;
}

function readOne(vector: usize, row: usize, value: usize): void {
  let first = f64x2.splat(0);
  let last = f64x2.splat(0);
  for (let end = vector + extent; vector < end; vector += 16, row += 32) {
    first = f64x2.add(first, f64x2.mul(twoOf(vector), v128.load(row)));
    last = f64x2.add(last, f64x2.mul(twoOf(vector + 8), v128.load(row, 16)));
  }
  storeSum(value, f64x2.add(first, last));
}

function readTwo(vector: usize, row0: usize, row1: usize, values: usize): void {
  let first0 = f64x2.splat(0);
  let last0 = f64x2.splat(0);
  let first1 = f64x2.splat(0);
  let last1 = f64x2.splat(0);
  for (let end = vector + extent; vector < end; vector += 16, row0 += 32, row1 += 32) {
    const low = twoOf(vector);
    const high = twoOf(vector + 8);
    first0 = f64x2.add(first0, f64x2.mul(low, v128.load(row0)));
    first1 = f64x2.add(first1, f64x2.mul(low, v128.load(row1)));
    last0 = f64x2.add(last0, f64x2.mul(high, v128.load(row0, 16)));
    last1 = f64x2.add(last1, f64x2.mul(high, v128.load(row1, 16)));
  }
  storeSum(values, f64x2.add(first0, last0));
  storeSum(values + 8, f64x2.add(first1, last1));
}

function readThree(vector: usize, row0: usize, row1: usize, row2: usize, values: usize): void {
  let first0 = f64x2.splat(0);
  let last0 = f64x2.splat(0);
  let first1 = f64x2.splat(0);
  let last1 = f64x2.splat(0);
  let first2 = f64x2.splat(0);
  let last2 = f64x2.splat(0);
  for (let end = vector + extent; vector < end; vector += 16, row0 += 32, row1 += 32, row2 += 32) {
    const low = twoOf(vector);
    const high = twoOf(vector + 8);
    first0 = f64x2.add(first0, f64x2.mul(low, v128.load(row0)));
    first1 = f64x2.add(first1, f64x2.mul(low, v128.load(row1)));
    first2 = f64x2.add(first2, f64x2.mul(low, v128.load(row2)));
    last0 = f64x2.add(last0, f64x2.mul(high, v128.load(row0, 16)));
    last1 = f64x2.add(last1, f64x2.mul(high, v128.load(row1, 16)));
    last2 = f64x2.add(last2, f64x2.mul(high, v128.load(row2, 16)));
  }
  storeSum(values, f64x2.add(first0, last0));
  storeSum(values + 8, f64x2.add(first1, last1));
  storeSum(values + 16, f64x2.add(first2, last2));
}

/** Two float32 as float64. */
function twoOf(place: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(place));
}

function storeSum(place: usize, sum: v128): void {
  store<f64>(place, f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1));
}

/** weights[o, i] += value_o vector_i */
export function addToRows(vector: usize, values: usize, outputs: u32): void {
  let o: u32 = 0;
  for (; o + 3 <= outputs; o += 3)
    addToThree(vector, rowOf(o), rowOf(o + 1), rowOf(o + 2), values + (o << 3));
  for (; o < outputs; o++) addToRow(vector, rowOf(o), values + (o << 3));
}

function addToRow(vector: usize, row: usize, value: usize): void {
  const change = v128.load64_splat(value);
  for (let end = vector + extent; vector < end; vector += 16, row += 32) {
    addTwo(row, change, twoOf(vector));
    addTwo(row + 16, change, twoOf(vector + 8));
  }
}

function addToThree(vector: usize, row0: usize, row1: usize, row2: usize, values: usize): void {
  const change0 = v128.load64_splat(values);
  const change1 = v128.load64_splat(values, 8);
  const change2 = v128.load64_splat(values, 16);
  for (let end = vector + extent; vector < end; vector += 16, row0 += 32, row1 += 32, row2 += 32) {
    const low = twoOf(vector);
    const high = twoOf(vector + 8);
    addTwo(row0, change0, low);
    addTwo(row0 + 16, change0, high);
    addTwo(row1, change1, low);
    addTwo(row1 + 16, change1, high);
    addTwo(row2, change2, low);
    addTwo(row2 + 16, change2, high);
  }
}

function addTwo(weights: usize, change: v128, features: v128): void {
  v128.store(weights, f64x2.add(v128.load(weights), f64x2.mul(change, features)));
}

/** Σ_i vector_i² */
export function squareOf(vector: usize): f64 {
  let sum = f64x2.splat(0);
  for (let end = vector + extent; vector < end; vector += 8) {
    const two = twoOf(vector);
    sum = f64x2.add(sum, f64x2.mul(two, two));
  }
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}
