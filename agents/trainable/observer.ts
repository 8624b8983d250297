import type { SubtaskObserver } from '../../src/run/trainable.ts';
import type { Task } from '../../src/task/task.ts';
import type { Agent } from '../agent.ts';

/** The manager of an agent, which sees what others see and do; undefined for agents without one. */
export function observerOf(task: Task, agent: Agent): SubtaskObserver | undefined {
  if (agent.choice === null) return undefined;
  const env = task.environment();
  env.close();
  return {
    subtasks: task.subtasks.names,
    observationSpace: env.observationSpace,
    reset: () => agent.reset(),
    choose(observation) {
      agent.act(observation);
      return agent.choice!;
    },
  };
}
