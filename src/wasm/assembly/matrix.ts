/**
 * A symmetric matrix `[n, n]` in float64, row-major, for regressions: sums of outer products of sparse vectors, products,
 * rank-one changes and systems of equations. Every sum runs in the order of `src/numeric/symmetric-matrix.ts`, so that both
 * give the same bits. An instance with a matrix holds no population.
 */
import { beginAt, reserve } from './memory';

let size: u32 = 0;
/** Bytes of a row. */
let pitch: usize = 0;
export let matrixValues: usize = 0;
/** The Cholesky factor of the matrix, made by `solve`. */
let factorValues: usize = 0;
/** Right-hand sides and solutions, one in each row. */
export let rightValues: usize = 0;
/** x, and the product of the matrix with it. */
export let vectorValues: usize = 0;
export let productValues: usize = 0;
/** Sparse vectors: ascending indices (u32) and values (f64), `size` of each; and the number of entries in use. */
export let sparseIndices: usize = 0;
export let sparseValues: usize = 0;
export let sparseCounts: usize = 0;
/** Number of entries of each sparse vector that `addOuterProducts` has passed. */
let passedCounts: usize = 0;
/** The results of `fourDots`. */
let dots: usize = 0;

export function reserveMatrix(order: u32, rightRows: u32, sparseVectors: u32): void {
  beginAt(4096);
  size = order;
  pitch = (<usize>order) << 3;
  const row: u64 = pitch;
  matrixValues = reserve(order * row);
  factorValues = reserve((<u64>order + 4) * row);
  rightValues = reserve(rightRows * row);
  vectorValues = reserve(row);
  productValues = reserve(row);
  sparseIndices = reserve(sparseVectors * (row >> 1));
  sparseValues = reserve(sparseVectors * row);
  sparseCounts = reserve((<u64>sparseVectors) << 2);
  passedCounts = reserve((<u64>sparseVectors) << 2);
  dots = reserve(32);
}

/** Lower triangle += Σ v vᵀ over the first `count` sparse vectors; each row passes through memory once for all of them. */
export function addOuterProducts(count: u32): void {
  memory.fill(passedCounts, 0, (<usize>count) << 2);
  for (let i: u32 = 0; i < size; i++) {
    const row = matrixValues + i * pitch;
    for (let l: u32 = 0; l < count; l++) {
      const passed = load<u32>(passedCounts + (l << 2));
      const indices = sparseIndices + l * (pitch >> 1);
      if (passed === load<u32>(sparseCounts + (l << 2))) continue;
      if (load<u32>(indices + (passed << 2)) !== i) continue;
      store<u32>(passedCounts + (l << 2), passed + 1);
      addSparse(row, indices, sparseValues + l * pitch, passed);
    }
  }
}

/** row[indices[b]] += values[last] · values[b] for b = 0 … last */
function addSparse(row: usize, indices: usize, values: usize, last: u32): void {
  const value = load<f64>(values + (last << 3));
  for (let b: u32 = 0; b <= last; b++) {
    const place = row + (load<u32>(indices + (b << 2)) << 3);
    store<f64>(place, load<f64>(place) + value * load<f64>(values + (b << 3)));
  }
}

/** product = matrix · vector; needs both triangles of the matrix */
export function multiply(): void {
  memory.fill(productValues, 0, pitch);
  for (let j: u32 = 0; j < size; j++) {
    const factor = load<f64>(vectorValues + (j << 3));
    if (factor !== 0) addRow(productValues, matrixValues + j * pitch, factor, size);
  }
}

/** matrix −= product productᵀ / divisor, all rows */
export function subtractProduct(divisor: f64): void {
  for (let j: u32 = 0; j < size; j++) {
    const factor = load<f64>(productValues + (j << 3)) / divisor;
    if (factor !== 0) addRow(matrixValues + j * pitch, productValues, -factor, size);
  }
}

/** out[i] += factor · row[i], i = 0 … count − 1 */
function addRow(out: usize, row: usize, factor: f64, count: u32): void {
  const factors = f64x2.splat(factor);
  const end = out + ((<usize>(count & ~1)) << 3);
  for (; out < end; out += 16, row += 16) {
    v128.store(out, f64x2.add(v128.load(out), f64x2.mul(factors, v128.load(row))));
  }
  if (count & 1) store<f64>(out, load<f64>(out) + factor * load<f64>(row));
}

/**
 * Solves (matrix + shift · I) X = right by Cholesky decomposition, reading the lower triangle; X replaces
 * `right`, `[rows, n]`.
 * @returns whether the matrix is positive definite
 */
export function solve(shift: f64, rows: u32): bool {
  memory.copy(factorValues, matrixValues, size * pitch);
  for (let i: u32 = 0; i < size; i++) {
    const diagonal = factorValues + i * pitch + (i << 3);
    store<f64>(diagonal, load<f64>(diagonal) + shift);
  }
  if (!factorise()) return false;
  for (let k: u32 = 0; k < rows; k++) {
    substituteForward(rightValues + k * pitch);
    substituteBackward(rightValues + k * pitch);
  }
  return true;
}

/**
 * The factor L, row by row; four entries of a row at a time, so that the row is read once for four inner products. A row of 0,
 * that of a neuron that never bursts, stays 0 but for the diagonal.
 */
function factorise(): bool {
  for (let i: u32 = 0; i < size; i++) {
    const row = factorValues + i * pitch;
    for (let j: u32 = isZero(row, i) ? i : 0; j < i; j += 4) {
      fourDots(row, j);
      const end = min(j + 4, i);
      for (let m = j; m < end; m++) {
        const other = factorValues + m * pitch;
        let sum = load<f64>(row + (m << 3)) - load<f64>(dots + ((m - j) << 3));
        for (let k = j; k < m; k++) sum -= load<f64>(row + (k << 3)) * load<f64>(other + (k << 3));
        store<f64>(row + (m << 3), sum / load<f64>(other + (m << 3)));
      }
    }
    let pivot = load<f64>(row + (i << 3));
    for (let k: u32 = 0; k < i; k++) pivot -= load<f64>(row + (k << 3)) * load<f64>(row + (k << 3));
    if (!(pivot > 0)) return false;
    store<f64>(row + (i << 3), sqrt(pivot));
  }
  return true;
}

/** Whether the first `count` entries of a row are 0. */
function isZero(row: usize, count: u32): bool {
  const end = row + ((<usize>count) << 3);
  while (row < end && load<f64>(row) === 0) row += 8;
  return row === end;
}

/**
 * Inner products of the first j entries of a row with those of rows j … j + 3, each the sum over even places plus the sum
 * over odd ones. (Spare space follows the last row.)
 */
function fourDots(row: usize, j: u32): void {
  let row0 = factorValues + j * pitch;
  let row1 = row0 + pitch;
  let row2 = row1 + pitch;
  let row3 = row2 + pitch;
  let sum0 = f64x2.splat(0);
  let sum1 = f64x2.splat(0);
  let sum2 = f64x2.splat(0);
  let sum3 = f64x2.splat(0);
  for (const end = row + (j << 3); row < end; row += 16) {
    const values = v128.load(row);
    sum0 = f64x2.add(sum0, f64x2.mul(values, v128.load(row0)));
    sum1 = f64x2.add(sum1, f64x2.mul(values, v128.load(row1)));
    sum2 = f64x2.add(sum2, f64x2.mul(values, v128.load(row2)));
    sum3 = f64x2.add(sum3, f64x2.mul(values, v128.load(row3)));
    row0 += 16;
    row1 += 16;
    row2 += 16;
    row3 += 16;
  }
  storeSum(dots, sum0);
  storeSum(dots + 8, sum1);
  storeSum(dots + 16, sum2);
  storeSum(dots + 24, sum3);
}

function storeSum(place: usize, sum: v128): void {
  store<f64>(place, f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1));
}

/** L y = x */
function substituteForward(x: usize): void {
  for (let i: u32 = 0; i < size; i++) {
    const row = factorValues + i * pitch;
    let sum = load<f64>(x + (i << 3));
    for (let k: u32 = 0; k < i; k++) sum -= load<f64>(row + (k << 3)) * load<f64>(x + (k << 3));
    store<f64>(x + (i << 3), sum / load<f64>(row + (i << 3)));
  }
}

/** Lᵀ x = y */
function substituteBackward(x: usize): void {
  for (let i = size; i-- > 0; ) {
    const row = factorValues + i * pitch;
    const value = load<f64>(x + (i << 3)) / load<f64>(row + (i << 3));
    store<f64>(x + (i << 3), value);
    addRow(x, row, -value, i);
  }
}
