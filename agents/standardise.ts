import type { EnvironmentAdapter, TaskOptions } from '../envs/adapter.ts';
import { type Policy, rollout } from '../src/data/rollout.ts';
import type { ObservationEncoder } from '../src/encoding/encoder.ts';
import { InputMoments, standardised } from '../src/encoding/standardised.ts';
import { streamSeed } from '../src/numeric/seeds.ts';
import { makeLayoutEnv } from './evaluate.ts';

const EPISODES = 20;

/**
 * An encoder centred and scaled for what an expert gets to see in twenty episodes on training layouts. The episodes
 * need no labels; they follow from the seed, so that a restored agent finds the same scale.
 */
export function standardise<Observation, Action, Options extends TaskOptions>(
  adapter: EnvironmentAdapter<Observation, Action, Options>,
  options: Options,
  encoder: ObservationEncoder<Observation>,
  seed: number,
): ObservationEncoder<Observation> {
  const env = makeLayoutEnv(adapter, options, adapter.trainingLayout);
  const expert = adapter.makeExpert(env, options);
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
