import { solveSymmetric } from './cholesky.ts';

/** A vector of which most entries are 0: the first `counts[k]` of these are taken for the k-th one. */
export interface SparseVector {
  /** Ascending. */
  readonly indices: Uint32Array;
  readonly values: Float64Array;
}

/** A symmetric matrix in float64 with what regressions do to it. Implementations give the same bits. */
export interface SymmetricMatrix {
  /** n */
  readonly order: number;
  /** `[n, n]` row-major */
  readonly values: Float64Array;
  /** Places to write sparse vectors to, and how many entries each has. */
  readonly sparse: readonly SparseVector[];
  readonly counts: Uint32Array;
  /** x and, after `multiply`, the product with it; `[n]` */
  readonly vector: Float64Array;
  readonly product: Float64Array;
  /** Lower triangle += Σ v vᵀ over the first `count` sparse vectors. */
  addOuterProducts(count: number): void;
  /** product ← matrix · vector, for a matrix whose upper triangle is there too */
  multiply(): void;
  /** matrix −= product productᵀ / divisor, both triangles */
  subtractProduct(divisor: number): void;
  /**
   * Solves (matrix + shift · I) X = right, reading the lower triangle only.
   * @param right `[m, n]`: one right-hand side a row; overwritten with X
   * @returns false if the matrix is not positive definite (to working precision); `right` is then unspecified
   */
  solve(shift: number, right: Float64Array): boolean;
}

export class PlainSymmetricMatrix implements SymmetricMatrix {
  readonly order: number;
  readonly values: Float64Array;
  readonly sparse: readonly SparseVector[];
  readonly counts: Uint32Array;
  readonly vector: Float64Array;
  readonly product: Float64Array;

  /** @param sparseVectors how many there is to be room for */
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

  /** Row by row, so that each passes through memory once for all vectors. */
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
