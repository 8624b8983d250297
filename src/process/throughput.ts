/** Speed and memory of a piece of work. */
export interface Throughput {
  /** Duration, rounded to tenths. */
  readonly seconds: number;
  /** Episodes in a second, rounded. */
  readonly episodesPerSecond: number;
  /** Environment steps in a second, rounded. */
  readonly stepsPerSecond: number;
  /** Largest memory of the process so far, threads included, in millions of bytes. */
  readonly peakMemoryMB: number;
}

/** Starts a measurement; the returned function ends it. */
export function startMeasuring(): (done: {
  readonly episodes: number;
  readonly steps: number;
}) => Throughput {
  const start = performance.now();
  return ({ episodes, steps }) => {
    const seconds = (performance.now() - start) / 1000;
    const rate = (count: number) => Math.round(count / Math.max(seconds, 1e-3));
    return {
      seconds: Math.round(10 * seconds) / 10,
      episodesPerSecond: rate(episodes),
      stepsPerSecond: rate(steps),
      // Kibibytes, on every system.
      peakMemoryMB: Math.round((process.resourceUsage().maxRSS * 1024) / 1e6),
    };
  };
}

/** A throughput as one line for people. */
export function formatThroughput(throughput: Throughput): string {
  const { seconds, episodesPerSecond, stepsPerSecond, peakMemoryMB } = throughput;
  return (
    `${seconds} s: ${episodesPerSecond} episodes/s, ${stepsPerSecond} steps/s; ` +
    `memory ${peakMemoryMB} MB at most`
  );
}
