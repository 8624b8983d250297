import type { SubtaskStructure } from '../../src/task/environment-adapter.ts';
import type { Agent } from '../agent.ts';
import type { Learner } from '../learner.ts';
import type { NeuralPerturbation, Perturbation } from './perturbation.ts';
import { refuse, selectNeurons, subtaskOf } from './selection.ts';

type OfKind<Kind extends Perturbation['kind']> = Extract<Perturbation, { readonly kind: Kind }>;

/** Neurons of a learner that a perturbation acts on. */
export interface NeuralTarget {
  readonly perturbation: NeuralPerturbation;
  readonly learner: Learner;
  readonly neurons: readonly number[];
}

/** A context that a learner perceives, whatever it is told. */
export interface ContextTarget {
  readonly perturbation: OfKind<'context'>;
  readonly learner: Learner;
  readonly context: Float64Array;
}

/** A subtask that takes the place of the manager's choice. */
export interface ChoiceTarget {
  readonly perturbation: OfKind<'choose'>;
  readonly subtask: number;
}

/** What perturbations act on in an agent. */
export interface Targets {
  readonly neural: readonly NeuralTarget[];
  readonly contexts: readonly ContextTarget[];
  readonly choices: readonly ChoiceTarget[];
}

/** @throws ConfigError when the agent has no such learners, neurons or subtasks */
export function targetsOf(
  agent: Pick<Agent, 'learners' | 'choice'>,
  subtasks: SubtaskStructure,
  perturbations: readonly Perturbation[],
): Targets {
  const neural: NeuralTarget[] = [];
  const contexts: ContextTarget[] = [];
  const choices: ChoiceTarget[] = [];
  for (const [k, perturbation] of perturbations.entries()) {
    const path = `perturbations[${k}]`;
    switch (perturbation.kind) {
      case 'world':
        break;
      case 'choose':
        choices.push(choiceTarget(agent, perturbation, subtasks, path));
        break;
      case 'context':
        for (const learner of learnersOf(agent, perturbation.learner, path))
          contexts.push(contextTarget(learner, perturbation, subtasks, path));
        break;
      default:
        for (const learner of learnersOf(agent, perturbation.learner, path))
          neural.push(neuralTarget(learner, perturbation, subtasks, path));
    }
  }
  return { neural, contexts, choices };
}

/** The learners that a name stands for. */
function learnersOf({ learners }: Pick<Agent, 'learners'>, name: string, path: string): readonly Learner[] {
  const workers = learners.filter((learner) => /^worker\b/.test(learner.name));
  const found = name === 'workers' ? workers : learners.filter((learner) => learner.name === name);
  if (found.length > 0) return found;
  const groups = workers.length > 0 ? ['workers'] : [];
  const known = [...learners.map((learner) => learner.name), ...groups].join(', ');
  throw refuse(`${path}.learner`, `one of ${known}`, JSON.stringify(name));
}

function choiceTarget(
  { choice }: Pick<Agent, 'choice'>,
  perturbation: OfKind<'choose'>,
  { names }: SubtaskStructure,
  path: string,
): ChoiceTarget {
  if (choice === null) throw refuse(path, 'an agent with a manager', 'a flat agent');
  return { perturbation, subtask: subtaskOf(names, perturbation.subtask, `${path}.subtask`) };
}

function contextTarget(
  learner: Learner,
  perturbation: OfKind<'context'>,
  { names }: SubtaskStructure,
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

function neuralTarget(
  learner: Learner,
  perturbation: NeuralPerturbation,
  subtasks: SubtaskStructure,
  path: string,
): NeuralTarget {
  if (learner.model.activity?.inject === undefined) {
    const received = `${learner.name}, into whose model no currents can be injected`;
    throw refuse(`${path}.learner`, 'a learner of burst neurons', received);
  }
  return { perturbation, learner, neurons: selectNeurons(learner, perturbation, subtasks, path) };
}
