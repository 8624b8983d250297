/** The last `capacity` values, oldest first. */
export class BoundedQueue {
  readonly #capacity: number;
  readonly #values: number[] = [];

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  push(value: number): void {
    this.#values.push(value);
    if (this.#values.length > this.#capacity) this.#values.shift();
  }

  toArray(): readonly number[] {
    return [...this.#values];
  }
}
