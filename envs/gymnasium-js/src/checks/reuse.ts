import type { Env, Info } from '../env.ts';
import { InvalidEnv } from '../errors.ts';
import { sharesData } from './shared-data.ts';

/**
 * Checks that no two calls return the same mutable data.
 * @throws InvalidEnv
 */
export function checkReuse(env: Env): void {
  const calls: { name: string; observation: unknown; info: Info }[] = [];
  const record = (name: string, observation: unknown, info: Info) => calls.push({ name, observation, info });
  const [first, firstInfo] = env.reset({ seed: 123 });
  record('the first reset', first, firstInfo);
  env.actionSpace.seed(123);
  for (let i = 1; i <= 2; i++) {
    const [observation, , terminated, truncated, info] = env.step(env.actionSpace.sample());
    record(`step ${i}`, observation, info);
    if (terminated || truncated) break;
  }
  const [last, lastInfo] = env.reset({ seed: 123 });
  record('the second reset', last, lastInfo);

  calls.forEach((call, index) => {
    for (const earlier of calls.slice(0, index)) {
      for (const part of ['observation', 'info'] as const) {
        if (!sharesData(earlier[part], call[part])) continue;
        throw new InvalidEnv(
          `${part}: expected new data from every call, received memory that ${earlier.name} and ${call.name} share. Return a copy: callers keep what they receive.`,
        );
      }
    }
  });
}
