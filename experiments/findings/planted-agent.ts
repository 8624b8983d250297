import type { ActOptions, Agent } from '../../agents/agent.ts';
import { noLabels } from '../../agents/imitation/label-counts.ts';
import type { Learner } from '../../agents/learner.ts';

/** What is wrong with a manager or with workers; absent parts are as they learned to be. */
export interface Plant {
  /** The choice in the place of the manager’s. @param choices of the manager, up to now */
  readonly choose?: (choices: readonly number[]) => number;
  /** The subtask that the worker of another one carries out. */
  readonly does?: (subtask: number) => number;
  /** The subtask whose worker is untrained. */
  readonly untrained?: number;
  /** The subtask whose worker repeats its first action for ever. */
  readonly rigid?: number;
  /** Whether a turn is over. @param steps of the turn @param over what its worker says */
  readonly ends?: (steps: number, over: boolean) => boolean;
  /** What is done in the place of an action. */
  readonly act?: (action: unknown) => unknown;
  /** What is seen in the place of an observation. */
  readonly see?: (observation: unknown) => unknown;
}

/** A trained agent, and copies of it. */
export interface Copies {
  readonly manager: Agent;
  readonly workers: Agent;
  readonly untrained: Agent;
}

/** A trained agent in which something goes wrong: one copy is its manager, another one its workers. */
export class PlantedAgent implements Agent {
  readonly learners: readonly Learner[];
  choice = 0;
  subtask = 0;
  readonly #copies: Copies;
  readonly #plant: Plant;
  #choices: number[] = [];
  #rigidAction: unknown;
  /** Steps of the turn. */
  #steps = 0;

  constructor(copies: Copies, plant: Plant) {
    this.#copies = copies;
    this.#plant = plant;
    this.learners = [...copies.manager.learners, ...copies.workers.learners];
  }

  get turnOver(): boolean | undefined {
    const { turnOver } = this.#copies.workers;
    return turnOver === undefined ? undefined : (this.#plant.ends?.(this.#steps, turnOver) ?? turnOver);
  }

  reset(): void {
    for (const agent of Object.values(this.#copies) as Agent[]) agent.reset();
    this.#choices = [];
    this.choice = 0;
    this.subtask = 0;
    this.#steps = 0;
  }

  act(observation: unknown, { subtask }: ActOptions<unknown> = {}): unknown {
    const { manager, workers, untrained } = this.#copies;
    const { choose = (choices) => choices.at(-1)!, does = (k) => k, act = (action) => action } = this.#plant;
    const seen = this.#plant.see?.(observation) ?? observation;
    // The manager is told of the ends of turns that others carry out.
    const { turnOver, subtask: before } = this;
    manager.act(seen, { turnOver });
    this.#choices.push(manager.choice ?? 0);
    this.choice = choose(this.#choices);
    this.subtask = subtask ?? this.choice;
    this.#steps = turnOver === true || this.subtask !== before ? 1 : this.#steps + 1;
    const worker = this.subtask === this.#plant.untrained ? untrained : workers;
    // The workers all perceive, so that the ends of turns are theirs.
    const action = workers.act(seen, { subtask: does(this.subtask) });
    const done = worker === workers ? action : worker.act(seen, { subtask: this.subtask });
    if (this.subtask !== this.#plant.rigid) return act(done);
    this.#rigidAction ??= act(done);
    return this.#rigidAction;
  }

  learn() {
    return noLabels;
  }
}
