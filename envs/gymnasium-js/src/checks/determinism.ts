import type { Env, ResetResult, StepResult } from '../env.ts';
import { InvalidEnv } from '../errors.ts';
import { sameData } from '../same-data.ts';
import { snapshot } from '../snapshot.ts';

const seed = 123;
const steps = 50;

/**
 * Checks that `reset({ seed })` seeds the environment's own random stream, and that nothing but it decides the first
 * observations.
 * @throws InvalidEnv
 */
export function checkSeeding(env: Env): void {
  const first = snapshot(env.reset({ seed }));
  if (env.unwrapped.npRandomSeed !== BigInt(seed)) {
    throw new InvalidEnv(
      `reset: expected npRandomSeed to be ${seed} after reset({ seed: ${seed} }), received ${env.unwrapped.npRandomSeed}. Call super.reset(resetOptions) first.`,
    );
  }
  const second = snapshot(env.reset());
  const firstAgain = snapshot(env.reset({ seed }));
  const secondAgain = snapshot(env.reset());
  if (env.spec?.nondeterministic) return;
  compare(first, firstAgain, `reset({ seed: ${seed} })`);
  compare(second, secondAgain, `reset() after reset({ seed: ${seed} })`);
}

/**
 * Checks that the same seed and actions give the same episode, and leave the random stream at the same place.
 * @throws InvalidEnv
 */
export function checkSteps(env: Env): void {
  if (env.spec?.nondeterministic) return;
  const [once, onceState] = playEpisode(env);
  const [again, againState] = playEpisode(env);
  once.forEach((result, index) => {
    compare(result, again[index], `step ${index + 1} after reset({ seed: ${seed} })`);
  });
  compare(onceState, againState, `npRandom after ${once.length} steps`);
}

/** An episode of sampled actions, of at most `steps` steps, and the state of the random stream after it. */
function playEpisode(env: Env): [StepResult<unknown>[], unknown] {
  env.actionSpace.seed(seed);
  env.reset({ seed });
  const results: StepResult<unknown>[] = [];
  for (let i = 0; i < steps; i++) {
    const result = env.step(env.actionSpace.sample());
    results.push(snapshot(result));
    if (result[2] || result[3]) break;
  }
  return [results, env.unwrapped.npRandom.getState()];
}

function compare(a: ResetResult<unknown> | StepResult<unknown> | unknown, b: unknown, what: string): void {
  if (sameData(a, b)) return;
  throw new InvalidEnv(
    `${what}: expected the same result twice, received different ones${firstDifference(a, b)}. Draw every random number from this.npRandom, and let reset set every variable of an episode.`,
  );
}

const stepParts = ['observation', 'reward', 'terminated', 'truncated', 'info'];
const resetParts = ['observation', 'info'];

function firstDifference(a: unknown, b: unknown): string {
  if (!Array.isArray(a) || !Array.isArray(b)) return '';
  const index = a.findIndex((item, i) => !sameData(item, b[i]));
  return ` in ${(a.length === 2 ? resetParts : stepParts)[index]}`;
}
