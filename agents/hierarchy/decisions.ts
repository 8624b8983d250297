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
  /** Whether a decision is due on this observation. To be called once for each. */
  due(observation: Observation): boolean;
  /** The choice that a readout stands for. */
  choose(readout: Float64Array, observation: Observation): number;
}

/** Decides at every step for the largest readout, the first of equal ones. */
export const largestReadout: DecisionRule<unknown> = {
  everyStep: true,
  reset() {},
  due: () => true,
  choose: (readout) => largest(readout),
};

/** Decisions of an agent that knows where it is, what is possible there, and where it has been in this episode. */
export class PlaceDecisions<Observation> implements DecisionRule<Observation> {
  readonly everyStep: boolean;
  readonly #places: PlaceStructure<Observation>;
  readonly #options: DecisionsConfig;
  readonly #visits = new Map<number, number>();
  #here: number | null = null;

  constructor(places: PlaceStructure<Observation>, options: DecisionsConfig) {
    this.#places = places;
    this.#options = options;
    this.everyStep = options.when === 'steps';
  }

  reset(): void {
    this.#visits.clear();
    this.#here = null;
  }

  due(observation: Observation): boolean {
    const place = this.#places.place(observation);
    const arrived = place !== this.#here;
    if (arrived) this.#visits.set(place, this.visits(place) + 1);
    this.#here = place;
    return arrived || this.everyStep;
  }

  choose(readout: Float64Array, observation: Observation): number {
    const { mask, returnInhibition } = this.#options;
    const preference = readout.map((value, subtask) => {
      const destination = this.#places.destination(observation, subtask);
      if (destination === null) return mask ? Number.NEGATIVE_INFINITY : value;
      return destination === this.#here ? value : value - returnInhibition * this.visits(destination);
    });
    return largest(preference);
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
  if (places !== undefined) return new PlaceDecisions(places, decisions);
  const { when, mask, returnInhibition } = decisions;
  if (when === 'steps' && !mask && returnInhibition === 0) return largestReadout;
  throw new ConfigError('settings', [
    {
      path: 'agent.manager.decisions',
      expected: `decisions at every step, without mask and inhibition of return: ${task.name} has no places`,
      received: JSON.stringify(decisions),
      remedy: 'leave it out',
    },
  ]);
}

function largest(values: Float64Array): number {
  let best = 0;
  for (let k = 1; k < values.length; k++) if (values[k]! > values[best]!) best = k;
  return best;
}
