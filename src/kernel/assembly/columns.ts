/** Arithmetic on whole vectors and columns. */
import { extent } from './memory';

/** out[i] = value */
export function fill(out: usize, value: f32): void {
  const lanes = f32x4.splat(value);
  const end = extent;
  for (let i: usize = 0; i < end; i += 16) v128.store(out + i, lanes);
}

/** out += weight · vector */
export function addMultiple(out: usize, vector: usize, weight: f32): void {
  const factor = f32x4.splat(weight);
  const end = extent;
  for (let i: usize = 0; i < end; i += 16) {
    v128.store(out + i, f32x4.add(v128.load(out + i), f32x4.mul(factor, v128.load(vector + i))));
  }
}

/** out += weight0 · vector0 + weight1 · vector1 */
export function addTwoMultiples(
  out: usize,
  vector0: usize,
  weight0: f32,
  vector1: usize,
  weight1: f32,
): void {
  const factor0 = f32x4.splat(weight0);
  const factor1 = f32x4.splat(weight1);
  const end = extent;
  for (let i: usize = 0; i < end; i += 16) {
    const sum = f32x4.add(
      f32x4.mul(factor0, v128.load(vector0 + i)),
      f32x4.mul(factor1, v128.load(vector1 + i)),
    );
    v128.store(out + i, f32x4.add(v128.load(out + i), sum));
  }
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
  for (let i: usize = 0; i < end; i += 16) {
    const pair0 = f32x4.add(
      f32x4.mul(factor0, v128.load(vector0 + i)),
      f32x4.mul(factor1, v128.load(vector1 + i)),
    );
    const pair1 = f32x4.add(
      f32x4.mul(factor2, v128.load(vector2 + i)),
      f32x4.mul(factor3, v128.load(vector3 + i)),
    );
    v128.store(out + i, f32x4.add(v128.load(base + i), f32x4.add(pair0, pair1)));
  }
}

/** drive += jump · Σ columns of the `count` listed neurons, four at a time; columns begin `pitch` bytes apart. */
export function gather(drive: usize, matrix: usize, pitch: usize, list: usize, count: u32, jump: f32): void {
  const factor = f32x4.splat(jump);
  const end = extent;
  let k: u32 = 0;
  for (; k + 4 <= count; k += 4) {
    const column0 = columnOf(matrix, pitch, list, k);
    const column1 = columnOf(matrix, pitch, list, k + 1);
    const column2 = columnOf(matrix, pitch, list, k + 2);
    const column3 = columnOf(matrix, pitch, list, k + 3);
    for (let i: usize = 0; i < end; i += 16) {
      const pair0 = f32x4.add(v128.load(column0 + i), v128.load(column1 + i));
      const pair1 = f32x4.add(v128.load(column2 + i), v128.load(column3 + i));
      v128.store(drive + i, f32x4.add(v128.load(drive + i), f32x4.mul(factor, f32x4.add(pair0, pair1))));
    }
  }
  for (; k < count; k++) addMultiple(drive, columnOf(matrix, pitch, list, k), jump);
}

/** The same, and takes `correction` from every listed column after it was read. */
export function gatherAndCorrect(
  drive: usize,
  matrix: usize,
  pitch: usize,
  list: usize,
  count: u32,
  jump: f32,
  correction: usize,
): void {
  const factor = f32x4.splat(jump);
  const end = extent;
  let k: u32 = 0;
  for (; k + 4 <= count; k += 4) {
    const column0 = columnOf(matrix, pitch, list, k);
    const column1 = columnOf(matrix, pitch, list, k + 1);
    const column2 = columnOf(matrix, pitch, list, k + 2);
    const column3 = columnOf(matrix, pitch, list, k + 3);
    for (let i: usize = 0; i < end; i += 16) {
      const change = v128.load(correction + i);
      const weight0 = v128.load(column0 + i);
      const weight1 = v128.load(column1 + i);
      const weight2 = v128.load(column2 + i);
      const weight3 = v128.load(column3 + i);
      const sum = f32x4.add(f32x4.add(weight0, weight1), f32x4.add(weight2, weight3));
      v128.store(drive + i, f32x4.add(v128.load(drive + i), f32x4.mul(factor, sum)));
      v128.store(column0 + i, f32x4.sub(weight0, change));
      v128.store(column1 + i, f32x4.sub(weight1, change));
      v128.store(column2 + i, f32x4.sub(weight2, change));
      v128.store(column3 + i, f32x4.sub(weight3, change));
    }
  }
  for (; k < count; k++) {
    const weights = columnOf(matrix, pitch, list, k);
    for (let i: usize = 0; i < end; i += 16) {
      const weight = v128.load(weights + i);
      v128.store(drive + i, f32x4.add(v128.load(drive + i), f32x4.mul(factor, weight)));
      v128.store(weights + i, f32x4.sub(weight, v128.load(correction + i)));
    }
  }
}

function columnOf(matrix: usize, pitch: usize, list: usize, k: u32): usize {
  return matrix + <usize>load<u32>(list + (k << 2)) * pitch;
}
