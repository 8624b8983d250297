import type { Env, Generator } from 'gymnasium-js';
import { z } from 'zod';
import type { DemonstratedAction, Demonstrator, Expert } from '../../src/task/environment-adapter.ts';
import { actionCount } from '../action-count.ts';

const probability = z.number().min(0).max(1).default(0);

/** Options of experts whose actions are numbers. */
export const imperfectionOptions = {
  perturbation: z
    .strictObject({
      action: probability.describe(
        'probability that a random action is taken; the label stays the expert’s: it shows how to recover',
      ),
    })
    .prefault({}),
  suboptimality: z
    .strictObject({
      action: probability.describe(
        'probability that a random action is taken, and shown as if it were right',
      ),
      subtask: probability.describe(
        'probability, when another subtask becomes due, that one drawn at random is pursued and shown instead',
      ),
      steps: z.int().min(1).max(1_000_000).default(5).describe('steps for which it is pursued'),
    })
    .prefault({}),
};

/** Settings of an imperfect demonstrator. */
export interface Imperfections {
  /** Random actions whose labels stay right. */
  readonly perturbation: { readonly action: number };
  /** Random actions and subtasks that are shown as if they were right. */
  readonly suboptimality: { readonly action: number; readonly subtask: number; readonly steps: number };
}

/** Demonstrates with any expert whose actions are 0, 1, …, and errs with the probabilities of its settings. */
export class ImperfectDemonstrator implements Demonstrator<number> {
  readonly #expert: Expert<number>;
  readonly #settings: Imperfections;
  readonly #actions: number;
  readonly #subtasks: number;
  readonly #generator: Generator;
  #due = -1;
  #detour = 0;
  /** Steps for which the detour is still pursued. */
  #left = 0;

  /** @param subtasks number of subtasks */
  constructor(
    expert: Expert<number>,
    { actionSpace }: Pick<Env<unknown, number>, 'actionSpace'>,
    subtasks: number,
    settings: Imperfections,
    generator: Generator,
  ) {
    this.#expert = expert;
    this.#settings = settings;
    this.#actions = actionCount(actionSpace);
    this.#subtasks = subtasks;
    this.#generator = generator;
  }

  reset(): void {
    this.#due = -1;
    this.#left = 0;
  }

  demonstrate(due: number): DemonstratedAction<number> {
    const { perturbation, suboptimality } = this.#settings;
    if (due !== this.#due) this.#choose(due);
    const subtask = this.#left > 0 ? this.#detour : due;
    this.#left--;
    const label = this.#happens(suboptimality.action) ? this.#anyAction() : this.#expert.action(subtask);
    return { taken: this.#happens(perturbation.action) ? this.#anyAction() : label, label, subtask };
  }

  /** Decides, when another subtask is due, whether to pursue it or to take a detour first. */
  #choose(due: number): void {
    const { subtask, steps } = this.#settings.suboptimality;
    this.#due = due;
    this.#left = 0;
    if (this.#subtasks < 2 || !this.#happens(subtask)) return;
    this.#detour = (due + this.#generator.integers(1, this.#subtasks)) % this.#subtasks;
    this.#left = steps;
  }

  #happens(chance: number): boolean {
    return chance > 0 && this.#generator.random() < chance;
  }

  #anyAction(): number {
    return this.#generator.integers(0, this.#actions);
  }
}
