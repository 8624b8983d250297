import { describe } from '../checks/describe.ts';
import type { Env } from '../env.ts';
import { InvalidWrapper } from '../errors.ts';
import { Dict } from '../spaces/dict.ts';
import type { Space } from '../spaces/space.ts';
import { Tuple } from '../spaces/tuple.ts';
import { dictLike } from './dict-like.ts';
import { checkedSettings, ObservationWrapper } from './wrapper.ts';

export interface FilterObservationSettings {
  /** Keys of a Dict, or indices of a Tuple in the order wanted. */
  readonly filterKeys: readonly (string | number)[];
}

/** Keeps some entries of observations from a Dict or Tuple. */
export class FilterObservation<Observation = unknown, Action = unknown> extends ObservationWrapper<
  Observation,
  Action,
  unknown
> {
  readonly #keys: readonly (string | number)[];
  readonly #isTuple: boolean;

  /** @throws InvalidWrapper for another space, or keys that are missing, repeated or not in it */
  constructor(env: Env<unknown, Action>, settings: FilterObservationSettings) {
    super(env, settings);
    const space = env.observationSpace;
    if (!(space instanceof Dict || space instanceof Tuple)) {
      throw new InvalidWrapper(
        `FilterObservation.env: expected observations of a Dict or Tuple, received ${space}.`,
      );
    }
    const { filterKeys } = checkedSettings(settings, 'FilterObservation');
    if (!Array.isArray(filterKeys)) {
      throw new InvalidWrapper(
        `FilterObservation.filterKeys: expected an array of keys, received ${describe(filterKeys)}.`,
      );
    }
    const keys: readonly (string | number)[] = [...filterKeys];
    const known: readonly (string | number)[] = space instanceof Dict ? space.keys : [...space.spaces.keys()];
    const wrong = keys.filter((key, index) => !known.includes(key) || keys.indexOf(key) !== index);
    if (wrong.length > 0 || keys.length === 0) {
      throw new InvalidWrapper(
        `FilterObservation.filterKeys: expected distinct ones of [${known.join(', ')}], received [${keys.join(', ')}].`,
      );
    }
    this.#keys = keys;
    this.#isTuple = space instanceof Tuple;
    const filtered =
      space instanceof Dict
        ? dictLike(
            space,
            keys.map((key) => [String(key), space.spaces[key]!]),
          )
        : new Tuple(keys.map((key) => space.spaces[Number(key)]!));
    this.observationSpace = filtered as Space<Observation>;
  }

  protected override observation(observation: unknown): Observation {
    const entries = observation as Record<string | number, unknown>;
    if (this.#isTuple) return this.#keys.map((key) => entries[key]) as Observation;
    return Object.fromEntries(this.#keys.map((key) => [key, entries[key]])) as Observation;
  }
}
