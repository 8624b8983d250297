import { type Demonstration, labelsOf, returnOf, stepsOf } from './demonstration.ts';

/** Least, mean and greatest. */
export interface Range {
  /** Least value. */
  readonly min: number;
  /** Mean of all values. */
  readonly mean: number;
  /** Greatest value. */
  readonly max: number;
}

/** What the episodes of a dataset are like. */
export interface DatasetStatistics {
  /** Number of episodes. */
  readonly episodes: number;
  /** Number of steps, all episodes together. */
  readonly steps: number;
  /** Null where there are no episodes. */
  readonly length: Range | null;
  /** Sum of rewards of an episode; null where there are no episodes. */
  readonly return: Range | null;
  /** Number of episodes that came to their end. */
  readonly terminated: number;
  /** Number of episodes that were cut off. */
  readonly truncated: number;
  /** Episodes that reached each milestone, by name; empty where the dataset does not say. */
  readonly milestones: Readonly<Record<string, number>>;
  /** Episodes of each expert, by name; empty where there was but one. */
  readonly experts: Readonly<Record<string, number>>;
  /** Steps labelled with each subtask, by label up to the greatest; empty where there are no labels. */
  readonly labels: readonly number[];
  /** How often one subtask followed another within an episode: `[from, to, times]`; from −1 is the beginning. */
  readonly order: readonly (readonly [from: number, to: number, times: number])[];
}

/** Looks at every episode once. */
export function summarise(episodes: Iterable<Demonstration>): DatasetStatistics {
  const lengths = new Gatherer();
  const returns = new Gatherer();
  const labels: number[] = [];
  const order = new Map<string, number>();
  const milestones: Record<string, number> = {};
  const experts: Record<string, number> = {};
  let [terminated, truncated] = [0, 0];
  for (const episode of episodes) {
    lengths.add(stepsOf(episode));
    returns.add(returnOf(episode));
    terminated += episode.terminations.at(-1)!;
    truncated += episode.truncations.at(-1)!;
    const { notes = {} } = episode;
    for (const [name, reached] of Object.entries(notes.milestones ?? {}))
      milestones[name] = (milestones[name] ?? 0) + (reached ? 1 : 0);
    if (notes.expert !== undefined) experts[notes.expert] = (experts[notes.expert] ?? 0) + 1;
    let before = -1;
    for (const subtask of labelsOf(episode)?.subtasks ?? []) {
      labels[subtask] = (labels[subtask] ?? 0) + 1;
      if (subtask !== before) order.set(`${before},${subtask}`, (order.get(`${before},${subtask}`) ?? 0) + 1);
      before = subtask;
    }
  }
  return {
    episodes: lengths.count,
    steps: lengths.sum,
    length: lengths.range,
    return: returns.range,
    terminated,
    truncated,
    milestones,
    experts,
    labels: Array.from(labels, (count) => count ?? 0),
    order: [...order].map(
      ([key, times]) => [...(key.split(',').map(Number) as [number, number]), times] as const,
    ),
  };
}

class Gatherer {
  count = 0;
  sum = 0;
  #min = Number.POSITIVE_INFINITY;
  #max = Number.NEGATIVE_INFINITY;

  add(value: number): void {
    this.count++;
    this.sum += value;
    this.#min = Math.min(this.#min, value);
    this.#max = Math.max(this.#max, value);
  }

  get range(): Range | null {
    if (this.count === 0) return null;
    return { min: this.#min, mean: this.sum / this.count, max: this.#max };
  }
}
