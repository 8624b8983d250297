import type { SymmetricMatrix } from './symmetric-matrix.ts';

/** Real numbers at the precision of the kernel that holds them. */
export type RealVector = Float64Array | Float32Array;

/**
 * Operations on vectors and columns of synapses in float64. Implementations compute each element in the same order and so
 * give the same bits. The arrays that an operation takes come from `values`, `list` and `holding` of the same object: vectors
 * have N elements, and the columns of a matrix lie one after the other, `matrix[j * N + i]`.
 */
export interface Vectors {
  /** N */
  readonly neurons: number;
  /** Real numbers, all 0. */
  values(length: number): Float64Array;
  /** Indices, all 0. */
  list(length: number): Uint32Array;
  /** The same values, perhaps in the same array. */
  holding(values: Float64Array): Float64Array;
  /**
   * @param sparseVectors number of sparse vectors to reserve space for
   * @param rightRows most right-hand sides in a system of equations
   */
  symmetricMatrix(order: number, sparseVectors: number, rightRows: number): SymmetricMatrix;
  /** out ← decay · out + factor · Σ matrix columns of the first `count` listed neurons */
  decayAndGather(
    out: Float64Array,
    decay: number,
    matrix: Float64Array,
    list: Uint32Array,
    count: number,
    factor: number,
  ): void;
  /** out += factor · Σ matrix columns of the listed neurons; then subtracts `correction` from each of these columns. */
  gatherAndCorrect(
    out: Float64Array,
    matrix: Float64Array,
    list: Uint32Array,
    count: number,
    factor: number,
    correction: Float64Array,
  ): void;
  /** out = a · vectorA + b · vectorB */
  setSum(out: Float64Array, a: number, vectorA: Float64Array, b: number, vectorB: Float64Array): void;
  /** matrix column of neuron j += a · vectorA + b · vectorB */
  addSum(
    matrix: Float64Array,
    j: number,
    a: number,
    vectorA: Float64Array,
    b: number,
    vectorB: Float64Array,
  ): void;
  /** matrix column of neuron j += weight · vector */
  addMultiple(matrix: Float64Array, j: number, weight: number, vector: Float64Array): void;
  /** sum += power · vector;  out += weight · sum */
  absorb(out: Float64Array, weight: number, sum: Float64Array, power: number, vector: Float64Array): void;
  /** out = Σ_j source[j] · matrix column j; silent units cost nothing. */
  project(out: Float64Array, matrix: Float64Array, source: Float64Array): void;
  /** Inner product of matrix column j and a vector. */
  dot(matrix: Float64Array, j: number, vector: Float64Array): number;
}

/** Σ_i weights[start + i] φ_i in four interleaved sums: faster than one sum, and in the order of the SIMD kernel. */
export function dotRow(weights: Float64Array, start: number, feature: RealVector): number {
  const size = feature.length;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  for (; i + 3 < size; i += 4) {
    s0 += weights[start + i] * feature[i];
    s1 += weights[start + i + 1] * feature[i + 1];
    s2 += weights[start + i + 2] * feature[i + 2];
    s3 += weights[start + i + 3] * feature[i + 3];
  }
  if (i < size) s0 += weights[start + i] * feature[i];
  if (i + 1 < size) s1 += weights[start + i + 1] * feature[i + 1];
  if (i + 2 < size) s2 += weights[start + i + 2] * feature[i + 2];
  return s0 + s2 + (s1 + s3);
}

/**
 * Drive of a projection, `out[i] = Σ_j weights[j, i] · source[j]`; silent units cost nothing.
 * @param out `[N]`, overwritten
 * @param weights `[J, N]`
 * @param source `[J]`
 */
export function project(out: Float64Array, weights: Float64Array, source: Float64Array): void {
  const size = out.length;
  out.fill(0);
  // Four active units at a time, so that `out` passes through memory a quarter as often.
  const units = [0, 0, 0, 0];
  let gathered = 0;
  for (let j = 0; j < source.length; j++) {
    if (source[j] === 0) continue;
    units[gathered++] = j;
    if (gathered < 4) continue;
    const [a, b, c, d] = units;
    addFour(out, weights, a * size, b * size, c * size, d * size, source[a], source[b], source[c], source[d]);
    gathered = 0;
  }
  for (let k = 0; k < gathered; k++) addOne(out, weights, units[k] * size, source[units[k]]);
}

function addFour(
  out: Float64Array,
  weights: Float64Array,
  a: number,
  b: number,
  c: number,
  d: number,
  va: number,
  vb: number,
  vc: number,
  vd: number,
): void {
  for (let i = 0; i < out.length; i++) {
    out[i] += weights[a + i] * va + weights[b + i] * vb + (weights[c + i] * vc + weights[d + i] * vd);
  }
}

function addOne(out: Float64Array, weights: Float64Array, start: number, value: number): void {
  for (let i = 0; i < out.length; i++) out[i] += weights[start + i] * value;
}
