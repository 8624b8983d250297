import { type Env, logger, type ResetOptions, type ResetResult, Wrapper } from 'gymnasium-js';
import { z } from 'zod';
import { parseConfig } from '../../../../src/config/config.ts';

const settingsSchema = z
  .strictObject({
    /** Seeds of the episodes, again and again. Default [0]. */
    seeds: z.array(z.int().min(0)).min(1).default([0]),
    /** Index of the first one. Default 0. */
    seedIdx: z.int().min(0).default(0),
  })
  .superRefine(({ seeds, seedIdx: input }, context) => {
    if (input < seeds.length) return;
    const message = `an index of the seeds, from 0 to ${seeds.length - 1}`;
    context.addIssue({ code: 'custom', path: ['seedIdx'], message, input });
  });

/** Settings of `ReseedWrapper`. */
export type ReseedSettings = z.input<typeof settingsSchema>;

/** Resets to the same few levels in turn. A seed given to `reset` is ignored, with a warning. */
export class ReseedWrapper<Observation = unknown, Action = unknown> extends Wrapper<Observation, Action> {
  readonly #seeds: readonly number[];
  #next: number;

  /** @throws ConfigError */
  constructor(env: Env<Observation, Action>, settings: ReseedSettings = {}) {
    super(env, settings);
    const { seeds, seedIdx } = parseConfig(settingsSchema, settings, 'ReseedWrapper');
    this.#seeds = seeds;
    this.#next = seedIdx;
  }

  override reset(resetOptions: ResetOptions = {}): ResetResult<Observation> {
    if (resetOptions.seed !== undefined) {
      logger.warn('ReseedWrapper.reset: the seed is ignored, because the wrapper has seeds of its own.');
    }
    const seed = this.#seeds[this.#next]!;
    this.#next = (this.#next + 1) % this.#seeds.length;
    return this.env.reset({ ...resetOptions, seed });
  }
}
