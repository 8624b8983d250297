import { createAgent } from '../../agents/create-agent.ts';
import { evaluate } from '../../agents/evaluation/evaluate.ts';
import {
  demonstrationEpisodes,
  showDemonstration,
} from '../../agents/imitation/algorithms/demonstrations.ts';
import type { RecordedEpisodes } from '../../agents/imitation/recorded.ts';
import { School } from '../../agents/imitation/school.ts';
import { imitationRunSchema } from '../../agents/trainable/schema.ts';
import { parseConfig } from '../../src/config/config.ts';
import { Task } from '../../src/task/task.ts';
import { withSubtasks } from '../../src/task/without-expert.ts';
import type { Demonstrations } from './demonstrations.ts';

/** Labels of demonstrations, by step, and the number of subtasks among them. */
export interface FoundLabels {
  readonly count: number;
  readonly labels: readonly ArrayLike<number>[];
}

/** How agents are trained and evaluated. */
export interface SuccessOptions {
  readonly seed: number;
  /** Fresh layouts. */
  readonly episodes: number;
}

/**
 * Success of agents that clone the demonstrations under found and under given labels, on the same fresh layouts. For both,
 * right is what was done, noise included: what the expert said of actions plays no role.
 */
export function successOfLabels(
  task: Task,
  shown: Demonstrations,
  found: FoundLabels,
  options: SuccessOptions,
): { readonly found: number; readonly given: number } {
  const given = { count: task.subtasks.names.length, labels: shown.given };
  return { found: success(task, shown, found, options), given: success(task, shown, given, options) };
}

function success(
  { adapter }: Task,
  { episodes: demonstrations }: Demonstrations,
  { count, labels }: FoundLabels,
  { seed, episodes }: SuccessOptions,
): number {
  const imitation = { algorithm: 'cloning', demonstrations: demonstrations.length, labelInterval: '2 ms' };
  const config = parseConfig(imitationRunSchema(adapter), { seed, imitation }, 'discovery');
  const names = Array.from({ length: count }, (_, k) => `part ${k + 1}`);
  const task = new Task(withSubtasks(adapter, names), config.options);
  const agent = createAgent(task, config.agent, seed);
  const recorded: RecordedEpisodes<unknown, unknown> = {
    episode: (index) => ({
      steps: demonstrations[index]!.actions.map((label, step) => ({
        observation: demonstrations[index]!.observations[step],
        subtask: labels[index]![step]!,
        label,
      })),
      achieved: task.milestones.map(() => true),
      terminated: true,
    }),
  };
  const school = new School(task, agent, config.imitation, seed, recorded);
  for (let index = 0; index < demonstrationEpisodes(config.imitation); index++)
    showDemonstration(school, config.imitation, index);
  const { results } = evaluate(task, agent, { seed, episodes, layout: 'standard', manager: 'network' });
  return results.filter(({ achieved }) => achieved.at(-1)).length / episodes;
}
