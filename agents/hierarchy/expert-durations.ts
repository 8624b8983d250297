import { type Policy, rollout } from '../../src/episodes/rollout.ts';
import { streamSeed } from '../../src/numeric/seeds.ts';
import type { Task } from '../../src/task/task.ts';

const EPISODES = 20;

/**
 * The longest time in steps that an expert takes for each subtask at a stretch, in twenty episodes as it demonstrates them;
 * of a subtask that none of them had, the longest of all. The episodes need no labels and follow from the seed.
 */
export function longestExpertTurns(task: Task, seed: number): number[] {
  const env = task.environment({ layout: task.adapter.trainingLayout, demonstration: true });
  const expert = task.expert(env);
  const longest = task.subtasks.names.map(() => 0);
  let current = -1;
  let steps = 0;
  const policy: Policy<unknown, unknown> = {
    reset() {
      current = -1;
    },
    act() {
      const subtask = expert.subtask();
      steps = subtask === current ? steps + 1 : 1;
      current = subtask;
      longest[subtask] = Math.max(longest[subtask]!, steps);
      return expert.action(subtask);
    },
  };
  for (let episode = 0; episode < EPISODES; episode++)
    rollout(env, policy, { seed: streamSeed(seed, 'standardisation', episode) });
  env.close();
  const most = Math.max(...longest);
  return longest.map((own) => (own === 0 ? most : own));
}
