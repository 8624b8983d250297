import { parseConfig } from '../../src/config/config.ts';
import { ConfigError } from '../../src/errors.ts';
import type { GivenPerturbations } from '../../src/run/trainable.ts';
import { pairOutcomes } from '../../src/statistics/paired.ts';
import type { Task } from '../../src/task/task.ts';
import type { Agent } from '../agent.ts';
import type { Pair } from '../evaluation/pairs.ts';
import { perturbationsSchema } from '../perturbation/perturbation.ts';
import { PerturbedAgent } from '../perturbation/perturbed-agent.ts';
import { perturbedEnv } from '../perturbation/perturbed-env.ts';
import type { Condition, Trial } from './conditions.ts';

/**
 * Each condition, and after it the same under perturbations.
 * @throws ConfigError for values that are no perturbations, or none of this agent and its world
 */
export function perturbedToo<Observation, Action>(
  conditions: readonly Condition[],
  { source, value }: GivenPerturbations,
  task: Task<Observation, Action>,
  agent: Agent<Observation, Action>,
): readonly Condition[] {
  const { perturbations } = parseConfig(perturbationsSchema, value, source);
  try {
    new PerturbedAgent(task, agent, perturbations);
    perturbedEnv(task, task.environment(), perturbations).close();
  } catch (error) {
    throw error instanceof ConfigError ? new ConfigError(source, error.problems, { cause: error }) : error;
  }
  return conditions.flatMap((condition) => [
    condition,
    { ...condition, label: `${condition.label}, perturbed`, perturbations },
  ]);
}

/** Outcomes under perturbations beside those without, for every milestone. */
export function pairsOf(milestones: readonly string[], trials: readonly Trial[]): readonly Pair[] {
  return trials.flatMap((perturbed, k) => {
    const { layout, condition } = perturbed;
    if (condition.perturbations === undefined) return [];
    // `perturbedToo` puts each after the same without.
    const undisturbed = trials[k - 1]!;
    return milestones.map((milestone, index) => {
      const outcomes = (trial: Trial) => trial.results.map(({ achieved }) => achieved[index]!);
      const counts = pairOutcomes(outcomes(perturbed), outcomes(undisturbed));
      return { layout, condition: undisturbed.condition.label, milestone, ...counts };
    });
  });
}
