/**
 * Arithmetic on whole vectors and columns. Each turn of a loop takes a cache line, in four registers, so that counting
 * and addressing cost little beside it.
 */
import { lanesOf } from './lanes';
import { extent } from './memory';

const LINE: usize = 64;

/** out[i] = value */
export function fill(out: usize, value: f32): void {
  const lanes = lanesOf(value);
  for (let end = out + extent; out < end; out += 16) v128.store(out, lanes);
}

/** out = weight · vector */
export function setMultiple(out: usize, vector: usize, weight: f32): void {
  const factor = lanesOf(weight);
  for (let end = out + extent; out < end; out += LINE, vector += LINE) {
    v128.store(out, f32x4.mul(factor, v128.load(vector)));
    v128.store(out, f32x4.mul(factor, v128.load(vector, 16)), 16);
    v128.store(out, f32x4.mul(factor, v128.load(vector, 32)), 32);
    v128.store(out, f32x4.mul(factor, v128.load(vector, 48)), 48);
  }
}

/** out += weight · vector */
export function addMultiple(out: usize, vector: usize, weight: f32): void {
  const factor = lanesOf(weight);
  for (let end = out + extent; out < end; out += LINE, vector += LINE) {
    addOne(out, vector, factor);
    addOne(out + 16, vector + 16, factor);
    addOne(out + 32, vector + 32, factor);
    addOne(out + 48, vector + 48, factor);
  }
}

function addOne(out: usize, vector: usize, factor: v128): void {
  v128.store(out, f32x4.add(v128.load(out), f32x4.mul(factor, v128.load(vector))));
}

/** out += weight0 · vector0 + weight1 · vector1 */
export function addTwoMultiples(
  out: usize,
  vector0: usize,
  weight0: f32,
  vector1: usize,
  weight1: f32,
): void {
  const factor0 = lanesOf(weight0);
  const factor1 = lanesOf(weight1);
  for (let end = out + extent; out < end; out += LINE, vector0 += LINE, vector1 += LINE) {
    addTwo(out, vector0, factor0, vector1, factor1);
    addTwo(out + 16, vector0 + 16, factor0, vector1 + 16, factor1);
    addTwo(out + 32, vector0 + 32, factor0, vector1 + 32, factor1);
    addTwo(out + 48, vector0 + 48, factor0, vector1 + 48, factor1);
  }
}

function addTwo(out: usize, vector0: usize, factor0: v128, vector1: usize, factor1: v128): void {
  const sum = f32x4.add(f32x4.mul(factor0, v128.load(vector0)), f32x4.mul(factor1, v128.load(vector1)));
  v128.store(out, f32x4.add(v128.load(out), sum));
}

/** out = base + Σ weight_k · vector_k over four listed vectors (addresses) and weights */
export function addFourMultiples(out: usize, base: usize, vectors: usize, weights: usize): void {
  const vector0 = load<usize>(vectors);
  const vector1 = load<usize>(vectors, 4);
  const vector2 = load<usize>(vectors, 8);
  const vector3 = load<usize>(vectors, 12);
  const factor0 = v128.load32_splat(weights);
  const factor1 = v128.load32_splat(weights, 4);
  const factor2 = v128.load32_splat(weights, 8);
  const factor3 = v128.load32_splat(weights, 12);
  const end = extent;
  for (let i: usize = 0; i < end; i += LINE) {
    addFour(
      out + i,
      base + i,
      vector0 + i,
      vector1 + i,
      vector2 + i,
      vector3 + i,
      factor0,
      factor1,
      factor2,
      factor3,
    );
    addFour(
      out + i + 16,
      base + i + 16,
      vector0 + i + 16,
      vector1 + i + 16,
      vector2 + i + 16,
      vector3 + i + 16,
      factor0,
      factor1,
      factor2,
      factor3,
    );
    addFour(
      out + i + 32,
      base + i + 32,
      vector0 + i + 32,
      vector1 + i + 32,
      vector2 + i + 32,
      vector3 + i + 32,
      factor0,
      factor1,
      factor2,
      factor3,
    );
    addFour(
      out + i + 48,
      base + i + 48,
      vector0 + i + 48,
      vector1 + i + 48,
      vector2 + i + 48,
      vector3 + i + 48,
      factor0,
      factor1,
      factor2,
      factor3,
    );
  }
}

function addFour(
  out: usize,
  base: usize,
  vector0: usize,
  vector1: usize,
  vector2: usize,
  vector3: usize,
  factor0: v128,
  factor1: v128,
  factor2: v128,
  factor3: v128,
): void {
  const pair0 = f32x4.add(f32x4.mul(factor0, v128.load(vector0)), f32x4.mul(factor1, v128.load(vector1)));
  const pair1 = f32x4.add(f32x4.mul(factor2, v128.load(vector2)), f32x4.mul(factor3, v128.load(vector3)));
  v128.store(out, f32x4.add(v128.load(base), f32x4.add(pair0, pair1)));
}

/** drive += jump · Σ columns of the `count` listed neurons, four at a time; columns begin `pitch` bytes apart. */
export function gather(drive: usize, matrix: usize, pitch: usize, list: usize, count: u32, jump: f32): void {
  const factor = lanesOf(jump);
  let k: u32 = 0;
  for (; k + 4 <= count; k += 4) {
    let column0 = columnOf(matrix, pitch, list, k);
    let column1 = columnOf(matrix, pitch, list, k + 1);
    let column2 = columnOf(matrix, pitch, list, k + 2);
    let column3 = columnOf(matrix, pitch, list, k + 3);
    let out = drive;
    for (const end = out + extent; out < end; out += LINE) {
      gatherFour(out, column0, column1, column2, column3, factor);
      gatherFour(out + 16, column0 + 16, column1 + 16, column2 + 16, column3 + 16, factor);
      gatherFour(out + 32, column0 + 32, column1 + 32, column2 + 32, column3 + 32, factor);
      gatherFour(out + 48, column0 + 48, column1 + 48, column2 + 48, column3 + 48, factor);
      column0 += LINE;
      column1 += LINE;
      column2 += LINE;
      column3 += LINE;
    }
  }
  for (; k < count; k++) addMultiple(drive, columnOf(matrix, pitch, list, k), jump);
}

function sumOfFour(place0: usize, place1: usize, place2: usize, place3: usize): v128 {
  return f32x4.add(
    f32x4.add(v128.load(place0), v128.load(place1)),
    f32x4.add(v128.load(place2), v128.load(place3)),
  );
}

function gatherFour(
  out: usize,
  column0: usize,
  column1: usize,
  column2: usize,
  column3: usize,
  factor: v128,
): void {
  const sum = sumOfFour(column0, column1, column2, column3);
  v128.store(out, f32x4.add(v128.load(out), f32x4.mul(factor, sum)));
}

/** The same; then subtracts `correction` from every listed column. */
export function gatherAndCorrect(
  drive: usize,
  matrix: usize,
  pitch: usize,
  list: usize,
  count: u32,
  jump: f32,
  correction: usize,
): void {
  const factor = lanesOf(jump);
  const end = extent;
  let k: u32 = 0;
  for (; k + 4 <= count; k += 4) {
    let column0 = columnOf(matrix, pitch, list, k);
    let column1 = columnOf(matrix, pitch, list, k + 1);
    let column2 = columnOf(matrix, pitch, list, k + 2);
    let column3 = columnOf(matrix, pitch, list, k + 3);
    for (let i: usize = 0; i < end; i += LINE) {
      const out = drive + i;
      const change = correction + i;
      correctFour(out, column0, column1, column2, column3, factor, change);
      correctFour(out + 16, column0 + 16, column1 + 16, column2 + 16, column3 + 16, factor, change + 16);
      correctFour(out + 32, column0 + 32, column1 + 32, column2 + 32, column3 + 32, factor, change + 32);
      correctFour(out + 48, column0 + 48, column1 + 48, column2 + 48, column3 + 48, factor, change + 48);
      column0 += LINE;
      column1 += LINE;
      column2 += LINE;
      column3 += LINE;
    }
  }
  for (; k < count; k++) {
    let weights = columnOf(matrix, pitch, list, k);
    for (let i: usize = 0; i < end; i += LINE, weights += LINE) {
      const out = drive + i;
      const change = correction + i;
      correctOne(out, weights, factor, change);
      correctOne(out + 16, weights + 16, factor, change + 16);
      correctOne(out + 32, weights + 32, factor, change + 32);
      correctOne(out + 48, weights + 48, factor, change + 48);
    }
  }
}

function correctOne(drive: usize, weights: usize, factor: v128, correction: usize): void {
  const weight = v128.load(weights);
  v128.store(drive, f32x4.add(v128.load(drive), f32x4.mul(factor, weight)));
  v128.store(weights, f32x4.sub(weight, v128.load(correction)));
}

function columnOf(matrix: usize, pitch: usize, list: usize, k: u32): usize {
  return matrix + <usize>load<u32>(list + (k << 2)) * pitch;
}

function correctFour(
  drive: usize,
  column0: usize,
  column1: usize,
  column2: usize,
  column3: usize,
  factor: v128,
  correction: usize,
): void {
  const change = v128.load(correction);
  const weight0 = v128.load(column0);
  const weight1 = v128.load(column1);
  const weight2 = v128.load(column2);
  const weight3 = v128.load(column3);
  const sum = f32x4.add(f32x4.add(weight0, weight1), f32x4.add(weight2, weight3));
  v128.store(drive, f32x4.add(v128.load(drive), f32x4.mul(factor, sum)));
  v128.store(column0, f32x4.sub(weight0, change));
  v128.store(column1, f32x4.sub(weight1, change));
  v128.store(column2, f32x4.sub(weight2, change));
  v128.store(column3, f32x4.sub(weight3, change));
}
