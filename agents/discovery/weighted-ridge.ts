import { PlainSymmetricMatrix, type SymmetricMatrix } from '../../src/numeric/symmetric-matrix.ts';
import { WasmSymmetricMatrix } from '../../src/wasm/matrix.ts';
import { wasmSupported } from '../../src/wasm/module.ts';
import type { Rows } from './sequences.ts';

/** Number of rows that are added at a time. */
const BATCH = 32;

/**
 * Weighted ridge regression of targets y on features φ with a bias unit, in closed form:
 *
 *     W = (Σ w φφᵀ + penalty · I)⁻¹ Σ w φ yᵀ
 *
 * Its memory serves for one regression after another.
 */
export class WeightedRidge {
  readonly outputs: number;
  /** F + 1 */
  readonly order: number;
  /** Σ w over the rows so far. */
  weight = 0;
  readonly #gram: SymmetricMatrix;
  readonly #moment: Float64Array;
  #gathered = 0;

  constructor(features: number, outputs: number) {
    this.order = features + 1;
    this.outputs = outputs;
    this.#gram = wasmSupported()
      ? new WasmSymmetricMatrix(this.order, BATCH, outputs)
      : new PlainSymmetricMatrix(this.order, BATCH);
    this.#moment = new Float64Array(outputs * this.order);
  }

  /** Forgets all rows. */
  clear(): void {
    this.#gram.values.fill(0);
    this.#moment.fill(0);
    this.#gathered = 0;
    this.weight = 0;
  }

  /**
   * Adds a row.
   * @param weight w ≥ 0 of its square
   * @param target y · w, `[O]`: the weight is the caller's, who may have targets without one
   */
  add({ columns, values }: Rows, row: number, weight: number, target: ArrayLike<number>): void {
    const { order } = this;
    const moment = this.#moment;
    const { indices, values: entries } = this.#gram.sparse[this.#gathered]!;
    const root = Math.sqrt(weight);
    const first = row * columns;
    let count = 0;
    for (let i = 0; i < columns; i++) {
      const feature = values[first + i]!;
      if (feature === 0) continue;
      indices[count] = i;
      entries[count++] = root * feature;
      for (let o = 0; o < this.outputs; o++) moment[o * order + i]! += target[o]! * feature;
    }
    indices[count] = columns;
    entries[count++] = root;
    for (let o = 0; o < this.outputs; o++) moment[o * order + columns]! += target[o]!;
    this.#gram.counts[this.#gathered++] = count;
    this.weight += weight;
    if (this.#gathered === BATCH) this.#flush();
  }

  #flush(): void {
    this.#gram.addOuterProducts(this.#gathered);
    this.#gathered = 0;
  }

  /**
   * Adds a multiple of given weights to the moment, for Newton steps from them.
   * @param weights `[O, F + 1]`
   */
  addToMoment(factor: number, weights: Float64Array): void {
    for (let i = 0; i < weights.length; i++) this.#moment[i]! += factor * weights[i]!;
  }

  /**
   * The weights, `[O, F + 1]` row-major, the bias last.
   * @throws RangeError where features are not finite
   */
  solve(penalty: number): Float64Array {
    this.#flush();
    const solution = this.#moment.slice();
    if (!this.#gram.solve(penalty, solution))
      throw new RangeError(
        'features: expected finite numbers, received others; lower the input of the network',
      );
    return solution;
  }
}

/** Σ weights · φ + bias of one output. @param weights `[O, F + 1]` */
export function readRow(
  weights: Float64Array,
  output: number,
  { columns, values }: Rows,
  row: number,
): number {
  const offset = output * (columns + 1);
  const first = row * columns;
  let sum = weights[offset + columns]!;
  for (let i = 0; i < columns; i++) sum += weights[offset + i]! * values[first + i]!;
  return sum;
}
