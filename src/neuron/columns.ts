/** Arithmetic on columns of matrices, several at a time: what it adds to then passes through memory less often. */

/**
 * out[i] += factor · Σ columns[j · N + i] over the first `count` listed j.
 * @param out `[N]`
 * @param columns `[J, N]`
 */
export function gather(
  out: Float64Array,
  columns: Float64Array,
  list: Uint32Array,
  count: number,
  factor: number,
): void {
  const size = out.length;
  let k = 0;
  for (; k + 4 <= count; k += 4) {
    const a = list[k] * size;
    const b = list[k + 1] * size;
    const c = list[k + 2] * size;
    const d = list[k + 3] * size;
    for (let i = 0; i < size; i++) {
      out[i] += factor * (columns[a + i] + columns[b + i] + (columns[c + i] + columns[d + i]));
    }
  }
  for (; k < count; k++) {
    const a = list[k] * size;
    for (let i = 0; i < size; i++) out[i] += factor * columns[a + i];
  }
}

/** The same, and takes `correction` `[N]` from every listed column after it was read. */
export function gatherAndCorrect(
  out: Float64Array,
  columns: Float64Array,
  list: Uint32Array,
  count: number,
  factor: number,
  correction: Float64Array,
): void {
  const size = out.length;
  let k = 0;
  for (; k + 2 <= count; k += 2) {
    const a = list[k] * size;
    const b = list[k + 1] * size;
    for (let i = 0; i < size; i++) {
      const first = columns[a + i];
      const second = columns[b + i];
      const change = correction[i];
      out[i] += factor * (first + second);
      columns[a + i] = first - change;
      columns[b + i] = second - change;
    }
  }
  if (k === count) return;
  const a = list[k] * size;
  for (let i = 0; i < size; i++) {
    const first = columns[a + i];
    out[i] += factor * first;
    columns[a + i] = first - correction[i];
  }
}

/** columns[start + i] += weight · vector[i] */
export function addToColumn(
  columns: Float64Array,
  start: number,
  weight: number,
  vector: Float64Array,
): void {
  for (let i = 0; i < vector.length; i++) columns[start + i] += weight * vector[i];
}

/** columns[start + i] += weightA · vectorA[i] + weightB · vectorB[i] */
export function addTwoToColumn(
  columns: Float64Array,
  start: number,
  weightA: number,
  vectorA: Float64Array,
  weightB: number,
  vectorB: Float64Array,
): void {
  for (let i = 0; i < vectorA.length; i++) columns[start + i] += weightA * vectorA[i] + weightB * vectorB[i];
}
