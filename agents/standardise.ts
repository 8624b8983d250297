import type { ObservationEncoder } from '../src/encoding/encoder.ts';
import { InputMoments, standardised } from '../src/encoding/standardised.ts';
import { type Policy, rollout } from '../src/episodes/rollout.ts';
import { streamSeed } from '../src/numeric/seeds.ts';
import type { Task } from '../src/task/task.ts';

const EPISODES = 20;

/**
 * An encoder centred and scaled for what an expert gets to see in twenty episodes on training layouts. The episodes
 * need no labels; they follow from the seed, so that a restored agent finds the same scale.
 */
export function standardise<Observation, Action>(
  task: Task<Observation, Action>,
  encoder: ObservationEncoder<Observation>,
  seed: number,
): ObservationEncoder<Observation> {
  const env = task.environment({ layout: task.adapter.trainingLayout });
  const expert = task.expert(env);
  const moments = new InputMoments(encoder.size);
  const input = new Float64Array(encoder.size);
  const policy: Policy<Observation, Action> = {
    reset() {},
    act(observation) {
      encoder.encode(input, observation);
      moments.add(input);
      return expert.action(expert.subtask());
    },
  };
  for (let episode = 0; episode < EPISODES; episode++) {
    rollout(env, policy, { seed: streamSeed(seed, 'standardisation', episode) });
  }
  return standardised(encoder, moments);
}
