import type { Env, ResetOptions, ResetResult, StepResult } from '../env.ts';
import { InvalidWrapper } from '../errors.ts';
import { Box } from '../spaces/box.ts';
import { Dict } from '../spaces/dict.ts';
import { flattenSpace } from '../spaces/flat-space.ts';
import { flatten } from '../spaces/flatten.ts';
import type { Space } from '../spaces/space.ts';
import { Tuple } from '../spaces/tuple.ts';
import { dictLike } from './dict-like.ts';
import { TimeLimit } from './time-limit.ts';
import { checkedSettings, ObservationWrapper, Wrapper } from './wrapper.ts';

export interface TimeAwareObservationSettings {
  /** Whether to flatten observation and time to one array. Default true. */
  readonly flatten?: boolean;
  /** Whether time runs from 0 to 1, as float32, instead of counting steps as int32. Default false. */
  readonly normalizeTime?: boolean;
  /** The key of the time in a Dict. Default 'time'. */
  readonly dictTimeKey?: string;
}

/**
 * Adds the number of steps since the reset to the observations: under a key of a Dict, at the end of a Tuple, and of
 * any other observation makes a Dict of `obs` and `time`.
 */
export class TimeAwareObservation<Observation = unknown, Action = unknown> extends ObservationWrapper<
  Observation,
  Action,
  unknown
> {
  readonly #flatten: boolean;
  readonly #normalize: boolean;
  readonly #timeKey: string;
  readonly #maxSteps: number;
  /** The space before flattening. */
  readonly #space: Space;
  #steps = 0;

  /** @throws InvalidWrapper when the environment has no time limit, or the key is taken */
  constructor(env: Env<unknown, Action>, settings: TimeAwareObservationSettings = {}) {
    super(env, checkedSettings(settings, 'TimeAwareObservation'));
    this.#flatten = settings.flatten ?? true;
    this.#normalize = settings.normalizeTime ?? false;
    this.#timeKey = settings.dictTimeKey ?? 'time';
    this.#maxSteps = timeLimitOf(env);
    this.#space = this.#withTime(env.observationSpace);
    this.observationSpace = (this.#flatten ? flattenSpace(this.#space) : this.#space) as Space<Observation>;
  }

  override reset(resetOptions?: ResetOptions): ResetResult<Observation> {
    this.#steps = 0;
    return super.reset(resetOptions);
  }

  override step(action: Action): StepResult<Observation> {
    this.#steps++;
    return super.step(action);
  }

  protected override observation(observation: unknown): Observation {
    const time = this.#normalize ? Float32Array.of(this.#steps / this.#maxSteps) : Int32Array.of(this.#steps);
    const { observationSpace } = this.env;
    let value: unknown;
    if (observationSpace instanceof Dict) value = { ...(observation as object), [this.#timeKey]: time };
    else if (observationSpace instanceof Tuple) value = [...(observation as unknown[]), time];
    else value = { obs: observation, time };
    return (this.#flatten ? flatten(this.#space, value) : value) as Observation;
  }

  #withTime(space: Space): Space {
    const time = this.#normalize
      ? new Box({ low: 0, high: 1 })
      : new Box({ low: 0, high: this.#maxSteps, dtype: 'int32' });
    if (space instanceof Dict) {
      if (space.keys.includes(this.#timeKey)) {
        throw new InvalidWrapper(
          `TimeAwareObservation.dictTimeKey: '${this.#timeKey}' is a key of the observations already. Choose another.`,
        );
      }
      return dictLike(space, [
        [this.#timeKey, time],
        ...Object.entries(space.spaces as Record<string, Space>),
      ]);
    }
    if (space instanceof Tuple) return new Tuple([...space.spaces, time]);
    return new Dict({ obs: space, time });
  }
}

/** The step limit of the spec, or else of the outermost TimeLimit. */
function timeLimitOf(env: Env): number {
  if (typeof env.spec?.maxEpisodeSteps === 'number') return env.spec.maxEpisodeSteps;
  for (let layer: Env = env; layer instanceof Wrapper; layer = layer.env) {
    if (layer instanceof TimeLimit) return layer.maxEpisodeSteps;
  }
  throw new InvalidWrapper(
    'TimeAwareObservation.env: expected an environment with a time limit, received one without. Apply TimeLimit first.',
  );
}
