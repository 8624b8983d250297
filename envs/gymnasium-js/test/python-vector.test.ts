import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AutoresetMode, ClosedEnvironment } from '../src/index.ts';
import {
  type MakePythonVecOptions,
  makePythonVec,
  PythonException,
  PythonServer,
} from '../src/python/index.ts';
import { python, runPython } from './python.ts';

const env = { PYTHONPATH: fileURLToPath(new URL('./fixtures/python', import.meta.url)) };

const player = `
import gymnasium
env = gymnasium.make_vec(cases["id"], cases["n"], **cases["kwargs"])
env.action_space.seed(5)
observations, infos = env.reset(seed=cases["seed"])
steps = [[observations.ravel().tolist()]]
actions = []
for _ in range(cases["steps"]):
    actions.append(env.action_space.sample())
    result = env.step(actions[-1])
    steps.append([(part + 0).ravel().tolist() for part in result[:4]])
env.close()
print(json.dumps({"actions": [action.tolist() for action in actions], "steps": steps}))
`;

describe.skipIf(python === null)('vector environments of Python', () => {
  let server: PythonServer;
  beforeAll(() => {
    server = new PythonServer({ python: python!, env });
  });
  afterAll(() => server.close());
  const open = (id: string, numEnvs: number, options: MakePythonVecOptions = {}) =>
    makePythonVec<ArrayLike<number>, ArrayLike<number>>(id, numEnvs, { server, ...options });

  it.each([
    ['CartPole-v1', 'sync'],
    ['CartPole-v1', 'async'],
    ['CartPole-v1', 'vector_entry_point'],
    ['FrozenLake-v1', 'sync'],
  ] as const)('%s (%s) goes as in Python', (id, vectorizationMode) => {
    const [n, seed, steps] = [3, 11, 60];
    const kwargs = { vectorization_mode: vectorizationMode };
    const expected = runPython<{ actions: number[][]; steps: number[][][] }>(player, {
      id,
      n,
      seed,
      steps,
      kwargs,
    });
    const env = open(id, n, { vectorizationMode });
    const played = [[Array.from(env.reset({ seed })[0])]];
    for (const action of expected.actions) {
      const [observations, ...rest] = env.step(Int32Array.from(action));
      expect(env.observationSpace.contains(observations)).toBe(true);
      played.push([observations, ...rest.slice(0, 3)].map((part) => Array.from(part as ArrayLike<number>)));
    }
    expect(played).toEqual(expected.steps);
    env.close();
    env.close();
    expect(() => env.step([])).toThrow(ClosedEnvironment);
  });

  it('say what they are', () => {
    const env = open('CartPole-v1', 4, { vectorizationMode: 'sync', kwargs: { renderMode: 'rgb_array' } });
    expect(env.toString()).toBe('PythonVectorEnv(CartPole-v1, numEnvs=4)');
    expect(env.observationSpace.shape).toEqual([4, 4]);
    expect(env.singleObservationSpace.shape).toEqual([4]);
    expect(env.metadata.autoresetMode).toBe(AutoresetMode.NEXT_STEP);
    expect(env.renderMode).toBe('rgb_array');
    const again = env.spec!.vectorEntryPoint!({ ...env.spec!.kwargs, numEnvs: 2 });
    expect([again.numEnvs, again.renderMode]).toEqual([2, 'rgb_array']);
  });

  it('give the final observations and infos of episodes that ended, in the mode asked for', () => {
    const env = open('bridge_envs:test/Counter-v0', 2, { autoresetMode: AutoresetMode.SAME_STEP });
    expect(env.metadata.autoresetMode).toBe(AutoresetMode.SAME_STEP);
    expect(env.reset()[0]).toEqual(Int32Array.of(1, 0, 1, 0));
    const [observations, rewards, terminations, truncations, infos] = env.step(Int32Array.of(1, 0));
    expect(observations).toEqual(Int32Array.of(2, 0, 2, 0));
    expect(rewards).toEqual(Float64Array.of(1, 0));
    expect(terminations).toEqual(Uint8Array.of(1, 1));
    expect(truncations).toEqual(Uint8Array.of(0, 0));
    expect(infos['final_obs']).toEqual([Int32Array.of(1, 1), Int32Array.of(1, 1)]);
    expect(infos['_final_obs']).toEqual(Uint8Array.of(1, 1));
    expect(infos['final_info']).toMatchObject({ steps: BigInt64Array.of(1n, 1n) });
  });

  it('are reset in part, with seeds of their own', () => {
    const env = open('bridge_envs:test/Counter-v0', 3, { autoresetMode: AutoresetMode.DISABLED });
    env.reset({ seed: [5, null, 2n ** 70n] });
    env.step(Int32Array.of(0, 0, 0));
    const [observations] = env.reset({ resetMask: [false, true, false] });
    expect(observations).toEqual(Int32Array.of(1, 1, 2, 0, 1, 1));
    expect(env.callPython('resets')).toEqual([1, 2, 1]);
    expect(env.callPython('np_random_seed')).toEqual([5, env.callPython('np_random_seed')[1], 2n ** 70n]);
  });

  it('hold observations of every space, batched', () => {
    for (let index = 0; index < 19; index++) {
      const env = open('bridge_envs:test/Echo-v0', 2, { kwargs: { index } });
      const [observations] = env.reset({ seed: 3 });
      expect(env.observationSpace.contains(observations), `${env.observationSpace}`).toBe(true);
      const [echo, , , , infos] = env.step(observations);
      expect(infos['fits'], `${env.observationSpace}`).toEqual(Uint8Array.of(1, 1));
      expect(echo).toEqual(observations);
      env.close();
    }
  });

  it('tell when one of them raises', () => {
    const env = open('bridge_envs:test/Faulty-v0', 2);
    env.reset({ seed: 1 });
    expect(() => env.step(Int32Array.of(0, 1))).toThrow(PythonException);
  });

  it('draw a picture for each', () => {
    const env = open('bridge_envs:test/Faulty-v0', 2, { kwargs: { renderMode: 'rgb_array' } });
    env.reset({ seed: 1 });
    const picture = { height: 2, width: 4, channels: 3 };
    expect(env.render()).toMatchObject([picture, picture]);
  });
});
