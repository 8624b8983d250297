import { describe } from '../checks/describe.ts';
import { InvalidWrapper } from '../errors.ts';

/** The last `capacity` values, oldest first. */
export class BoundedQueue {
  readonly #capacity: number;
  readonly #values: number[] = [];

  /**
   * @param path what messages call the capacity
   * @throws InvalidWrapper unless it is an integer ≥ 0
   */
  constructor(capacity: number, path: string) {
    if (!Number.isSafeInteger(capacity) || capacity < 0) {
      throw new InvalidWrapper(`${path}: expected an integer ≥ 0, received ${describe(capacity)}.`);
    }
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
