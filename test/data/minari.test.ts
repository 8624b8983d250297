import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Dict } from 'gymnasium-js';
import { describe, expect, it } from 'vitest';
import { writeWheel } from '../../envs/gymnasium-js/src/python/wheel.ts';
import { checkDataset } from '../../src/data/check.ts';
import type { ColumnGroup, NumberColumn } from '../../src/data/column.ts';
import { openDataset } from '../../src/data/dataset.ts';
import { labelsOf } from '../../src/data/demonstration.ts';
import { writeDataset } from '../../src/data/derive.ts';
import { burstwise } from '../cli/burstwise.ts';
import { describing, randomEpisode, richSpaces, temporaryFolder } from './episodes.ts';

/** A Python that has Minari with HDF5 and its collector, or null. */
const python = (() => {
  const local = fileURLToPath(new URL('../../.venv/bin/python', import.meta.url));
  const candidates = [process.env['BURSTWISE_PYTHON'], existsSync(local) ? local : undefined];
  const works = (path: string) => spawnSync(path, ['-c', 'import minari, h5py, jax, PIL']).status === 0;
  return candidates.find((path) => path !== undefined && works(path)) ?? null;
})();

function run(root: string, program: string, { cwd = process.cwd(), env = {} } = {}): unknown {
  const { status, stdout, stderr } = spawnSync(python!, ['-W', 'ignore', '-c', program], {
    encoding: 'utf8',
    cwd,
    env: { ...process.env, ...env, MINARI_DATASETS_PATH: root },
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`Python failed:\n${stderr}`);
  return JSON.parse(stdout.trim().split('\n').at(-1)!);
}

const id = 'group/made-v0';

describe.skipIf(python === null)('Minari', () => {
  it('loads, samples and filters what we record, and sees what the demonstrations hold', () => {
    const root = temporaryFolder();
    expect(burstwise(['record', 'button-food', '--episodes', '12', '--root', root]).status).toBe(0);
    const seen = run(
      root,
      `
import json, minari
dataset = minari.load_dataset("button-food/expert-v0")
dataset.set_seed(1)
episodes = list(dataset.iterate_episodes())
long = dataset.filter_episodes(lambda episode: len(episode) > 130)
metadata = list(dataset.storage.get_episode_metadata(range(12)))
print(json.dumps({
    "ids": list(minari.list_local_datasets()), "namespaces": minari.namespace.list_local_namespaces(),
    "lengths": [len(e) for e in episodes], "steps": int(dataset.total_steps), "long": long.total_episodes,
    "sampled": len(dataset.sample_episodes(5)), "spec": dataset.env_spec.id,
    "dtypes": [str(episodes[0].terminations.dtype), str(episodes[0].observations.dtype), str(episodes[0].actions.dtype)],
    "subtasks": episodes[3].infos["demonstration"]["subtask"].tolist(), "seeds": [str(m["seed"]) for m in metadata],
    "first": episodes[0].observations.tolist(), "actions": episodes[0].actions.tolist(),
}))`,
    ) as Record<string, unknown>;
    using dataset = openDataset(root, 'button-food/expert-v0');
    const episodes = [...dataset.episodes()];
    const lengths = episodes.map(({ rewards }) => rewards.length);
    expect(seen).toMatchObject({
      ids: ['button-food/expert-v0'],
      namespaces: ['button-food'],
      lengths,
      steps: lengths.reduce((sum, length) => sum + length, 0),
      long: lengths.filter((length) => length > 130).length,
      sampled: 5,
      spec: 'burstwise/ButtonFood-v0',
      dtypes: ['bool', 'float64', 'float64'],
      seeds: episodes.map(({ seed }) => `${seed}`),
    });
    const { subtasks } = labelsOf(episodes[3]!)!;
    expect(seen['subtasks']).toEqual([...subtasks, subtasks.at(-1)]);
    expect((seen['first'] as number[][]).flat()).toEqual([
      ...(episodes[0]!.observations as NumberColumn).data,
    ]);
    expect((seen['actions'] as number[][]).flat()).toEqual([...(episodes[0]!.actions as NumberColumn).data]);
  });

  it.each([
    ['door-key', 'MiniGrid-DoorKey-8x8-v0'],
    ['rooms-maze', 'burstwise/RoomsMaze-v0'],
  ])('works on %s as we record it, and appends an episode that we read back', (name, envId) => {
    const root = temporaryFolder();
    const recorded = `${name}/expert-v0`;
    expect(burstwise(['record', name, '--episodes', '6', '--root', root]).status).toBe(0);
    const seen = run(
      root,
      `
import json, minari
from minari.data_collector import EpisodeBuffer
dataset = minari.load_dataset("${recorded}")
dataset.set_seed(1)
lengths = [len(e) for e in dataset.iterate_episodes()]
metadata = list(dataset.storage.get_episode_metadata(range(6)))
old = dataset[4]
seen = {
    "lengths": lengths, "sampled": len(dataset.sample_episodes(3)), "spec": dataset.env_spec.id,
    "short": dataset.filter_episodes(lambda episode: len(episode) <= sorted(lengths)[2]).total_episodes,
    "contained": all(dataset.observation_space.contains({k: v[0] for k, v in e.observations.items()}) for e in dataset),
    "goals": [bool(m["burstwise"]["milestones"]["goal"]) for m in metadata],
    "subtasks": old.infos["demonstration"]["subtask"].tolist(),
}
dataset.update_dataset_from_buffer([EpisodeBuffer(
    id=None, seed=77, options=None, observations=old.observations, actions=old.actions, rewards=old.rewards,
    terminations=old.terminations, truncations=old.truncations, infos={})])
print(json.dumps(seen))`,
    ) as Record<string, unknown>;
    using dataset = openDataset(root, recorded);
    expect(checkDataset(dataset)).toEqual([]);
    expect(dataset.length).toBe(7);
    const [old, added] = [dataset.episode(4), dataset.episode(6)];
    const { observations, actions, rewards } = old;
    expect(added).toMatchObject({ seed: 77n, observations, actions, rewards });
    const lengths = [...dataset.episodes()].map((episode) => episode.rewards.length).slice(0, 6);
    const { subtasks } = labelsOf(old)!;
    const limit = lengths.toSorted((a, b) => a - b)[2]!;
    expect(seen).toEqual({
      lengths,
      sampled: 3,
      spec: envId,
      short: lengths.filter((length) => length <= limit).length,
      contained: true,
      goals: lengths.map(() => true),
      subtasks: [...subtasks, subtasks.at(-1)],
    });
  });

  it('recovers the environments of our datasets, from any folder, once gymnasium_js is installed', () => {
    const root = temporaryFolder();
    const modules = join(root, '.modules');
    mkdirSync(modules);
    expect(spawnSync(python!, ['-m', 'zipfile', '-e', writeWheel(modules), modules]).status).toBe(0);
    const names = ['door-key', 'button-food', 'rooms-maze', 'button-chain', 'babyai-open'];
    for (const name of names)
      expect(burstwise(['record', name, '--episodes=1', '--root', root]).status).toBe(0);
    const seen = run(
      root,
      `
import json, minari, numpy as np
def same(a, b):
    return all(same(a[k], b[k]) for k in a) if isinstance(a, dict) else np.array_equal(a, b)
def first(observations):
    return {k: first(v) for k, v in observations.items()} if isinstance(observations, dict) else observations[0]
seen = {}
for name in ${JSON.stringify(names)}:
    dataset = minari.load_dataset(f"{name}/expert-v0")
    env = dataset.recover_environment()
    spaces = env.observation_space == dataset.observation_space and env.action_space == dataset.action_space
    seed = int(next(iter(dataset.storage.get_episode_metadata([0])))["seed"])
    observation, _ = env.reset(seed=seed)
    seen[name] = [spaces, env.observation_space.contains(observation), same(observation, first(dataset[0].observations))]
    env.close()
print(json.dumps(seen))`,
      { cwd: root, env: { PYTHONPATH: modules } },
    );
    expect(seen).toEqual(Object.fromEntries(names.map((name) => [name, [true, true, true]])));
  });

  it('combines what we record to something that agents learn from, though it drops the names of the subtasks', () => {
    const root = temporaryFolder();
    const data = ['--root', root];
    for (const seed of ['1', '2']) {
      const { status } = burstwise([
        'record',
        'door-key',
        '--episodes=3',
        `--seed=${seed}`,
        `--id=own/part${seed}-v0`,
        ...data,
      ]);
      expect(status).toBe(0);
    }
    run(
      root,
      `
import minari
both = minari.combine_datasets([minari.load_dataset("own/part1-v0"), minari.load_dataset("own/part2-v0")], "own/both-v0")
print(both.total_episodes)`,
    );
    const trained = burstwise([
      'train',
      'door-key',
      '--demonstrations=own/both-v0',
      ...data,
      '--set=imitation.rounds=0',
      '--json',
      '--set=evaluation.episodes=1',
      '--jobs=1',
      `--out=${root}/run`,
    ]);
    expect(trained.stderr).toContain('episodes 6/6  phase demonstration');
    expect(trained.status).toBe(0);
  });

  it('appends an episode that we read back, beside ours', () => {
    const root = temporaryFolder();
    const episodes = Array.from({ length: 9 }, (_, i) => ({ ...randomEpisode(richSpaces, i), id: i }));
    writeDataset(describing(richSpaces), episodes, { root, id });
    run(
      root,
      `
import minari, numpy as np
from minari.data_collector import EpisodeBuffer
dataset = minari.load_dataset("${id}")
old = dataset[2]
dataset.update_dataset_from_buffer([EpisodeBuffer(
    id=None, seed=2**64 - 1, options={"a": {"b": "text"}}, observations=old.observations, actions=old.actions,
    rewards=old.rewards * 2, terminations=old.terminations, truncations=old.truncations, infos={})])
print("{}")`,
    );
    using dataset = openDataset(root, id);
    expect(checkDataset(dataset)).toEqual([]);
    expect(dataset.length).toBe(10);
    for (let i = 0; i < 9; i++) expect(dataset.episode(i)).toEqual(episodes[i]);
    const [old, added] = [dataset.episode(2), dataset.episode(9)];
    expect(added).toMatchObject({
      seed: 2n ** 64n - 1n,
      options: { a: { b: 'text' } },
      observations: old.observations,
    });
    expect([...added.rewards]).toEqual([...old.rewards].map((reward) => 2 * reward));
  });

  it('and its collector make datasets that we read with all values equal', () => {
    const root = temporaryFolder();
    const seen = run(
      root,
      `
import json, sys, types, gymnasium as gym, minari, numpy as np
from gymnasium import spaces
from minari import DataCollector

class Toy(gym.Env):
    observation_space = spaces.Dict({
        "b": spaces.Box(0, 255, (3, 2), np.uint8), "t": spaces.Text(10, charset="abcé "),
        "p": spaces.Tuple((spaces.Discrete(4, start=1), spaces.MultiDiscrete([2, 3]), spaces.MultiBinary(3)))})
    action_space = spaces.Discrete(3)
    def reset(self, seed=None, options=None):
        super().reset(seed=seed)
        self.observation_space.seed(7)
        self.steps = 0
        return self.observation_space.sample(), {"x": 1, "y": {"z": np.arange(3.0)}, "name": "é"}
    def step(self, action):
        self.steps += 1
        return self.observation_space.sample(), 0.1 * action, self.steps == 5, False, {"x": 2, "y": {"z": np.arange(3.0) + action}, "name": "b"}

module = types.ModuleType("toy")
module.Toy = Toy
sys.modules["toy"] = module
gym.register("Toy-v0", entry_point="toy:Toy")
env = DataCollector(gym.make("Toy-v0"), record_infos=True)
for seed in (5, 2**63, 2**64 - 1):
    env.reset(seed=seed, options={"k": 3, "m": {"n": "text"}, "l": [1.0, 2.5], "f": True})
    for step in range(5):
        env.step(step % 3)
dataset = env.create_dataset("py/toy-v0", author="Ada")
print(json.dumps([{
    "b": e.observations["b"].ravel().tolist(), "t": e.observations["t"], "p": [p.ravel().tolist() for p in e.observations["p"]],
    "actions": e.actions.tolist(), "rewards": e.rewards.tolist(), "z": e.infos["y"]["z"].ravel().tolist(),
    "x": e.infos["x"].tolist(), "name": [n.decode() for n in e.infos["name"]],
} for e in dataset]))`,
    ) as Record<string, unknown>[];
    using dataset = openDataset(root, 'py/toy-v0');
    expect(checkDataset(dataset)).toEqual([]);
    expect(dataset.metadata).toMatchObject({ authors: ['Ada'], own: null });
    const data = (column: unknown) =>
      Array.from((column as NumberColumn).data as ArrayLike<number | bigint>, Number);
    const ours = [...dataset.episodes()].map(({ observations, actions, rewards, infos }) => {
      const { b, t, p } = (observations as ColumnGroup).columns;
      return {
        b: data(b),
        t: t?.kind === 'text' ? t.values : null,
        p: Object.values((p as ColumnGroup).columns).map(data),
        actions: data(actions),
        rewards: [...rewards],
        z: data((infos.columns['y'] as ColumnGroup).columns['z']),
        x: data(infos.columns['x']),
        name: infos.columns['name']?.kind === 'text' ? infos.columns['name'].values : null,
      };
    });
    expect(ours).toEqual(seen);
    expect([...dataset.episodes()].map(({ seed }) => seed)).toEqual([5n, 2n ** 63n, 2n ** 64n - 1n]);
    expect(dataset.episode(1).options).toEqual({ k: 3, m: { n: 'text' }, l: [1, 2.5], f: true });
  });

  it('writes Arrow files that we read as the same episodes', () => {
    const root = temporaryFolder();
    const { image, parts, x, mission } = richSpaces.observationSpace.spaces;
    const observationSpace = new Dict({ image, parts, x, mission });
    const spaces = { ...richSpaces, observationSpace };
    const episodes = Array.from({ length: 4 }, (_, i) => ({ ...randomEpisode(spaces, i + 1), id: i }));
    writeDataset(describing(spaces), episodes, { root, id });
    const hasArrow = spawnSync(python!, ['-c', 'import pyarrow']).status === 0;
    if (!hasArrow) return;
    run(
      root,
      `
import json, os, minari
from minari.data_collector import EpisodeBuffer
from minari.dataset.minari_storage import MinariStorage
dataset = minari.load_dataset("${id}")
path = os.path.join(os.environ["MINARI_DATASETS_PATH"], "py/arrow-v0/data")
os.makedirs(path)
storage = MinariStorage.new(path, dataset.observation_space, dataset.action_space, data_format="arrow")
for episode, metadata in zip(dataset, dataset.storage.get_episode_metadata(range(4))):
    storage.update_episodes([EpisodeBuffer(
        id=None, seed=metadata.get("seed"), options=None, observations=episode.observations, actions=episode.actions,
        rewards=episode.rewards, terminations=episode.terminations, truncations=episode.truncations,
        infos={"flag": episode.infos["flag"], "note": [n.decode() for n in episode.infos["note"]]})])
metadata = json.load(open(path + "/metadata.json"))
json.dump({**metadata, "dataset_id": "py/arrow-v0", "minari_version": "0.5.4"}, open(path + "/metadata.json", "w"))
print("{}")`,
    );
    using dataset = openDataset(root, 'py/arrow-v0');
    expect(checkDataset(dataset)).toEqual([]);
    for (const [i, { infos, options: _, notes: __, ...expected }] of episodes.entries()) {
      const { infos: read, options, ...rest } = dataset.episode(i);
      expect(rest).toEqual(expected);
      expect(options).toBeNull();
      expect(read.columns['note']).toEqual(infos.columns['note']);
    }
  });
});
