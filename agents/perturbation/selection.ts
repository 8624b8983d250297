import { ConfigError } from '../../src/errors.ts';
import { streamGenerator } from '../../src/numeric/seeds.ts';
import type { SubtaskStructure } from '../../src/task/environment-adapter.ts';
import type { Learner } from '../learner.ts';
import type { NeuralPerturbation } from './perturbation.ts';

/**
 * The neurons that a perturbation acts on, in ascending order.
 * @param path of the perturbation, for errors
 * @throws ConfigError when the learner has no such neurons
 */
export function selectNeurons(
  { name, model: { activity } }: Learner,
  { neurons: selection }: NeuralPerturbation,
  subtasks: SubtaskStructure,
  path: string,
): readonly number[] {
  const count = activity!.neurons;
  const all = Array.from({ length: count }, (_, neuron) => neuron);
  if (selection === 'all') return all;
  if ('tunedTo' in selection) return assembly(name, activity!.assemblies, subtasks, selection.tunedTo, path);
  if ('share' in selection) {
    const random = streamGenerator(selection.seed, 'selectedNeurons');
    return all.filter(() => random.random() < selection.share);
  }
  const chosen = Array.isArray(selection)
    ? [...new Set(selection)].sort((a, b) => a - b)
    : all.slice(0, selection.count).map((offset) => selection.first + offset);
  const beyond = Array.isArray(selection) ? chosen.at(-1)! : selection.first + selection.count - 1;
  if (beyond < count) return chosen;
  throw refuse(`${path}.neurons`, `neurons 0 … ${count - 1} of ${name}`, String(beyond));
}

/** The neurons that the context of a subtask lets burst. */
function assembly(
  learner: string,
  assemblies: Int32Array | null,
  { names }: SubtaskStructure,
  subtask: string,
  path: string,
): readonly number[] {
  const unit = subtaskOf(names, subtask, `${path}.neurons.tunedTo`);
  if (assemblies === null) {
    const expected =
      'a learner whose neurons belong to subtasks: gated workers, each subtask with an assembly';
    throw refuse(`${path}.neurons.tunedTo`, expected, `${learner}, whose neurons do not`);
  }
  return [...assemblies.keys()].filter((neuron) => assemblies[neuron] === unit);
}

/** The index of a subtask. @throws ConfigError when the task has no such subtask */
export function subtaskOf(names: readonly string[], subtask: string, path: string): number {
  const index = names.indexOf(subtask);
  if (index >= 0) return index;
  throw refuse(path, `one of ${names.join(', ')}`, JSON.stringify(subtask));
}

export function refuse(path: string, expected: string, received: string): ConfigError {
  return new ConfigError('perturbations', [{ path, expected, received }]);
}
