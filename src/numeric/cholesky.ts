/**
 * Solves A X = B for a symmetric positive definite A, by Cholesky decomposition A = L Lᵀ.
 *
 * @param matrix A, `[n, n]` row-major; only the lower triangle is read, and it is overwritten with L
 * @param right B, `[m, n]`, one right-hand side in each row; overwritten with X
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

/** A ← L, row by row; four entries of a row at a time, so that the row is read once for four inner products. */
function factorise(matrix: Float64Array, n: number): boolean {
  const dots = new Float64Array(4);
  for (let i = 0; i < n; i++) {
    const row = matrix.subarray(i * n, i * n + n);
    for (let j = 0; j < i; j += 4) {
      fourDots(dots, matrix, n, i, j);
      const end = Math.min(j + 4, i);
      for (let m = j; m < end; m++) {
        let sum = row[m] - dots[m - j];
        for (let k = j; k < m; k++) sum -= row[k] * matrix[m * n + k];
        row[m] = sum / matrix[m * n + m];
      }
    }
    let pivot = row[i];
    for (let k = 0; k < i; k++) pivot -= row[k] * row[k];
    if (!(pivot > 0)) return false;
    row[i] = Math.sqrt(pivot);
  }
  return true;
}

/**
 * Inner products of the first j entries of row i with those of rows j … j + 3, j a multiple of 4: each the sum over even
 * places plus the sum over odd ones, the order of the SIMD kernel.
 */
function fourDots(out: Float64Array, matrix: Float64Array, n: number, i: number, j: number): void {
  const row = i * n;
  // Row numbers beyond the last row become the last one; the caller ignores these products.
  const last = (n - 1) * n;
  const a = j * n;
  const b = Math.min(a + n, last);
  const c = Math.min(b + n, last);
  const d = Math.min(c + n, last);
  let [evenA, evenB, evenC, evenD] = [0, 0, 0, 0];
  let [oddA, oddB, oddC, oddD] = [0, 0, 0, 0];
  for (let k = 0; k < j; k += 2) {
    const even = matrix[row + k];
    const odd = matrix[row + k + 1];
    evenA += even * matrix[a + k];
    oddA += odd * matrix[a + k + 1];
    evenB += even * matrix[b + k];
    oddB += odd * matrix[b + k + 1];
    evenC += even * matrix[c + k];
    oddC += odd * matrix[c + k + 1];
    evenD += even * matrix[d + k];
    oddD += odd * matrix[d + k + 1];
  }
  out[0] = evenA + oddA;
  out[1] = evenB + oddB;
  out[2] = evenC + oddC;
  out[3] = evenD + oddD;
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
