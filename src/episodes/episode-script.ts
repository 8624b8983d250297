import type { Env } from 'gymnasium-js';
import { columnGroup, columnOf, numberColumn } from '../data/column.ts';
import { type Demonstration, LABELS } from '../data/demonstration.ts';

/** What happens in an episode, step by step. */
export class EpisodeScript<Observation, Action> {
  readonly #observations: Observation[] = [];
  readonly #rewards: number[] = [];
  readonly #subtasks: number[] = [];
  readonly #labels: Action[] = [];
  readonly #taken: Action[] = [];

  /** Notes the subtask that is due, the right action and the action taken; returns the last. */
  decide(subtask: number, label: Action, taken: Action): Action {
    this.#subtasks.push(subtask);
    this.#labels.push(label);
    this.#taken.push(taken);
    return taken;
  }

  /** Notes the observation that the action was chosen on, and the reward. */
  record(observation: Observation, reward: number): void {
    this.#observations.push(observation);
    this.#rewards.push(reward);
  }

  /** Number of steps so far. */
  get steps(): number {
    return this.#rewards.length;
  }

  /** The episode as columns. An episode that did not terminate counts as truncated. */
  episode(
    { observationSpace, actionSpace }: Pick<Env<Observation, Action>, 'observationSpace' | 'actionSpace'>,
    lastObservation: Observation,
    { terminated }: { readonly terminated: boolean },
  ): Omit<Demonstration, 'id' | 'seed' | 'options'> {
    const { steps } = this;
    const lastOf = <T>(values: readonly T[]): T[] => [...values, values.at(-1)!];
    const ends = (ended: boolean) => new Uint8Array(steps).fill(ended ? 1 : 0, steps - 1);
    return {
      observations: columnOf(observationSpace, [...this.#observations, lastObservation]),
      actions: columnOf(actionSpace, this.#taken),
      rewards: Float64Array.from(this.#rewards),
      terminations: ends(terminated),
      truncations: ends(!terminated),
      infos: columnGroup({
        [LABELS]: columnGroup({
          subtask: numberColumn('int64', [steps + 1], BigInt64Array.from(lastOf(this.#subtasks), BigInt)),
          expert_action: columnOf(actionSpace, lastOf(this.#labels)),
          action_taken: columnOf(actionSpace, lastOf(this.#taken)),
        }),
      }),
    };
  }
}
