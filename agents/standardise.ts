import type { ObservationEncoder } from '../src/encoding/encoder.ts';
import { InputMoments, standardised } from '../src/encoding/standardised.ts';
import { type Policy, rollout } from '../src/episodes/rollout.ts';
import { streamSeed } from '../src/numeric/seeds.ts';
import type { Task } from '../src/task/task.ts';

const EPISODES = 20;

/** Shows observations, one after another. */
export type ObservationSource<Observation> = (see: (observation: Observation) => void) => void;

/**
 * An encoder centred and scaled for what an expert gets to see in twenty episodes on training layouts. The episodes
 * need no labels; they follow from the seed, so that a restored agent finds the same scale.
 *
 * @param recorded observations that take the place of the expert's where there is no expert
 * @throws UsageError when there is neither
 */
export function standardise<Observation, Action>(
  task: Task<Observation, Action>,
  encoder: ObservationEncoder<Observation>,
  seed: number,
  recorded?: ObservationSource<Observation>,
): ObservationEncoder<Observation> {
  const moments = new InputMoments(encoder.size);
  const input = new Float64Array(encoder.size);
  const source = task.hasExpert || recorded === undefined ? expertSees(task, seed) : recorded;
  source((observation) => {
    encoder.encode(input, observation);
    moments.add(input);
  });
  return standardised(encoder, moments);
}

function expertSees<Observation, Action>(
  task: Task<Observation, Action>,
  seed: number,
): ObservationSource<Observation> {
  return (see) => {
    const env = task.environment({ layout: task.adapter.trainingLayout });
    const expert = task.expert(env);
    const policy: Policy<Observation, Action> = {
      reset() {},
      act(observation) {
        see(observation);
        return expert.action(expert.subtask());
      },
    };
    for (let episode = 0; episode < EPISODES; episode++) {
      rollout(env, policy, { seed: streamSeed(seed, 'standardisation', episode) });
    }
    env.close();
  };
}
