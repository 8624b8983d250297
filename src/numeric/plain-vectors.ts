import { PlainSymmetricMatrix, type SymmetricMatrix } from './symmetric-matrix.ts';
import { dotRow, project, type Vectors } from './vectors.ts';

/** Vector operations in TypeScript. */
export class PlainVectors implements Vectors {
  readonly neurons: number;

  constructor(neurons: number) {
    this.neurons = neurons;
  }

  values(length: number): Float64Array {
    return new Float64Array(length);
  }

  list(length: number): Uint32Array {
    return new Uint32Array(length);
  }

  holding(values: Float64Array): Float64Array {
    return values;
  }

  symmetricMatrix(order: number, sparseVectors: number): SymmetricMatrix {
    return new PlainSymmetricMatrix(order, sparseVectors);
  }

  decayAndGather(
    out: Float64Array,
    decay: number,
    matrix: Float64Array,
    list: Uint32Array,
    count: number,
    factor: number,
  ): void {
    const size = out.length;
    let keep = decay;
    let k = 0;
    // Four columns at a time, so that `out` passes through memory a quarter as often.
    for (; k + 4 <= count; k += 4, keep = 1) {
      const a = list[k] * size;
      const b = list[k + 1] * size;
      const c = list[k + 2] * size;
      const d = list[k + 3] * size;
      for (let i = 0; i < size; i++) {
        const sum = matrix[a + i] + matrix[b + i] + (matrix[c + i] + matrix[d + i]);
        out[i] = keep * out[i] + factor * sum;
      }
    }
    for (; k < count; k++, keep = 1) {
      const a = list[k] * size;
      for (let i = 0; i < size; i++) out[i] = keep * out[i] + factor * matrix[a + i];
    }
    if (keep !== 1) for (let i = 0; i < size; i++) out[i] *= keep;
  }

  gatherAndCorrect(
    out: Float64Array,
    matrix: Float64Array,
    list: Uint32Array,
    count: number,
    factor: number,
    correction: Float64Array,
  ): void {
    const size = out.length;
    let k = 0;
    for (; k + 4 <= count; k += 4) {
      const a = list[k] * size;
      const b = list[k + 1] * size;
      const c = list[k + 2] * size;
      const d = list[k + 3] * size;
      for (let i = 0; i < size; i++) {
        const change = correction[i];
        const first = matrix[a + i];
        const second = matrix[b + i];
        const third = matrix[c + i];
        const fourth = matrix[d + i];
        out[i] += factor * (first + second + (third + fourth));
        matrix[a + i] = first - change;
        matrix[b + i] = second - change;
        matrix[c + i] = third - change;
        matrix[d + i] = fourth - change;
      }
    }
    for (; k < count; k++) {
      const a = list[k] * size;
      for (let i = 0; i < size; i++) {
        const weight = matrix[a + i];
        out[i] += factor * weight;
        matrix[a + i] = weight - correction[i];
      }
    }
  }

  setSum(out: Float64Array, a: number, vectorA: Float64Array, b: number, vectorB: Float64Array): void {
    const size = out.length;
    for (let i = 0; i < size; i++) out[i] = a * vectorA[i] + b * vectorB[i];
  }

  addSum(
    matrix: Float64Array,
    j: number,
    a: number,
    vectorA: Float64Array,
    b: number,
    vectorB: Float64Array,
  ): void {
    const size = vectorA.length;
    const start = j * size;
    for (let i = 0; i < size; i++) matrix[start + i] += a * vectorA[i] + b * vectorB[i];
  }

  absorb(out: Float64Array, weight: number, sum: Float64Array, power: number, vector: Float64Array): void {
    const size = out.length;
    for (let i = 0; i < size; i++) {
      const value = sum[i] + power * vector[i];
      sum[i] = value;
      out[i] += weight * value;
    }
  }

  addMultiple(matrix: Float64Array, j: number, weight: number, vector: Float64Array): void {
    const size = vector.length;
    const start = j * size;
    for (let i = 0; i < size; i++) matrix[start + i] += weight * vector[i];
  }

  project(out: Float64Array, matrix: Float64Array, source: Float64Array): void {
    project(out, matrix, source);
  }

  dot(matrix: Float64Array, j: number, vector: Float64Array): number {
    return dotRow(matrix, j * vector.length, vector);
  }
}
