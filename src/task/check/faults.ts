import { printable } from '../../errors.ts';
import { describeThrown } from './thrown.ts';

/** What is wrong, one message for each part and kind of fault, however often it is met. */
export class Faults {
  readonly #found = new Map<string, string>();

  get messages(): readonly string[] {
    return [...this.#found.values()];
  }

  /**
   * @param part of the adapter, e.g. `workerEncoder.labels`
   * @param fix what to do about it
   */
  add(part: string, expected: string, received: string, fix: string): void {
    const kind = `${part}: ${expected}`;
    if (this.#found.has(kind)) return;
    this.#found.set(kind, printable(`${part}: expected ${expected}, received ${received}; ${fix}`));
  }

  /** As `add`, unless the condition holds. @returns whether it holds */
  unless(holds: boolean, part: string, expected: string, received: string, fix: string): boolean {
    if (!holds) this.add(part, expected, received, fix);
    return holds;
  }

  /**
   * Does something that belongs to a part; what it throws is a fault, of the function of the user's that was called if
   * that is known. @returns whether it ended well
   */
  attempt(part: string, act: () => void): boolean {
    try {
      act();
      return true;
    } catch (error) {
      const { text, called = part } = describeThrown(error, this.attempt.name);
      this.add(called, 'no error', text.replaceAll(/\s*\n\s*/g, ' '), 'mend what throws it');
      return false;
    }
  }
}

/** A value as text by which values are compared: typed arrays are lists of their numbers. */
export function textOf(value: unknown): string {
  return (
    JSON.stringify(value, (_, part: unknown) => {
      if (typeof part === 'bigint' || typeof part === 'number') return String(part);
      return ArrayBuffer.isView(part)
        ? Array.from(part as unknown as ArrayLike<number | bigint>, String)
        : part;
    }) ?? String(value)
  );
}
