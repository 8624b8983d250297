import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Box, Dict, Discrete, Text } from 'gymnasium-js';
import { describe, expect, it } from 'vitest';
import { columnGroup, numberColumn } from '../../src/data/column.ts';
import { openDataset } from '../../src/data/dataset.ts';
import { createDemonstration, LABELS, labelsOf, stepsOf } from '../../src/data/demonstration.ts';
import { writeDataset } from '../../src/data/derive.ts';
import { labelledDescription, relabelled } from '../../src/data/label.ts';
import { labelByRule, ruleOf } from '../../src/data/label-rule.ts';
import { labelByTimes, readMarkedSegments, subtasksMarked } from '../../src/data/label-times.ts';
import { hasLayoutOf } from '../../src/data/space-layout.ts';
import { describing, randomEpisode, simpleSpaces, temporaryFolder } from './episodes.ts';

const spaces = { ...simpleSpaces, own: { subtasks: ['a', 'b', 'c'] } };
const episodeOf = (steps: number, seed = 1) =>
  createDemonstration({ ...randomEpisode(spaces, seed, steps), id: 0 }, spaces, 'test');

/** The same as somebody who knows no subtasks recorded it. */
const unlabelled = (steps: number) => ({ ...episodeOf(steps), infos: columnGroup({}) });

describe('new labels', () => {
  it('leave everything else as it is, and the word of an expert on actions', () => {
    const episode = episodeOf(4);
    const labelled = relabelled(episode, { subtasks: [2, 2, 0, 1] }, spaces);
    const made = createDemonstration({ ...labelled, id: 0 }, spaces, 'test');
    expect(labelsOf(made)!.subtasks).toEqual([2, 2, 0, 1]);
    expect(labelsOf(made)!.expertActions).toEqual(labelsOf(episode)!.expertActions);
    expect({ ...made, infos: null }).toEqual({ ...episode, infos: null });
    const { [LABELS]: _, ...others } = made.infos.columns;
    const { [LABELS]: __, ...before } = episode.infos.columns;
    expect(others).toEqual(before);
  });

  it('take what was done for right where there was no expert, or what they bring', () => {
    const episode = unlabelled(3);
    const taken = relabelled(episode, { subtasks: [0, 0, 1] }, spaces);
    const actions = (made: typeof taken) =>
      labelsOf(createDemonstration({ ...made, id: 0 }, spaces, 'test'))!.expertActions;
    const data = (column: unknown) => Array.from((column as { data: ArrayLike<bigint> }).data, Number);
    const done = data(episode.actions);
    expect(data(actions(taken))).toEqual([...done, done[2]]);
    const corrected = relabelled(episode, { subtasks: [0, 0, 1], actions: [2, 1, 0] }, spaces);
    expect(data(actions(corrected))).toEqual([2, 1, 0, 0]);
    expect(() => relabelled(episode, { subtasks: [0] }, spaces)).toThrow(/expected 3 labels, received 1/);
  });

  it('make a dataset that says where they come from', () => {
    const root = temporaryFolder();
    const options = { root, id: 'before-v0' };
    writeDataset(describing(simpleSpaces), [randomEpisode(spaces, 1, 4)], options);
    using before = openDataset(root, 'before-v0');
    const description = labelledDescription(before, ['x', 'y'], { by: 'hand' });
    const episode = relabelled(before.episode(0), { subtasks: [0, 1, 1, 0] }, before);
    writeDataset(description, [episode], { root, id: 'after-v0' });
    using after = openDataset(root, 'after-v0');
    expect(after.metadata.own!.subtasks).toEqual(['x', 'y']);
    expect(after.metadata.own!.recording).toMatchObject({ labelled: 'before-v0', by: 'hand' });
    expect(labelsOf(after.episode(0))!.subtasks).toEqual([0, 1, 1, 0]);
    expect(before.metadata.own!.subtasks).toEqual(['a', 'b', 'c']);
  });
});

describe('a rule', () => {
  const labelled = (texts: readonly string[], episode = episodeOf(6)) => [
    ...labelByRule(ruleOf(texts), episode, spaces, 'test, episode 0'),
  ];

  it('is the first condition that holds', () => {
    expect(labelled(['start: step < 2', 'end: step >= steps - 1', 'middle: true'])).toEqual([
      0, 0, 2, 2, 2, 1,
    ]);
    expect(ruleOf(['a: step < 2', 'b: step < 4', 'a: true']).subtasks).toEqual(['a', 'b']);
  });

  it('sees observations, infos, actions and rewards', () => {
    const episode = unlabelled(3);
    const observations = Float64Array.of(0, -1, 0, 1, 0, -1, 0, 0);
    const seen = {
      ...episode,
      observations: numberColumn('float64', [4, 2], observations),
      infos: columnGroup({ door: numberColumn('int64', [4], BigInt64Array.of(0n, 0n, 1n, 1n)) }),
    };
    expect(labelled(['up: observation[2] > 0', 'down: true'], seen)).toEqual([1, 0, 1]);
    expect(labelled(['open: info.door == 1', 'closed: true'], seen)).toEqual([1, 1, 0]);
    const rule = { subtasks: ['a', 'b'], rule: ({ action }: { action: unknown }) => Number(action) % 2 };
    expect([...labelByRule(rule, seen, spaces, 'test')]).toHaveLength(stepsOf(seen));
  });

  it('says what is wrong with it', () => {
    expect(() => ruleOf(['step < 2'])).toThrow(/--rule: expected a subtask and its condition/);
    expect(() => ruleOf(['a: step <'])).toThrow(/--rule a: expected a condition/);
    expect(() => labelled(['a: step < 2'])).toThrow(/none in step 2; add a last rule/);
    const wrong = { subtasks: ['a', 'b'], rule: () => 'c' };
    expect(() => labelByRule(wrong, episodeOf(2), spaces, 'test, episode 0')).toThrow(
      /test, episode 0, step 0: expected one of a, b, or an index below 2, received "c"/,
    );
  });
});

describe('a file of times', () => {
  const file = (name: string, text: string) => {
    const path = join(temporaryFolder(), name);
    writeFileSync(path, text);
    return path;
  };
  const labels = (path: string, steps: number, rate: number | null = null) => {
    const segments = readMarkedSegments(path);
    return [...labelByTimes(segments, 0, steps, { subtasks: subtasksMarked(segments), rate, source: path })];
  };

  it('gives segments with or without ends, in steps or seconds', () => {
    const path = file('a.csv', 'episode,start,end,subtask\n0,0,2,"go, then"\n0,2,,grasp\n');
    expect(labels(path, 4)).toEqual([0, 0, 1, 1]);
    expect(subtasksMarked(readMarkedSegments(path))).toEqual(['go, then', 'grasp']);
    const json = file(
      'a.json',
      JSON.stringify([
        { episode: 0, start: 0.4, subtask: 'b' },
        { episode: 0, start: 0, subtask: 'a' },
      ]),
    );
    expect(labels(json, 4, 5)).toEqual([1, 1, 0, 0]);
  });

  it('may leave no step without a label', () => {
    const at = (text: string) => labels(file('a.csv', `episode,start,end,subtask\n${text}`), 6);
    expect(() => at('0,1,,a')).toThrow(/episode 0: expected a segment from step 0, received one from step 1/);
    expect(() => at('0,0,2,a\n0,3,6,b')).toThrow(/from step 2, received one from step 3/);
    expect(() => at('0,0,4,a\n0,3,6,b')).toThrow(/from step 4, received one from step 3/);
    expect(() => at('0,0,4,a')).toThrow(/from step 4, received none/);
    expect(() => at('1,0,6,a')).toThrow(/episode 0: expected a segment from step 0, received none/);
    expect(() => at('0,x,6,a')).toThrow(/start/);
    expect(() => readMarkedSegments(file('a.json', '{'))).toThrow(/marked segments in CSV or JSON/);
  });
});

describe('spaces of one layout', () => {
  it('may differ in bounds and letters, in nothing else', () => {
    const box = (high: number, shape: number[]) => new Box({ low: 0, high, shape, dtype: 'float64' });
    const dict = (text: Text, high = 1) => new Dict({ image: box(high, [2]), mission: text });
    expect(hasLayoutOf(dict(new Text(5)), dict(new Text(9, { charset: 'ab' }), 3))).toBe(true);
    expect(hasLayoutOf(box(1, [2]), box(1, [3]))).toBe(false);
    expect(hasLayoutOf(new Discrete(3), new Discrete(4))).toBe(false);
    expect(hasLayoutOf(new Dict({ image: box(1, [2]) }), dict(new Text(5)))).toBe(false);
    expect(hasLayoutOf(new Text(5), new Discrete(5))).toBe(false);
  });
});
