import { describe, expect, it } from 'vitest';
import { makePython, PythonServer } from '../src/python/index.ts';
import { python, runPython } from './python.ts';

/** Plays with the action space's own samples, episode after episode; infos and observations as JSON. */
const player = `
import gymnasium, numpy as np
def plain(value):
    if isinstance(value, dict): return {key: plain(item) for key, item in value.items()}
    return value.tolist() if isinstance(value, (np.ndarray, np.generic)) else value
results = []
for case in cases:
    env = gymnasium.make(case["id"])
    env.action_space.seed(case["seed"])
    actions, steps = [], [[plain(part) for part in env.reset(seed=case["seed"])]]
    for _ in range(case["steps"]):
        actions.append(env.action_space.sample())
        steps.append([plain(part) for part in env.step(actions[-1])])
        if steps[-1][2] or steps[-1][3]:
            steps.append([plain(part) for part in env.reset()])
    results.append({"actions": plain(np.array(actions)), "steps": steps})
print(json.dumps(results))
`;

interface Played {
  readonly actions: readonly number[];
  readonly steps: readonly unknown[][];
}

const plain = (value: unknown): unknown => {
  if (ArrayBuffer.isView(value)) return Array.from(value as Float32Array, plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
};

describe.skipIf(python === null)('trajectories through the bridge', () => {
  // Taxi has been renewed: its newest version is in every Gymnasium.
  it.each(['CartPole-v1', 'FrozenLake-v1', 'Taxi', 'MountainCar-v0'])('of %s are those of Python', (id) => {
    const cases = [0, 1, 12_345].map((seed) => ({ id, seed, steps: 300 }));
    const expected = runPython<Played[]>(player, cases);
    using server = new PythonServer({ python: python! });
    const env = makePython(id, {}, { server });
    cases.forEach(({ seed, steps }, index) => {
      const { actions, steps: wanted } = expected[index]!;
      env.actionSpace.seed(seed);
      const played: unknown[][] = [env.reset({ seed }).map(plain)];
      for (let step = 0; step < steps; step++) {
        const action = env.actionSpace.sample();
        expect(action, `action ${step} of seed ${seed}`).toBe(actions[step]);
        const result = env.step(action);
        played.push(result.map(plain));
        if (result[2] || result[3]) played.push(env.reset().map(plain));
      }
      expect(played).toEqual(wanted);
      expect(wanted.length).toBeGreaterThan(steps);
    });
  });
});
