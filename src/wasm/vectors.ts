import type { SymmetricMatrix } from '../numeric/symmetric-matrix.ts';
import type { Vectors } from '../numeric/vectors.ts';
import { WasmSymmetricMatrix } from './matrix.ts';
import { WasmInstance } from './module.ts';

const DOUBLE = Float64Array.BYTES_PER_ELEMENT;
const LINE = 64;

/** Vector operations in a WebAssembly instance of their own. */
export class WasmVectors implements Vectors {
  readonly neurons: number;
  /** The functions of the instance, for further operations of a model. */
  protected readonly run: WasmInstance['run'];
  /** Address of the first free byte. */
  #next: number;

  /** The units of a source that are not 0, and their values. */
  readonly #activeUnits: Uint32Array;
  readonly #activeWeights: Float64Array;

  /**
   * @param units largest number of units of a source
   * @param values numbers to reserve space for, in at most `arrays` arrays
   * @throws UsageError when memory does not suffice
   */
  constructor(neurons: number, units: number, values: number, arrays: number) {
    const kernel = new WasmInstance();
    this.neurons = neurons;
    this.run = kernel.run;
    const total = (values + 2 * units) * DOUBLE + 2 * LINE * (arrays + 2);
    this.#next = kernel.run.reserveDoubles(neurons, total);
    kernel.grow(neurons, 'choose fewer neurons, or the kernel simd, which takes half as much');
    this.#activeUnits = this.list(units);
    this.#activeWeights = this.values(units);
  }

  values(length: number): Float64Array {
    return new Float64Array(this.run.memory.buffer, this.#take(length * DOUBLE), length);
  }

  list(length: number): Uint32Array {
    return new Uint32Array(this.run.memory.buffer, this.#take(length * DOUBLE), length);
  }

  /** Takes whole cache lines and one more, so that equal places of different vectors do not compete for a cache set. */
  #take(bytes: number): number {
    const place = this.#next;
    this.#next += (Math.ceil(bytes / LINE) + 1) * LINE;
    return place;
  }

  holding(values: Float64Array): Float64Array {
    const held = this.values(values.length);
    held.set(values);
    return held;
  }

  symmetricMatrix(order: number, sparseVectors: number, rightRows: number): SymmetricMatrix {
    return new WasmSymmetricMatrix(order, sparseVectors, rightRows);
  }

  decayAndGather(
    out: Float64Array,
    decay: number,
    matrix: Float64Array,
    list: Uint32Array,
    count: number,
    factor: number,
  ): void {
    this.run.decayAndGather(out.byteOffset, decay, matrix.byteOffset, list.byteOffset, count, factor);
  }

  gatherAndCorrect(
    out: Float64Array,
    matrix: Float64Array,
    list: Uint32Array,
    count: number,
    factor: number,
    correction: Float64Array,
  ): void {
    this.run.gatherAndCorrect(
      out.byteOffset,
      matrix.byteOffset,
      list.byteOffset,
      count,
      factor,
      correction.byteOffset,
    );
  }

  setSum(out: Float64Array, a: number, vectorA: Float64Array, b: number, vectorB: Float64Array): void {
    this.run.setSum(out.byteOffset, a, vectorA.byteOffset, b, vectorB.byteOffset);
  }

  addSum(
    matrix: Float64Array,
    j: number,
    a: number,
    vectorA: Float64Array,
    b: number,
    vectorB: Float64Array,
  ): void {
    const column = matrix.byteOffset + j * this.neurons * DOUBLE;
    this.run.addSum(column, a, vectorA.byteOffset, b, vectorB.byteOffset);
  }

  absorb(out: Float64Array, weight: number, sum: Float64Array, power: number, vector: Float64Array): void {
    this.run.absorb(out.byteOffset, weight, sum.byteOffset, power, vector.byteOffset);
  }

  addMultiple(matrix: Float64Array, j: number, weight: number, vector: Float64Array): void {
    this.run.addMultiple(matrix.byteOffset + j * this.neurons * DOUBLE, weight, vector.byteOffset);
  }

  project(out: Float64Array, matrix: Float64Array, source: Float64Array): void {
    const list = this.#activeUnits;
    const weights = this.#activeWeights;
    let count = 0;
    for (let j = 0; j < source.length; j++) {
      if (source[j] === 0) continue;
      list[count] = j;
      weights[count++] = source[j];
    }
    this.run.project(out.byteOffset, matrix.byteOffset, list.byteOffset, weights.byteOffset, count);
  }

  dot(matrix: Float64Array, j: number, vector: Float64Array): number {
    return this.run.dot(matrix.byteOffset + j * this.neurons * DOUBLE, vector.byteOffset);
  }
}
