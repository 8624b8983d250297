/** Lets everything that waits for its turn have it, e.g. signals and messages; in Node as in browsers. */
export function pause(): Promise<void> {
  const { setImmediate: soon = setTimeout } = globalThis as { setImmediate?: (turn: () => void) => unknown };
  return new Promise((resolve) => soon(() => resolve()));
}
