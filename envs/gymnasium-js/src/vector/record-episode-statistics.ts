import { InvalidWrapper } from '../errors.ts';
import { BoundedQueue } from '../wrappers/bounded-queue.ts';
import type { RecordEpisodeStatisticsSettings } from '../wrappers/record-episode-statistics.ts';
import { AutoresetMode } from './autoreset-mode.ts';
import type { VectorEnv, VectorResetOptions, VectorResetResult, VectorStepResult } from './vector-env.ts';
import { VectorWrapper } from './vector-wrapper.ts';

/**
 * Sums rewards and counts steps of every sub-environment. When episodes end, `infos[statsKey]` holds `r`, `l` and,
 * with a clock, `t`, each `[numEnvs]` and 0 for the others; `infos['_' + statsKey]` tells which ended.
 */
export class VectorRecordEpisodeStatistics<Observations = unknown, Actions = unknown> extends VectorWrapper<
  Observations,
  Actions
> {
  readonly #statsKey: string;
  readonly #clock: (() => number) | undefined;
  readonly #sameStep: boolean;
  readonly #returnQueue: BoundedQueue;
  readonly #lengthQueue: BoundedQueue;
  readonly #timeQueue: BoundedQueue;
  readonly #returns: Float64Array;
  readonly #lengths: Float64Array;
  readonly #starts: Float64Array;
  /** 1 for sub-environments whose next step resets them and belongs to no episode. */
  readonly #ended: Uint8Array;
  #episodeCount = 0;

  /** @throws InvalidWrapper when bufferLength is no integer ≥ 0 */
  constructor(env: VectorEnv<Observations, Actions>, settings: RecordEpisodeStatisticsSettings = {}) {
    super(env);
    const { bufferLength = 100, statsKey = 'episode', clock } = settings;
    const path = 'VectorRecordEpisodeStatistics.bufferLength';
    this.#statsKey = statsKey;
    this.#clock = clock;
    this.#sameStep = env.metadata.autoresetMode === AutoresetMode.SAME_STEP;
    this.#returnQueue = new BoundedQueue(bufferLength, path);
    this.#lengthQueue = new BoundedQueue(bufferLength, path);
    this.#timeQueue = new BoundedQueue(bufferLength, path);
    this.#returns = new Float64Array(env.numEnvs);
    this.#lengths = new Float64Array(env.numEnvs);
    this.#starts = new Float64Array(env.numEnvs);
    this.#ended = new Uint8Array(env.numEnvs);
  }

  get episodeCount(): number {
    return this.#episodeCount;
  }

  /** The returns of the last episodes, oldest first. */
  get returnQueue(): readonly number[] {
    return this.#returnQueue.toArray();
  }

  get lengthQueue(): readonly number[] {
    return this.#lengthQueue.toArray();
  }

  /** The durations of the last episodes, seconds; empty without a clock. */
  get timeQueue(): readonly number[] {
    return this.#timeQueue.toArray();
  }

  override reset(resetOptions: VectorResetOptions = {}): VectorResetResult<Observations> {
    const result = this.env.reset(resetOptions);
    for (let i = 0; i < this.numEnvs; i++) {
      if (resetOptions.resetMask == null || resetOptions.resetMask[i]) this.#restart(i);
    }
    return result;
  }

  /** @throws InvalidWrapper when the infos have the statistics' key already */
  override step(actions: Actions): VectorStepResult<Observations> {
    const result = this.env.step(actions);
    const [observations, rewards, terminations, truncations, infos] = result;
    const ended = new Uint8Array(this.numEnvs);
    for (let i = 0; i < this.numEnvs; i++) {
      if (this.#ended[i]) {
        this.#restart(i);
      } else {
        this.#returns[i]! += rewards[i]!;
        this.#lengths[i]!++;
      }
      ended[i] = terminations[i]! | truncations[i]!;
    }
    if (!ended.includes(1)) return result;
    if (this.#statsKey in infos || `_${this.#statsKey}` in infos) {
      throw new InvalidWrapper(
        `VectorRecordEpisodeStatistics.statsKey: '${this.#statsKey}' is in the infos already. Choose another key.`,
      );
    }
    const statistics = { [this.#statsKey]: this.#finish(ended), [`_${this.#statsKey}`]: ended };
    return [observations, rewards, terminations, truncations, { ...infos, ...statistics }];
  }

  /** The statistics of the episodes that ended, also put into the queues. */
  #finish(ended: Uint8Array): Record<string, Float64Array> {
    const now = this.#clock?.() ?? 0;
    const [r, l, t] = [
      new Float64Array(this.numEnvs),
      new Float64Array(this.numEnvs),
      new Float64Array(this.numEnvs),
    ];
    for (let i = 0; i < ended.length; i++) {
      if (!ended[i]) continue;
      const [total, length] = [this.#returns[i]!, this.#lengths[i]!];
      const seconds = Math.round((now - this.#starts[i]!) * 1e6) / 1e6;
      this.#returnQueue.push((r[i] = total));
      this.#lengthQueue.push((l[i] = length));
      if (this.#clock !== undefined) this.#timeQueue.push((t[i] = seconds));
      this.#episodeCount++;
      if (this.#sameStep) this.#restart(i);
      else this.#ended[i] = 1;
    }
    return this.#clock === undefined ? { r, l } : { r, l, t };
  }

  #restart(i: number): void {
    this.#returns[i] = 0;
    this.#lengths[i] = 0;
    this.#starts[i] = this.#clock?.() ?? 0;
    this.#ended[i] = 0;
  }
}
