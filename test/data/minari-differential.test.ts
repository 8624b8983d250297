import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDataset } from '../../src/data/check.ts';
import { type NumberColumn, plain, valuesOf } from '../../src/data/column.ts';
import { type Dataset, openDataset } from '../../src/data/dataset.ts';
import type { Demonstration } from '../../src/data/demonstration.ts';
import { descriptionOf, writeDataset } from '../../src/data/derive.ts';
import { anySpace } from './arbitrary-spaces.ts';
import { describing, randomEpisode, temporaryFolder } from './episodes.ts';

const python = fileURLToPath(new URL('../../.venv/bin/python', import.meta.url));
const hasMinari =
  existsSync(python) && spawnSync(python, ['-c', 'import minari, h5py, pyarrow, jax, PIL']).status === 0;

/** Pairs of spaces; a reading thread is started for each of six datasets of a pair. */
const count = Number(process.env['BURSTWISE_MINARI_PAIRS'] ?? 4);

/** Loads each dataset with Minari, checks its values, and writes it again in both of its formats. */
const program = `
import minari
from minari.data_collector import EpisodeBuffer
for i in range(${count}):
    dataset = minari.load_dataset(f"ours/made-v{i}")
    episodes, metadata = list(dataset), list(dataset.storage.get_episode_metadata(range(dataset.total_episodes)))
    assert dataset.total_episodes == 3
    for form in ("hdf5", "arrow"):
        minari.create_dataset_from_buffers(f"theirs/{form}-v{i}", [
            EpisodeBuffer(id=None, seed=m.get("seed"), options=None, observations=e.observations, actions=e.actions, rewards=e.rewards,
                terminations=e.terminations, truncations=e.truncations, infos={})
            for e, m in zip(episodes, metadata)],
            observation_space=dataset.observation_space, action_space=dataset.action_space, data_format=form)
`;

/** What a Python program prints. */
function run(root: string, text: string): string {
  const env = { ...process.env, MINARI_DATASETS_PATH: root };
  const { status, stdout, stderr } = spawnSync(python, ['-W', 'ignore', '-c', text], {
    encoding: 'utf8',
    env,
    maxBuffer: 2 ** 26,
  });
  expect(status, stderr).toBe(0);
  return stdout;
}

/** What an episode says, free of the types that Minari chooses for numbers. */
function content({ seed, rewards, terminations, truncations, ...columns }: Demonstration, dataset: Dataset) {
  return plain({
    seed: seed === null ? null : `${seed}`,
    rewards,
    terminations,
    truncations,
    observations: valuesOf(dataset.observationSpace, columns.observations),
    actions: valuesOf(dataset.actionSpace, columns.actions),
  });
}

describe.skipIf(!hasMinari)('Minari and we agree on generated spaces:', () => {
  it('it reads what we write, we read what it writes, and what we write of that is the same', () => {
    const root = temporaryFolder();
    const spaces = fc.sample(fc.tuple(anySpace, anySpace), { numRuns: count, seed: 20_261_128 });
    for (const [i, [observationSpace, actionSpace]] of spaces.entries()) {
      const own = { observationSpace, actionSpace };
      const episodes = [1, 2, 3].map((seed) => randomEpisode(own, 10 * i + seed));
      writeDataset(describing(own), episodes, { root, id: `ours/made-v${i}` });
    }
    run(root, program);
    for (const i of spaces.keys()) {
      using ours = openDataset(root, `ours/made-v${i}`);
      const expected = [...ours.episodes()].map((episode) => content(episode, ours));
      for (const form of ['hdf5', 'arrow']) {
        using theirs = openDataset(root, `theirs/${form}-v${i}`);
        const about = `${form} ${i}: ${ours.observationSpace}, ${ours.actionSpace}`;
        expect(checkDataset(theirs), about).toEqual([]);
        const read = [...theirs.episodes()];
        expect(
          read.map((episode) => content(episode, theirs)),
          about,
        ).toEqual(expected);
        const id = `again/${form}-v${i}`;
        writeDataset(descriptionOf(theirs), read, { root, id });
        using again = openDataset(root, id);
        expect([...again.episodes()], about).toEqual(read);
      }
    }
  });

  it('on the pixels of compressed pictures', () => {
    const root = temporaryFolder();
    const seen = run(
      root,
      `
import json, numpy as np, minari
from gymnasium.spaces import Box, Discrete
from minari.data_collector import EpisodeBuffer
pixels = np.random.default_rng(1).integers(0, 256, (3, 33, 40, 3), dtype=np.uint8)
for form in ("hdf5", "arrow"):
    minari.create_dataset_from_buffers(f"pictures/{form}-v0", [EpisodeBuffer(id=None, seed=1, options=None, observations=pixels,
        actions=np.zeros(2, int), rewards=np.zeros(2), terminations=np.array([False, True]), truncations=np.array([False, False]), infos={})],
        observation_space=Box(0, 255, (33, 40, 3), np.uint8), action_space=Discrete(2), data_format=form)
print(json.dumps(minari.load_dataset("pictures/hdf5-v0")[0].observations.ravel().tolist()))`,
    );
    for (const form of ['hdf5', 'arrow']) {
      using dataset = openDataset(root, `pictures/${form}-v0`);
      expect(plain((dataset.episode(0).observations as NumberColumn).data)).toEqual(JSON.parse(seen));
    }
  });

  it('unless a dataset refers to other files, which we do not open', () => {
    const root = temporaryFolder();
    run(
      root,
      `
import h5py, json, numpy as np, os, minari
from gymnasium.spaces import Box, Discrete
from minari.data_collector import EpisodeBuffer
root = os.environ["MINARI_DATASETS_PATH"]
open(root + "/secret", "wb").write(bytes(range(48)))
def write(name, change):
    minari.create_dataset_from_buffers(f"hostile/{name}-v0", [EpisodeBuffer(id=None, seed=1, options=None, observations=np.zeros((3, 2), np.float32),
        actions=np.zeros(2, int), rewards=np.zeros(2), terminations=np.array([False, True]), truncations=np.array([False, False]), infos={})],
        observation_space=Box(-9, 9, (2,), np.float32), action_space=Discrete(2), data_format="hdf5")
    with h5py.File(f"{root}/hostile/{name}-v0/data/main_data.hdf5", "a") as file:
        change(file, file["episode_0"])
def storage(file, group):
    del group["observations"]
    group.create_dataset("observations", (3, 2), "f4", external=[(root + "/secret", 0, 24)])
def link(file, group):
    del group["observations"]
    group["observations"] = h5py.ExternalLink(root + "/secret", "/observations")
def hidden(file, group):
    link(file, group)
    file["aside"] = h5py.ExternalLink(root + "/secret", "/")
    del group["observations"]
    group["observations"] = h5py.SoftLink("/aside/observations")
def bomb(file, group):
    group.create_dataset("infos/z", (3, 10**7), "f8", chunks=(1, 10**6), compression="gzip")
def rows(file, group):
    group.create_dataset("infos/z", (10**9,), "f8", chunks=(10**6,), compression="gzip")
def text(file, group):
    group.create_dataset("infos/z", (3,), "S80000000", chunks=(1,), compression="gzip")
for change in (storage, link, hidden, bomb, rows, text):
    write(change.__name__, change)`,
    );
    const refusal = (name: string) => {
      using dataset = openDataset(root, `hostile/${name}-v0`);
      try {
        return `read ${dataset.episode(0).rewards.length} steps`;
      } catch (error) {
        return (error as Error).message;
      }
    };
    for (const name of ['storage', 'link', 'hidden'])
      expect(refusal(name)).toContain(`the file ${root}/secret`);
    expect(refusal('bomb')).toMatch(/infos\/z: expected at most \d+ bytes more .*, received 240000000/);
    expect(refusal('rows')).toMatch(/infos\/z: expected 2 or 3 rows, received 1000000000/);
    expect(refusal('text')).toMatch(/infos\/z: expected at most \d+ bytes more/);
  });
});
