import { encodeCheckpoint, models, parseConfig } from 'burstwise';
import { imitationTrainable } from 'burstwise/agents';
import { adapters, buttonFoodAdapter } from 'burstwise/envs';
import { make } from 'gymnasium-js';

/** Short trainings with each model, and one with the defaults. */
const trainings = {
  ...Object.fromEntries(['burst', 'linear', 'random-relu', 'perceptron'].map((name) => [name, short(name)])),
  default: {},
};

function short(model) {
  return {
    agent: { manager: { network: { model } }, workers: { network: { model } } },
    imitation: { demonstrations: 4, rounds: 2, episodesPerRound: 2 },
  };
}

/** What a platform makes of the library: SHA-256 of what agents learn at Button & Food, and that every environment starts. */
export async function learnAll() {
  const learned = {};
  for (const [name, settings] of Object.entries(trainings)) learned[name] = await learn(settings);
  const started = adapters.map(({ envId }) => start(envId));
  return { learned, started, models: models.entries.map(({ name }) => name) };
}

async function learn(settings) {
  const trainable = imitationTrainable(buttonFoodAdapter);
  const session = trainable.begin(parseConfig(trainable.schema, settings, 'page'));
  while (session.completed < session.total) session.advance();
  const hash = await crypto.subtle.digest('SHA-256', encodeCheckpoint(session.checkpoint()));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function start(id) {
  const env = make(id);
  const [observation] = env.reset({ seed: 1 });
  const isWithin = env.observationSpace.contains(observation);
  env.close();
  return `${id}: ${isWithin}`;
}
