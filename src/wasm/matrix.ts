import type { SparseVector, SymmetricMatrix } from '../numeric/symmetric-matrix.ts';
import { WasmInstance } from './module.ts';

/** A symmetric matrix in a WebAssembly instance of its own. */
export class WasmSymmetricMatrix implements SymmetricMatrix {
  readonly order: number;
  readonly values: Float64Array;
  readonly sparse: readonly SparseVector[];
  readonly counts: Uint32Array;
  readonly vector: Float64Array;
  readonly product: Float64Array;
  readonly #kernel: WasmInstance;
  readonly #right: Float64Array;

  /**
   * @param sparseVectors number of sparse vectors to reserve space for
   * @param rightRows most right-hand sides in a system of equations
   * @throws UsageError when it takes too much memory
   */
  constructor(order: number, sparseVectors: number, rightRows: number) {
    const kernel = new WasmInstance();
    kernel.run.reserveMatrix(order, rightRows, sparseVectors);
    kernel.grow(order - 1, 'choose fewer neurons, or a delta rule for the readout, which needs no matrix');
    const indices = kernel.words('sparseIndices', sparseVectors * order);
    const values = kernel.doubles('sparseValues', sparseVectors * order);
    this.order = order;
    this.values = kernel.doubles('matrixValues', order * order);
    this.sparse = Array.from({ length: sparseVectors }, (_, k) => ({
      indices: indices.subarray(k * order, (k + 1) * order),
      values: values.subarray(k * order, (k + 1) * order),
    }));
    this.counts = kernel.words('sparseCounts', sparseVectors);
    this.vector = kernel.doubles('vectorValues', order);
    this.product = kernel.doubles('productValues', order);
    this.#right = kernel.doubles('rightValues', rightRows * order);
    this.#kernel = kernel;
  }

  addOuterProducts(count: number): void {
    this.#kernel.run.addOuterProducts(count);
  }

  multiply(): void {
    this.#kernel.run.multiply();
  }

  subtractProduct(divisor: number): void {
    this.#kernel.run.subtractProduct(divisor);
  }

  solve(shift: number, right: Float64Array): boolean {
    this.#right.set(right);
    const solved = this.#kernel.run.solve(shift, right.length / this.order) !== 0;
    right.set(this.#right.subarray(0, right.length));
    return solved;
  }
}
