import type { Generator } from 'gymnasium-js';
import { streamGenerator } from '../../src/numeric/seeds.ts';
import type { Task } from '../../src/task/task.ts';
import type { ActOptions, Agent } from '../agent.ts';
import type { Learner } from '../learner.ts';
import { Currents } from './currents.ts';
import { isActive, type NeuralPerturbation, type Perturbation } from './perturbation.ts';
import { refuse, selectNeurons, subtaskOf } from './selection.ts';

/** A perturbation of the neurons of one learner. */
interface NeuralTarget {
  readonly perturbation: NeuralPerturbation;
  readonly neurons: readonly number[];
}

/** A context that a learner perceives, whatever it is told. */
interface ContextTarget {
  readonly perturbation: Extract<Perturbation, { kind: 'context' }>;
  readonly learner: Learner;
  readonly context: Float64Array;
}

/**
 * An agent under perturbations of its neurons, its apical input and its manager's choices. Apart from them it acts as the agent
 * does, bit for bit; it leaves the agent as it was when it is `release`d.
 */
export class PerturbedAgent<Observation, Action> implements Agent<Observation, Action> {
  readonly #agent: Agent<Observation, Action>;
  readonly #neural: ReadonlyMap<Learner, { currents: Currents; targets: readonly NeuralTarget[] }>;
  readonly #contexts: readonly ContextTarget[];
  readonly #choices: readonly { perturbation: Extract<Perturbation, { kind: 'choose' }>; subtask: number }[];
  #noise: Generator = streamGenerator(0, 'perturbation');
  #step = 0;

  /** @throws ConfigError when the agent has no such learners, neurons or subtasks */
  constructor(
    { subtasks }: Pick<Task, 'subtasks'>,
    agent: Agent<Observation, Action>,
    perturbations: readonly Perturbation[],
  ) {
    const neural = new Map<Learner, { currents: Currents; targets: NeuralTarget[] }>();
    const contexts: ContextTarget[] = [];
    const choices: { perturbation: Extract<Perturbation, { kind: 'choose' }>; subtask: number }[] = [];
    for (const [k, perturbation] of perturbations.entries()) {
      const path = `perturbations.${k}`;
      if (perturbation.kind === 'world') continue;
      if (perturbation.kind === 'choose') {
        if (agent.choice === null) throw refuse(path, 'an agent with a manager', 'a flat agent');
        choices.push({
          perturbation,
          subtask: subtaskOf(subtasks.names, perturbation.subtask, `${path}.subtask`),
        });
        continue;
      }
      for (const learner of learnersOf(agent, perturbation.learner, path)) {
        if (perturbation.kind === 'context') {
          contexts.push(contextTarget(perturbation, learner, subtasks.names, path));
          continue;
        }
        const { activity } = learner.model;
        if (activity?.inject === undefined)
          throw refuse(
            `${path}.learner`,
            'a learner of burst neurons',
            `${learner.name}, which has none to inject`,
          );
        const entry = neural.get(learner) ?? { currents: new Currents(activity.neurons), targets: [] };
        entry.targets.push({ perturbation, neurons: selectNeurons(learner, perturbation, subtasks, path) });
        neural.set(learner, entry);
      }
    }
    this.#agent = agent;
    this.#neural = neural;
    this.#contexts = contexts;
    this.#choices = choices;
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

  /**
   * Seeds the noise of the next episode. To be called before `reset`.
   * @param seed of the episode's environment
   */
  begin(seed: bigint): void {
    this.#noise = streamGenerator(Number(seed & 0xffffffffn), 'perturbation', Number(seed >> 32n));
  }

  reset(plastic = false): void {
    this.#step = 0;
    this.release();
    this.#agent.reset(plastic);
  }

  act(observation: Observation, options: ActOptions<Action> = {}): Action {
    const step = this.#step++;
    this.#perturb(step);
    const chosen = this.#choices.findLast(({ perturbation }) => isActive(perturbation, step));
    return this.#agent.act(
      observation,
      chosen === undefined ? options : { ...options, subtask: chosen.subtask },
    );
  }

  learn(subtask: number, action: Action, progress?: number): number {
    return this.#agent.learn(subtask, action, progress);
  }

  /** Takes all currents and held contexts away. */
  release(): void {
    for (const learner of this.#neural.keys()) learner.model.activity!.inject!(null);
    for (const { learner } of this.#contexts) learner.heldContext = null;
  }

  #perturb(step: number): void {
    for (const [learner, { currents, targets }] of this.#neural) {
      const active = targets.filter(({ perturbation }) => isActive(perturbation, step));
      currents.clear();
      for (const { perturbation, neurons } of active) currents.add(perturbation, neurons, this.#noise);
      learner.model.activity!.inject!(active.length === 0 ? null : currents);
    }
    for (const { learner } of this.#contexts) learner.heldContext = null;
    for (const { perturbation, learner, context } of this.#contexts)
      if (isActive(perturbation, step)) learner.heldContext = context;
  }
}

/** The learners that a name stands for. */
function learnersOf({ learners }: Pick<Agent, 'learners'>, name: string, path: string): readonly Learner[] {
  const [manager, ...others] = learners;
  const workers = others.filter((learner) => learner !== manager && learner.name.startsWith('worker'));
  const found = name === 'workers' ? workers : learners.filter((learner) => learner.name === name);
  if (found.length > 0) return found;
  const known = [
    ...new Set([...learners.map((learner) => learner.name), ...(workers.length > 0 ? ['workers'] : [])]),
  ];
  throw refuse(`${path}.learner`, `one of ${known.join(', ')}`, JSON.stringify(name));
}

function contextTarget(
  perturbation: Extract<Perturbation, { kind: 'context' }>,
  learner: Learner,
  names: readonly string[],
  path: string,
): ContextTarget {
  const { contexts } = learner.model.units;
  const context = new Float64Array(contexts);
  if (perturbation.subtask === null) return { perturbation, learner, context };
  const unit = subtaskOf(names, perturbation.subtask, `${path}.subtask`);
  if (contexts !== names.length) {
    const expected = `a learner with a context unit for each of ${names.length} subtasks`;
    throw refuse(`${path}.learner`, expected, `${learner.name}, which has ${contexts}`);
  }
  context[unit] = 1;
  return { perturbation, learner, context };
}
