import { solveSymmetric } from './cholesky.ts';

/** A vector whose entries are mostly 0. Only its first `counts[k]` entries count, where k is its place in `sparse`. */
export interface SparseVector {
  /** Ascending. */
  readonly indices: Uint32Array;
  /** The entries at these indices. */
  readonly values: Float64Array;
}

/** A symmetric matrix in float64 with the operations of regressions. All implementations give the same bits. */
export interface SymmetricMatrix {
  /** n */
  readonly order: number;
  /** `[n, n]` row-major */
  readonly values: Float64Array;
  /** Sparse vectors, to be written by the caller. */
  readonly sparse: readonly SparseVector[];
  /** Number of entries of each sparse vector, to be written by the caller. */
  readonly counts: Uint32Array;
  /** x, `[n]`, to be written by the caller. */
  readonly vector: Float64Array;
  /** The matrix times x, `[n]`, after `multiply`. */
  readonly product: Float64Array;
  /** Lower triangle += Σ v vᵀ over the first `count` sparse vectors. */
  addOuterProducts(count: number): void;
  /** product ← matrix · vector; needs both triangles of the matrix */
  multiply(): void;
  /** matrix −= product productᵀ / divisor, both triangles */
  subtractProduct(divisor: number): void;
  /**
   * Solves (matrix + shift · I) X = right, reading the lower triangle only.
   * @param right `[m, n]`, one right-hand side in each row; overwritten with X
   * @returns false if the matrix is not positive definite (to working precision); `right` is then unspecified
   */
  solve(shift: number, right: Float64Array): boolean;
}

/** A symmetric matrix in TypeScript. */
export class PlainSymmetricMatrix implements SymmetricMatrix {
  readonly order: number;
  readonly values: Float64Array;
  readonly sparse: readonly SparseVector[];
  readonly counts: Uint32Array;
  readonly vector: Float64Array;
  readonly product: Float64Array;

  /** @param sparseVectors number of sparse vectors to reserve space for */
  constructor(order: number, sparseVectors: number) {
    this.order = order;
    this.values = new Float64Array(order * order);
    this.sparse = Array.from({ length: sparseVectors }, () => ({
      indices: new Uint32Array(order),
      values: new Float64Array(order),
    }));
    this.counts = new Uint32Array(sparseVectors);
    this.vector = new Float64Array(order);
    this.product = new Float64Array(order);
  }

  /** Goes row by row, so that each row passes through memory once for all vectors. */
  addOuterProducts(count: number): void {
    const { order, counts } = this;
    const passed = new Uint32Array(count);
    for (let i = 0; i < order; i++) {
      const row = this.values.subarray(i * order, (i + 1) * order);
      for (let l = 0; l < count; l++) {
        const { indices, values } = this.sparse[l];
        if (passed[l] === counts[l] || indices[passed[l]] !== i) continue;
        const value = values[passed[l]++];
        for (let b = 0; b < passed[l]; b++) row[indices[b]] += value * values[b];
      }
    }
  }

  multiply(): void {
    const { order, values, vector, product } = this;
    product.fill(0);
    for (let j = 0; j < order; j++) {
      if (vector[j] === 0) continue;
      for (let i = 0; i < order; i++) product[i] += values[j * order + i] * vector[j];
    }
  }

  subtractProduct(divisor: number): void {
    const { order, values, product } = this;
    for (let j = 0; j < order; j++) {
      const factor = product[j] / divisor;
      if (factor === 0) continue;
      for (let i = 0; i < order; i++) values[j * order + i] -= factor * product[i];
    }
  }

  solve(shift: number, right: Float64Array): boolean {
    const shifted = this.values.slice();
    for (let i = 0; i < this.order; i++) shifted[i * this.order + i] += shift;
    return solveSymmetric(shifted, right, this.order);
  }
}
