/** Rows of numbers that are kept, one an example; makes room for more as they come. */
export class Examples {
  /** Numbers a row. */
  readonly width: number;
  #values: Float64Array;
  #count = 0;

  constructor(width: number) {
    this.width = width;
    this.#values = new Float64Array(32 * width);
  }

  /** Number of rows. */
  get count(): number {
    return this.#count;
  }

  /** All rows, `[count, width]`: a view that is valid until the next `add` or `resize`. */
  get values(): Float64Array {
    return this.#values.subarray(0, this.#count * this.width);
  }

  /** A new row, to be filled. */
  add(): Float64Array {
    this.resize(this.#count + 1);
    return this.row(this.#count - 1);
  }

  /** Row k, a view that is valid until the next `add` or `resize`. */
  row(k: number): Float64Array {
    return this.#values.subarray(k * this.width, (k + 1) * this.width);
  }

  /** Keeps so many rows: those that there are, up to this number, and zeros after them. */
  resize(count: number): void {
    const { width } = this;
    if (count * width > this.#values.length) {
      const larger = new Float64Array(Math.max(count * width, 2 * this.#values.length));
      larger.set(this.values);
      this.#values = larger;
    }
    this.#values.fill(0, Math.min(count, this.#count) * width, Math.max(count, this.#count) * width);
    this.#count = count;
  }
}
