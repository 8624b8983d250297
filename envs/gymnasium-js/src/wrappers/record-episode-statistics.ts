import { describe } from '../checks/describe.ts';
import type { Env, ResetOptions, ResetResult, StepResult } from '../env.ts';
import { InvalidWrapper } from '../errors.ts';
import { BoundedQueue } from './bounded-queue.ts';
import { checkedSettings, Wrapper } from './wrapper.ts';

export interface RecordEpisodeStatisticsSettings {
  /** How many episodes the queues hold. Default 100. */
  readonly bufferLength?: number;
  /** The key of the statistics in `info`. Default 'episode'. */
  readonly statsKey?: string;
  /** The time in seconds, for instance `() => performance.now() / 1000`. Without it, nothing depends on time. */
  readonly clock?: () => number;
}

/** What `info[statsKey]` holds in the last step of an episode. */
export interface EpisodeStatistics {
  /** The return: the sum of the rewards. */
  readonly r: number;
  /** The length in steps. */
  readonly l: number;
  /** The duration in seconds, rounded to microseconds; only with a clock. */
  readonly t?: number;
}

/** Sums rewards and counts steps; the last step of an episode reports them in its info. */
export class RecordEpisodeStatistics<Observation = unknown, Action = unknown> extends Wrapper<
  Observation,
  Action
> {
  readonly #statsKey: string;
  readonly #clock: (() => number) | undefined;
  readonly #returns: BoundedQueue;
  readonly #lengths: BoundedQueue;
  readonly #times: BoundedQueue;
  #episodeCount = 0;
  #return = 0;
  #length = 0;
  #start = 0;

  /** @throws InvalidWrapper when bufferLength is no integer ≥ 0 */
  constructor(env: Env<Observation, Action>, settings: RecordEpisodeStatisticsSettings = {}) {
    super(env, checkedSettings(settings, 'RecordEpisodeStatistics'));
    const { bufferLength = 100, statsKey = 'episode', clock } = settings;
    if (clock !== undefined && typeof clock !== 'function') {
      throw new InvalidWrapper(
        `RecordEpisodeStatistics.clock: expected a function, received ${describe(clock)}.`,
      );
    }
    const path = 'RecordEpisodeStatistics.bufferLength';
    this.#statsKey = statsKey;
    this.#clock = clock;
    this.#returns = new BoundedQueue(bufferLength, path);
    this.#lengths = new BoundedQueue(bufferLength, path);
    this.#times = new BoundedQueue(bufferLength, path);
  }

  get episodeCount(): number {
    return this.#episodeCount;
  }

  /** The returns of the last episodes, oldest first. */
  get returnQueue(): readonly number[] {
    return this.#returns.toArray();
  }

  get lengthQueue(): readonly number[] {
    return this.#lengths.toArray();
  }

  /** The durations of the last episodes, seconds; empty without a clock. */
  get timeQueue(): readonly number[] {
    return this.#times.toArray();
  }

  override reset(resetOptions?: ResetOptions): ResetResult<Observation> {
    const result = this.env.reset(resetOptions);
    this.#restart();
    return result;
  }

  /** @throws InvalidWrapper when the info has the statistics' key already */
  override step(action: Action): StepResult<Observation> {
    const result = this.env.step(action);
    const [observation, reward, terminated, truncated, info] = result;
    this.#return += reward;
    this.#length++;
    if (!terminated && !truncated) return result;
    if (this.#statsKey in info) {
      throw new InvalidWrapper(
        `RecordEpisodeStatistics.statsKey: '${this.#statsKey}' is in the info already. Choose another key.`,
      );
    }
    return [observation, reward, terminated, truncated, { ...info, [this.#statsKey]: this.#finish() }];
  }

  #finish(): EpisodeStatistics {
    const statistics = { r: this.#return, l: this.#length };
    this.#returns.push(this.#return);
    this.#lengths.push(this.#length);
    this.#episodeCount++;
    if (this.#clock === undefined) return statistics;
    const t = Math.round((this.#clock() - this.#start) * 1e6) / 1e6;
    this.#times.push(t);
    this.#start = this.#clock();
    return { ...statistics, t };
  }

  #restart(): void {
    this.#return = 0;
    this.#length = 0;
    if (this.#clock !== undefined) this.#start = this.#clock();
  }
}
