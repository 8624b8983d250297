import { ConfigError } from '../../src/errors.ts';
import type { PlaceStructure } from '../../src/task/environment-adapter.ts';
import type { Task } from '../../src/task/task.ts';
import type { DecisionsConfig } from './config.ts';

/** When a manager decides, and how its readout makes a choice. */
export interface DecisionRule<Observation> {
  /** Whether every step needs a decision; else one stands for several. */
  readonly everyStep: boolean;
  /** Starts an episode. */
  reset(): void;
  /**
   * Whether a decision is due on this observation. To be called once for each.
   * @param turnOver whether no worker is in charge: none was yet, or its turn has ended
   */
  due(observation: Observation, turnOver: boolean): boolean;
  /**
   * The choice that a readout stands for.
   * @param excluded a subtask that is not to be chosen
   */
  choose(readout: Float64Array, observation: Observation, excluded?: number | null): number;
}

/** Decides at every step for the largest readout, the first of equal ones. */
export const largestReadout: DecisionRule<unknown> = {
  everyStep: true,
  reset() {},
  due: () => true,
  choose: (readout, _, excluded) => largest(readout, excluded),
};

/** Decides for the largest readout when a worker has ended its turn. */
export const onTermination: DecisionRule<unknown> = {
  ...largestReadout,
  everyStep: false,
  due: (_, turnOver) => turnOver,
};

/** Decisions of an agent that knows where it is, what is possible there, and where it has been in this episode. */
export class PlaceDecisions<Observation> implements DecisionRule<Observation> {
  readonly everyStep: boolean;
  readonly #places: PlaceStructure<Observation>;
  readonly #options: DecisionsConfig;
  readonly #visits = new Map<number, number>();
  readonly #subtasks: number;
  #here: number | null = null;
  /** Where each subtask leads to from here. */
  #ways: readonly (number | null)[] = [];

  constructor(places: PlaceStructure<Observation>, options: DecisionsConfig, subtasks: number) {
    this.#places = places;
    this.#subtasks = subtasks;
    this.#options = options;
    this.everyStep = options.when === 'steps';
  }

  reset(): void {
    this.#visits.clear();
    this.#here = null;
  }

  due(observation: Observation, turnOver = false): boolean {
    const place = this.#places.place(observation);
    const arrived = place !== this.#here;
    if (arrived) this.#visits.set(place, this.visits(place) + 1);
    this.#here = place;
    if (this.#options.when === 'terminations') return turnOver;
    return this.everyStep || this.#waysChange(observation) || arrived;
  }

  /** Whether subtasks lead elsewhere than they did at the last call, as where a door has opened or closed. */
  #waysChange(observation: Observation): boolean {
    const before = this.#ways;
    this.#ways = Array.from({ length: this.#subtasks }, (_, subtask) =>
      this.#places.destination(observation, subtask),
    );
    return this.#ways.some((way, subtask) => way !== before[subtask]);
  }

  choose(readout: Float64Array, observation: Observation, excluded?: number | null): number {
    const { mask, returnInhibition } = this.#options;
    const preference = readout.map((value, subtask) => {
      const destination = this.#places.destination(observation, subtask);
      if (destination === null) return mask ? Number.NEGATIVE_INFINITY : value;
      return destination === this.#here ? value : value - returnInhibition * this.visits(destination);
    });
    return largest(preference, excluded);
  }

  /** How often the agent has come to a place in this episode. */
  visits(place: number): number {
    return this.#visits.get(place) ?? 0;
  }
}

/**
 * The rule that settings ask for.
 * @throws ConfigError when they speak of places and the task has none
 */
export function decisionRule<Observation>(
  task: Task<Observation, unknown>,
  decisions: DecisionsConfig,
): DecisionRule<Observation> {
  const places = task.places();
  if (places !== undefined) return new PlaceDecisions(places, decisions, task.subtasks.names.length);
  const { when, mask, returnInhibition } = decisions;
  const anywhere = !mask && returnInhibition === 0;
  if (when === 'steps' && anywhere) return largestReadout;
  if (when === 'terminations' && anywhere) return onTermination;
  throw new ConfigError('settings', [
    {
      path: 'agent.manager.decisions',
      expected: `decisions at every step or on terminations, without mask and inhibition of return: ${task.name} has no places`,
      received: JSON.stringify(decisions),
      remedy: 'leave it out',
    },
  ]);
}

/** @param excluded never the answer, unless there is no other */
function largest(values: Float64Array, excluded: number | null = null): number {
  let best = excluded === 0 && values.length > 1 ? 1 : 0;
  for (let k = best + 1; k < values.length; k++) if (values[k]! > values[best]! && k !== excluded) best = k;
  return best;
}
