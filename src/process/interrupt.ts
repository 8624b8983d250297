/** A way to stop by Ctrl-C, a termination signal, or by closing the terminal. */
export interface Interrupt {
  /** Aborts at the first signal; work in hand can then be saved. */
  readonly signal: AbortSignal;
  /** Gives the signals back their usual meaning. */
  dispose(): void;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const exitCode = 130;

/**
 * Listens for signals: the first one asks to stop, the second one ends the process at once.
 *
 * @param onFirst called at the first signal, to tell what becomes of the work
 */
export function listenForInterrupt(onFirst: () => void = () => {}): Interrupt {
  const controller = new AbortController();
  const onSignal = () => {
    if (controller.signal.aborted) process.exit(exitCode);
    controller.abort();
    onFirst();
  };
  for (const name of signals) process.on(name, onSignal);
  return {
    signal: controller.signal,
    dispose() {
      for (const name of signals) process.off(name, onSignal);
    },
  };
}
