import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { make } from 'gymnasium-js';
import { describe, expect, it } from 'vitest';
import '../../envs/index.ts';
import { columnGroup, columnOf } from '../../src/data/column.ts';
import { openDataset } from '../../src/data/dataset.ts';
import { writeDataset } from '../../src/data/derive.ts';
import { replay } from '../../src/episodes/replay.ts';
import { burstwise } from '../cli/burstwise.ts';
import { describing, temporaryFolder } from './episodes.ts';

/** A Python that has Minari with its collector, and MiniGrid; or null. */
const python = (() => {
  const local = fileURLToPath(new URL('../../.venv/bin/python', import.meta.url));
  const candidates = [process.env['BURSTWISE_PYTHON'], existsSync(local) ? local : undefined];
  const works = (path: string) =>
    spawnSync(path, ['-c', 'import minari, h5py, jax, PIL, minigrid']).status === 0;
  return candidates.find((path) => path !== undefined && works(path)) ?? null;
})();

function run(root: string, program: string): string {
  const modules = fileURLToPath(new URL('../../envs/gymnasium-js/python', import.meta.url));
  const env = { ...process.env, PYTHONPATH: modules, MINARI_DATASETS_PATH: root };
  const { status, stdout, stderr } = spawnSync(python!, ['-W', 'ignore', '-c', program], {
    encoding: 'utf8',
    env,
  });
  if (status !== 0) throw new Error(`Python failed:\n${stderr}`);
  return stdout.trim();
}

const level = 'MiniGrid-DoorKey-8x8-v0';

/** Random episodes in our MiniGrid, as a dataset. */
function recordLevel(root: string, id: string, episodes: number): void {
  const env = make<unknown, number>(level).unwrapped;
  const { observationSpace, actionSpace } = env;
  actionSpace.seed(3);
  const envSpec = JSON.stringify({
    id: level,
    entry_point: 'gymnasium:make',
    reward_threshold: null,
    nondeterministic: false,
    max_episode_steps: null,
    order_enforce: true,
    disable_env_checker: false,
    kwargs: { id: `minigrid:${level}` },
    additional_wrappers: [],
    vector_entry_point: null,
  });
  const played = Array.from({ length: episodes }, (_, i) => {
    const seed = 2n ** 63n + BigInt(i);
    const observations = [env.reset({ seed })[0]];
    const actions = Array.from({ length: 60 }, () => actionSpace.sample());
    const rewards = actions.map((action) => {
      const [observation, reward] = env.step(action as number);
      observations.push(observation);
      return reward;
    });
    return {
      seed,
      options: null,
      observations: columnOf(observationSpace, observations),
      actions: columnOf(actionSpace, actions),
      rewards: Float64Array.from(rewards),
      terminations: new Uint8Array(60),
      truncations: new Uint8Array(60).fill(1, 59),
      infos: columnGroup({}),
    };
  });
  writeDataset({ ...describing({ observationSpace, actionSpace }), envSpec }, played, { root, id });
}

describe('MiniGrid', () => {
  it('plays again what was recorded in it, dictionaries and texts included', () => {
    const root = temporaryFolder();
    recordLevel(root, 'mg/ours-v0', 4);
    using dataset = openDataset(root, 'mg/ours-v0');
    const env = make(level);
    for (const episode of dataset.episodes()) expect(replay(env, episode, dataset).difference).toBeNull();
  });

  it.skipIf(python === null)('of Python sees what we recorded when it takes the same actions', () => {
    const root = temporaryFolder();
    recordLevel(root, 'mg/ours-v0', 10);
    const steps = run(
      root,
      `
import minari
dataset = minari.load_dataset("mg/ours-v0")
env = dataset.recover_environment()
steps = 0
def compare(episode, seen, step):
    assert (seen["image"] == episode.observations["image"][step]).all(), step
    assert seen["direction"] == episode.observations["direction"][step], step
    assert seen["mission"] == episode.observations["mission"][step], step
for episode, metadata in zip(dataset, dataset.storage.get_episode_metadata(range(10))):
    seen, _ = env.reset(seed=metadata["seed"])
    compare(episode, seen, 0)
    for step, action in enumerate(episode.actions):
        seen, reward, *_ = env.step(action)
        assert reward == episode.rewards[step]
        compare(episode, seen, step + 1)
        steps += 1
print(steps)`,
    );
    expect(steps).toBe('600');
  });

  it.skipIf(python === null)('of Python sees what our experts saw, through the same wrapper', () => {
    const root = temporaryFolder();
    const options = ['--episodes', '5', '--root', root, '--set', 'options.env.id=MiniGrid-DoorKey-6x6-v0'];
    burstwise(['record', 'door-key', ...options]);
    const ended = run(
      root,
      `
import minari
dataset = minari.load_dataset("door-key/expert-v0")
env = dataset.recover_environment()
ended = 0
for episode, metadata in zip(dataset, dataset.storage.get_episode_metadata(range(5))):
    seen, _ = env.reset(seed=metadata["seed"])
    for step, action in enumerate(episode.actions):
        assert (seen["image"] == episode.observations["image"][step]).all(), step
        seen, reward, terminated, *_ = env.step(action)
    ended += terminated and reward > 0
print(seen["image"].shape, ended)`,
    );
    expect(ended).toBe('(6, 6, 3) 5');
  });

  it.skipIf(python === null)('of Python remembers missions of BabyAI as ours does', () => {
    const root = temporaryFolder();
    burstwise(['record', 'babyai-synth', '--episodes', '8', '--root', root]);
    const parts = run(
      root,
      `
import minari
dataset = minari.load_dataset("babyai-synth/expert-v0")
env = dataset.recover_environment()
parts = set()
for episode, metadata in zip(dataset, dataset.storage.get_episode_metadata(range(8))):
    seen, _ = env.reset(seed=metadata["seed"])
    for step, action in enumerate(episode.actions):
        for name in ("named", "done"):
            assert (seen[name] == episode.observations[name][step]).all(), (seen["mission"], name, step)
        parts.add(int(seen["done"].sum()))
        seen, *_ = env.step(action)
    assert env.observation_space.contains(seen)
print(sorted(parts))`,
    );
    expect(parts).toMatch(/^\[0, 1/);
  });

  it.skipIf(python === null)(
    'of ours sees what Python’s collector recorded when it takes the same actions',
    () => {
      const root = temporaryFolder();
      run(
        root,
        `
import gymnasium as gym, minari, minigrid, numpy as np
from gymnasium import spaces
base = gym.make("${level}")
letters = "abcdefghijklmnopqrstuvwxyz ,"
space = spaces.Dict({
    "direction": spaces.Discrete(4), "image": base.observation_space["image"], "mission": spaces.Text(60, charset=letters)})
env = minari.DataCollector(base, observation_space=space)
random = np.random.default_rng(0)
for seed in range(8):
    env.reset(seed=2**63 + seed)
    for _ in range(100):
        _, _, terminated, truncated, _ = env.step(random.integers(0, 7))
        if terminated or truncated:
            break
env.create_dataset("py/doorkey-v0")`,
      );
      const { stdout, stderr } = burstwise(['data', 'replay', 'py/doorkey-v0', '--root', root]);
      expect(stderr).not.toContain('another way');
      expect(stdout).toContain('8 episodes played again, all the same');
    },
  );
});
