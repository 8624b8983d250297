/** A way to be asked to save everything and end, however often and by whichever signal. */
export interface StopSignals {
  /** Aborts at the first signal. */
  readonly signal: AbortSignal;
  /** The signal that came first, e.g. `SIGTERM`; empty before. */
  reason(): string;
  /** Gives the signals back their usual meaning. */
  dispose(): void;
}

/** What terminals, service managers and clusters send; USR1 is the usual warning before a time limit. */
const names = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGUSR1'] as const;
const exitCode = 130;

/** Listens for signals. Clusters repeat them, so that only a second Ctrl-C ends the process at once. */
export function listenForStop(): StopSignals {
  const controller = new AbortController();
  let first = '';
  const listeners = names.map((name) => {
    let count = 0;
    const listener = () => {
      first ||= name;
      if (++count > 1 && name === 'SIGINT') process.exit(exitCode);
      controller.abort();
    };
    process.on(name, listener);
    return [name, listener] as const;
  });
  return {
    signal: controller.signal,
    reason: () => first,
    dispose() {
      for (const [name, listener] of listeners) process.off(name, listener);
    },
  };
}
