/**
 * Aggregates of scores of several tasks and seeds, after Agarwal et al. 2021 (Deep Reinforcement Learning at the Edge of the
 * Statistical Precipice). Scores are given by task: `scores[task][run]`. Intervals come from `bootstrap`, with tasks as strata.
 */
export type Scores = readonly (readonly number[])[];

/**
 * The interquartile mean: the mean of the middle half of all runs of all tasks (section 4.3). A quarter of them, rounded down,
 * is left out at either end.
 * @throws RangeError for no scores
 */
export function interquartileMean(scores: Scores): number {
  const sorted = Float64Array.from(scores.flat()).sort();
  if (sorted.length === 0) throw new RangeError('scores: expected at least one, received none');
  const cut = Math.floor(sorted.length / 4);
  const middle = sorted.subarray(cut, sorted.length - cut);
  return middle.reduce((sum, value) => sum + value, 0) / middle.length;
}

/**
 * The probability of improvement: that a run of the first agent beats a run of the second on a task drawn at random, ties
 * counted as one half (section 4.3, equation 2; per task the statistic of Mann and Whitney over the number of pairs).
 * @throws RangeError when the tasks are not as many, or one has no run
 */
export function probabilityOfImprovement(first: Scores, second: Scores): number {
  if (first.length === 0 || first.length !== second.length)
    throw new RangeError(
      `tasks: expected as many of both agents, received ${first.length} and ${second.length}`,
    );
  const ofTasks = first.map((runs, task) => {
    const others = second[task]!;
    if (runs.length === 0 || others.length === 0)
      throw new RangeError(`task ${task}: expected at least one run of each agent`);
    const wins = runs.flatMap((run) => others.map((other) => (run > other ? 1 : run === other ? 0.5 : 0)));
    return wins.reduce((sum: number, win) => sum + win, 0) / wins.length;
  });
  return ofTasks.reduce((sum, probability) => sum + probability, 0) / ofTasks.length;
}

/**
 * The performance profile: the share of runs of all tasks whose score is above each threshold (section 4.2, equation 1).
 * @throws RangeError for no scores
 */
export function performanceProfile(scores: Scores, thresholds: readonly number[]): readonly number[] {
  const all = scores.flat();
  if (all.length === 0) throw new RangeError('scores: expected at least one, received none');
  return thresholds.map((threshold) => all.filter((score) => score > threshold).length / all.length);
}
