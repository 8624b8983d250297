/**
 * Solves A X = B for a symmetric positive definite A, by Cholesky decomposition A = L Lᵀ.
 *
 * @param matrix A, `[n, n]` row-major; only the lower triangle is read, and it is overwritten with L
 * @param right B, `[m, n]`: one right-hand side a row; overwritten with X
 * @returns false if A is not positive definite (to working precision); `right` is then unspecified
 */
export function solveSymmetric(matrix: Float64Array, right: Float64Array, n: number): boolean {
  if (!factorise(matrix, n)) return false;
  for (let row = 0; row < right.length; row += n) {
    const x = right.subarray(row, row + n);
    substituteForward(matrix, x, n);
    substituteBackward(matrix, x, n);
  }
  return true;
}

/** A ← L, row by row, so that every inner product runs along two rows. */
function factorise(matrix: Float64Array, n: number): boolean {
  for (let i = 0; i < n; i++) {
    const rowI = matrix.subarray(i * n, i * n + n);
    for (let j = 0; j < i; j++) {
      const rowJ = matrix.subarray(j * n, j * n + n);
      rowI[j] = (rowI[j] - dot(rowI, rowJ, j)) / rowJ[j];
    }
    const pivot = rowI[i] - dot(rowI, rowI, i);
    if (!(pivot > 0)) return false;
    rowI[i] = Math.sqrt(pivot);
  }
  return true;
}

function dot(a: Float64Array, b: Float64Array, length: number): number {
  // Four sums, in a fixed order: faster than one, and the same on every engine.
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let k = 0;
  for (; k + 3 < length; k += 4) {
    s0 += a[k] * b[k];
    s1 += a[k + 1] * b[k + 1];
    s2 += a[k + 2] * b[k + 2];
    s3 += a[k + 3] * b[k + 3];
  }
  for (; k < length; k++) s0 += a[k] * b[k];
  return s0 + s1 + (s2 + s3);
}

/** L y = x */
function substituteForward(lower: Float64Array, x: Float64Array, n: number): void {
  for (let i = 0; i < n; i++) {
    let sum = x[i];
    for (let k = 0; k < i; k++) sum -= lower[i * n + k] * x[k];
    x[i] = sum / lower[i * n + i];
  }
}

/** Lᵀ x = y */
function substituteBackward(lower: Float64Array, x: Float64Array, n: number): void {
  for (let i = n - 1; i >= 0; i--) {
    x[i] /= lower[i * n + i];
    for (let k = 0; k < i; k++) x[k] -= lower[i * n + k] * x[i];
  }
}
