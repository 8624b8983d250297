import type { Generator } from 'gymnasium-js';
import { streamGenerator } from '../../src/numeric/seeds.ts';
import type { Task } from '../../src/task/task.ts';
import type { ActOptions, Agent, Correction } from '../agent.ts';
import type { LabelCounts } from '../imitation/label-counts.ts';
import type { Learner } from '../learner.ts';
import { Currents } from './currents.ts';
import { isActive, type Perturbation } from './perturbation.ts';
import { type Targets, targetsOf } from './targets.ts';

/**
 * An agent under perturbations of its neurons, its apical input and its manager's choices. Apart from them it acts as the agent
 * does, bit for bit, and between two steps nothing of them is left in the agent.
 */
export class PerturbedAgent<Observation, Action> implements Agent<Observation, Action> {
  readonly #agent: Agent<Observation, Action>;
  readonly #targets: Targets;
  readonly #currents: ReadonlyMap<Learner, Currents>;
  #noise: Generator = streamGenerator(0, 'perturbation');
  #step = 0;

  /** @throws ConfigError when the agent has no such learners, neurons or subtasks */
  constructor(
    { subtasks }: Pick<Task, 'subtasks'>,
    agent: Agent<Observation, Action>,
    perturbations: readonly Perturbation[],
  ) {
    this.#agent = agent;
    this.#targets = targetsOf(agent, subtasks, perturbations);
    this.#currents = new Map(
      this.#targets.neural.map(({ learner }) => [learner, new Currents(learner.model.activity!.neurons)]),
    );
  }

  get learners(): readonly Learner[] {
    return this.#agent.learners;
  }

  get choice(): number | null {
    return this.#agent.choice;
  }

  get subtask(): number | null {
    return this.#agent.subtask;
  }

  get turnOver(): boolean | undefined {
    return this.#agent.turnOver;
  }

  /**
   * Seeds the noise of the next episode. To be called before `reset`.
   * @param seed of the episode's environment
   */
  begin(seed: bigint): void {
    this.#noise = streamGenerator(Number(seed & 0xffffffffn), 'perturbation', Number(seed >> 32n));
  }

  reset(plastic = false): void {
    this.#step = 0;
    this.#agent.reset(plastic);
  }

  act(observation: Observation, options: ActOptions<Action> = {}): Action {
    const step = this.#step++;
    const chosen = this.#targets.choices.findLast(({ perturbation }) => isActive(perturbation, step));
    this.#inject(step);
    this.#hold(step);
    try {
      return this.#agent.act(
        observation,
        chosen === undefined ? options : { ...options, subtask: chosen.subtask },
      );
    } finally {
      for (const { model } of this.#currents.keys()) model.activity!.inject!(null);
      for (const { learner } of this.#targets.contexts) learner.heldContext = null;
    }
  }

  learn(correction: Correction<Action>): LabelCounts {
    return this.#agent.learn(correction);
  }

  #inject(step: number): void {
    for (const currents of this.#currents.values()) currents.clear();
    for (const { perturbation, learner, neurons } of this.#targets.neural) {
      if (!isActive(perturbation, step)) continue;
      const currents = this.#currents.get(learner)!;
      currents.add(perturbation, neurons, this.#noise);
      learner.model.activity!.inject!(currents);
    }
  }

  #hold(step: number): void {
    for (const { perturbation, learner, context } of this.#targets.contexts)
      if (isActive(perturbation, step)) learner.heldContext = context;
  }
}
