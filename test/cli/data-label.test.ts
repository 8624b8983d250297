import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compareSegmentations } from '../../agents/decomposition/segmentation/compare.ts';
import { python } from '../../envs/gymnasium-js/test/python.ts';
import { openDataset } from '../../src/data/dataset.ts';
import { labelsOf } from '../../src/data/demonstration.ts';
import { burstwiseInTurn, temporaryFolder } from './burstwise.ts';

const id = 'button-food/expert-v0';

/** Runs commands that succeed; returns what each of them printed. */
function succeed(...commands: readonly (readonly string[])[]): readonly string[] {
  return burstwiseInTurn(commands).map(({ status, stdout, stderr }) => {
    expect(status, stderr).toBe(0);
    return stdout;
  });
}

function subtasksIn(root: string, id: string): readonly (readonly number[])[] {
  using dataset = openDataset(root, id);
  return [...dataset.episodes()].map((episode) => labelsOf(episode)!.subtasks);
}

describe('data label', () => {
  it('labels by expert, rule, module, times, agent and discovery, and agents learn the new subtasks', () => {
    const root = temporaryFolder();
    const label = (newId: string, by: string, ...more: readonly string[]) => [
      ...['data', 'label', id, newId, '--by', by, '--root', root],
      ...more,
    ];
    succeed(['record', 'button-food', '--episodes', '12', '--root', root]);
    const given = subtasksIn(root, id);

    // The fifth number of an observation says whether the button is pressed.
    const rules = ['--rule', 'button: observation[5] == 0', '--rule', 'food: true'];
    const module = join(root, 'thirds.ts');
    writeFileSync(
      module,
      `import type { RuleStep } from 'burstwise';
       export const subtasks = ['first', 'second', 'third'];
       export const rule = ({ step, steps }: RuleStep) => Math.floor((3 * step) / steps);`,
    );
    const times = join(root, 'times.csv');
    const rows = given.map((labels, episode) => `${episode},0,button\n${episode},${labels.indexOf(1)},food`);
    writeFileSync(times, `episode,start,subtask\n${rows.join('\n')}\n`);
    const run = join(root, 'run');
    const cloning = ['--set', 'imitation.algorithm=cloning', '--set', 'evaluation.episodes=1', '--jobs', '1'];
    const data = ['--demonstrations', 'thirds-v0', '--root', root, '--out', run];
    const own = ['--set', 'imitation.subtasks=[first, second, third]'];
    succeed(
      label('expert-v0', 'expert'),
      label('rule-v0', 'rule', ...rules),
      label('thirds-v0', 'rule', '--rule', module),
      label('times-v0', 'times', '--times', times),
      label('found-v0', 'discovery', '--count', '2'),
      ['train', 'button-food', ...data, ...own, ...cloning, '--set', 'imitation.demonstrations=12'],
      label('agent-v0', 'agent', '--agent', run),
    );

    for (const made of ['expert-v0', 'rule-v0', 'times-v0']) expect(subtasksIn(root, made)).toEqual(given);
    const [thirds] = subtasksIn(root, 'thirds-v0');
    expect([thirds![0], thirds!.at(-1)]).toEqual([0, 2]);
    const options = { matching: 'optimal', tolerances: [10] } as const;
    const found = compareSegmentations(given, subtasksIn(root, 'found-v0'), options);
    expect(found.frameAccuracy).toBeGreaterThan(0.8);
    using seen = openDataset(root, 'agent-v0');
    expect(seen.metadata.own!.subtasks).toEqual(['first', 'second', 'third']);
    // The earlier datasets are as they were.
    expect(subtasksIn(root, id)).toEqual(given);
  });

  it('people correct labels in files, and two annotators are compared', () => {
    const root = temporaryFolder();
    const [eaf, csv] = [join(root, 'labels.eaf'), join(root, 'labels.csv')];
    const segments = (file: string, ...more: string[]) => [
      ...['data', 'segments', id, file, '--root', root],
      ...more,
    ];
    const label = (newId: string, file: string, ...more: string[]) => [
      ...['data', 'label', id, newId, '--by', 'times', '--times', file, '--root', root],
      ...more,
    ];
    const [, , , , , compared] = succeed(
      ['record', 'button-food', '--episodes', '4', '--root', root],
      segments(eaf, '--rate', '1000'),
      segments(csv, '--rate', '20'),
      label('elan-v0', eaf),
      label('seconds-v0', csv, '--rate', '20'),
      ['decompose', id, '--against', 'elan-v0', '--root', root, '--json'],
    );
    const given = subtasksIn(root, id);
    for (const made of ['elan-v0', 'seconds-v0']) expect(subtasksIn(root, made)).toEqual(given);
    const agreement = JSON.parse(compared!).sections.find(
      (section: { id: string }) => section.id === 'annotators',
    );
    expect(agreement.text[0]).toMatch(/^Cohen’s κ by step.*: 1\.000\./);
    expect(agreement.tables[1].rows[0]).toEqual({ boundaries: 4, early: 0, median: 0, late: 0 });
    const [again, unknown, none] = burstwiseInTurn([
      segments(eaf),
      segments(join(root, 'labels.xml')),
      ['decompose', id, '--against', 'none-v0', '--root', root],
    ]);
    expect(again).toMatchObject({ status: 2, stderr: expect.stringContaining('--overwrite') });
    expect(unknown!.stderr).toContain('ends with .csv, .json or .eaf');
    expect(none).toMatchObject({ status: 2, stderr: expect.stringContaining('none-v0') });
  });

  it('says what it lacks, and leaves nothing behind', () => {
    const root = temporaryFolder();
    const label = (...more: readonly string[]) => [
      ...['data', 'label', 'empty/expert-v0', 'new-v0', '--root', root],
      ...more,
    ];
    const [, lacking, few, partial, nothing] = burstwiseInTurn([
      ['record', 'empty', '--episodes', '2', '--root', root],
      label('--by', 'rule'),
      label('--by', 'discovery'),
      label('--by', 'rule', '--rule', 'a: step < 1'),
      ['data', 'show', 'new-v0', '--root', root],
    ]);
    expect(lacking!.stderr).toContain('--by rule: expected --rule beside it, received none');
    expect(few!.stderr).toMatch(/expected at least 8 to choose a number of subtasks/);
    expect(partial).toMatchObject({ status: 2, stderr: expect.stringContaining('none in step 1') });
    expect(nothing!.stderr).toContain('nothing there');
  });

  it.skipIf(python === null)(
    'labels what Minari’s collector recorded in MiniGrid, and agents learn from it',
    () => {
      const root = temporaryFolder();
      const program = `
import gymnasium as gym, minari, minigrid, numpy as np
from gymnasium import spaces
base = gym.make("MiniGrid-DoorKey-5x5-v0")
letters = "abcdefghijklmnopqrstuvwxyz ,"
space = spaces.Dict({
    "direction": spaces.Discrete(4), "image": base.observation_space["image"], "mission": spaces.Text(60, charset=letters)})
random = np.random.default_rng(0)
for kind in ("hdf5", "arrow"):
    env = minari.DataCollector(base, observation_space=space, data_format=kind)
    for seed in range(12):
        env.reset(seed=seed)
        for _ in range(40):
            _, _, terminated, truncated, _ = env.step(int(random.integers(0, 6)))
            if terminated or truncated:
                break
    env.create_dataset(f"py/{kind}-v0")`;
      const env = { ...process.env, MINARI_DATASETS_PATH: root };
      const made = spawnSync(python!, ['-W', 'ignore', '-c', program], { encoding: 'utf8', env });
      if (/No module named/.test(made.stderr)) return;
      expect(made.status, made.stderr).toBe(0);
      const label = (kind: string) => [
        ...['data', 'label', `py/${kind}-v0`, `py/${kind}-labelled-v0`],
        ...['--by', 'expert', '--root', root],
      ];
      const less = [
        'imitation.algorithm=cloning',
        'imitation.demonstrations=12',
        'evaluation.episodes=4',
        'options.encoding.view=egocentric',
        'options.env.id=MiniGrid-DoorKey-5x5-v0',
      ];
      const settings = less.flatMap((setting) => ['--set', setting]);
      const run = join(root, 'run');
      const data = ['--demonstrations', 'py/arrow-labelled-v0', '--root', root, '--out', run];
      // Both are reported: the labels, and the agent that learned from them.
      const page = join(root, 'dataset.html');
      const report = (subject: string, ...more: string[]) => [
        ...['decompose', subject, '--root', root, '--json', '--jobs', '1'],
        ...more,
      ];
      const [, , trained, onDataset, onRun] = succeed(
        label('hdf5'),
        label('arrow'),
        ['train', 'door-key', ...data, ...settings, '--jobs', '1', '--json'],
        report('py/hdf5-labelled-v0', '--out', page),
        report(run, '--episodes', '4', '--no-flat'),
      ).map((text, k) => (k < 2 ? null : JSON.parse(text)));
      using dataset = openDataset(root, 'py/hdf5-labelled-v0');
      expect(dataset.metadata.own!.subtasks).toEqual(['get key', 'open door', 'go to goal']);
      expect(trained.labels).toBeGreaterThan(100);

      // A room of 5 × 5 cells has few layouts.
      expect(onDataset.lead[0].text).toMatch(/^No fault found in 12 episodes/);
      expect(onDataset.lead[1].text).toMatch(/^\d of 12 episodes begin like an earlier one/);
      const texts = onDataset.sections.flatMap(({ text }: { text: string[] }) => text).join(' ');
      expect(texts).toMatch(
        /Cohen’s κ over \d+ steps: 1\.000\. The expert labelled the recorded states again/,
      );
      expect(readFileSync(page, 'utf8')).toContain('get key');
      expect(onRun.subtasks).toEqual(['get key', 'open door', 'go to goal']);
      const table = (id: string, name: string) =>
        onRun.sections
          .find((section: { id: string }) => section.id === id)
          .tables.find((one: { id: string }) => one.id === name);
      expect(table('who-fails', 'success').rows).toHaveLength(5);
      expect(table('subtasks', 'subtasks').rows.map(({ subtask }: { subtask: string }) => subtask)).toEqual(
        onRun.subtasks,
      );
      expect(readFileSync(join(run, 'decomposition.html'), 'utf8')).toContain(onRun.title);
    },
  );
});
