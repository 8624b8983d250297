import type { ImitationSession } from '../../agents/trainable/session.ts';
import type { HandwritingInfo } from '../../envs/handwriting/types.ts';
import { rollout } from '../../src/episodes/rollout.ts';
import { SpikeRecorder } from '../../src/models/spike-recorder.ts';

/** A word as it was written, with what the neurons did. */
export interface WrittenWord {
  readonly word: string;
  /** The infos of reset and every step. */
  readonly infos: readonly HandwritingInfo[];
  /** Times in ms of the spikes within bursts, one list for each neuron of the workers. */
  readonly burstSpikes: readonly (readonly number[])[];
}

/** A page on which a word is to be written. @throws ConfigError where the task has no such letters */
export function pageFor(word: string, task: ImitationSession['task']) {
  const { options } = task;
  return task.with({ ...options, env: { ...options.env, words: [word], text: 'listed-word' } }).environment();
}

/** Lets a trained agent write a word that is shown to it, and records its bursts. */
export function writeWord(session: ImitationSession, word: string): WrittenWord {
  const { agent, task } = session;
  const env = pageFor(word, task);
  const activity = agent.learners.find(({ name }) => name === 'worker')!.model.activity!;
  const recorder = new SpikeRecorder(activity);
  const infos: HandwritingInfo[] = [];
  activity.watch = (timeMs) => recorder.record(infos.length + timeMs);
  const { info } = rollout(env, agent, { seed: 0n }, undefined, ({ info }) =>
    infos.push(info as HandwritingInfo),
  );
  infos.push(info as HandwritingInfo);
  activity.watch = null;
  return { word, infos, burstSpikes: recorder.burstSpikes };
}
