import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { python, runPython } from '../../envs/gymnasium-js/test/python.ts';
import { elanText, readElan } from '../../src/data/elan.ts';
import { labelByTimes, readMarkedFile, segmentsOfLabels } from '../../src/data/label-times.ts';
import { temporaryFolder } from './episodes.ts';

const subtasks = ['go to <key>', 'open & enter', 'wait'];
const hasPympi = python !== null && spawnSync(python, ['-c', 'import pympi']).status === 0;

test('labels survive a file of ELAN at any rate, and so does the order of subtasks', () => {
  const episodes = fc.array(fc.array(fc.nat(2), { minLength: 1, maxLength: 30 }), {
    minLength: 1,
    maxLength: 4,
  });
  const rates = fc.oneof(fc.integer({ min: 1, max: 1000 }), fc.constantFrom(0.5, 29.97, 333.3));
  fc.assert(
    fc.property(episodes, rates, (labels, rate) => {
      const segments = segmentsOfLabels(labels, subtasks);
      const read = readElan(elanText({ segments, subtasks, rate: null }, rate), 'test.eaf');
      expect(read).toMatchObject({ subtasks, rate });
      const again = labels.map((own, episode) => [
        ...labelByTimes(read.segments, episode, own.length, { subtasks, rate, source: 'test.eaf' }),
      ]);
      expect(again).toEqual(labels);
    }),
    { numRuns: 30 },
  );
});

test('the parts stand in the order that ELAN’s schema asks for, and every reference leads somewhere', () => {
  const text = elanText({ segments: segmentsOfLabels([[0, 1], [2]], subtasks), subtasks, rate: null }, 10);
  const parts = [...text.matchAll(/^<(\w+)/gm)].map(([, name]) => name!);
  const order = ['HEADER', 'TIME_ORDER', 'TIER', 'LINGUISTIC_TYPE', 'LANGUAGE', 'CONTROLLED_VOCABULARY'];
  expect([...new Set(parts)].filter((name) => order.includes(name))).toEqual(order);
  const values = (name: string) =>
    [...text.matchAll(new RegExp(` ${name}="([^"]*)"`, 'g'))].map(([, value]) => value!);
  for (const [references, ids] of [
    ['TIME_SLOT_REF[12]', 'TIME_SLOT_ID'],
    ['LINGUISTIC_TYPE_REF', 'LINGUISTIC_TYPE_ID'],
    ['CONTROLLED_VOCABULARY_REF', 'CV_ID'],
    ['LANG_REF', 'LANG_ID'],
  ] as const)
    expect(values(ids)).toEqual(expect.arrayContaining(values(references)));
  expect(new Set(values('ANNOTATION_ID')).size).toBe(3);
});

test('says what is wrong with a file', async () => {
  const good = elanText({ segments: segmentsOfLabels([[0]], subtasks), subtasks, rate: null }, 10);
  expect(() => readElan('{}', 'a.eaf')).toThrow(/a\.eaf: expected an ANNOTATION_DOCUMENT of ELAN/);
  expect(() => readElan(good.replace('episode 0', 'speech'), 'a.eaf')).toThrow(
    /expected annotations in tiers "episode 0", "episode 1", …, received "speech"/,
  );
  expect(() => readElan(good.replace(' TIME_VALUE="100"', ''), 'a.eaf')).toThrow(
    /a1: expected two time slots with values in ms, received none; align the annotation in ELAN/,
  );
  expect(() => elanText({ segments: [], subtasks, rate: null }, 2000)).toThrow(
    /at most 1000 steps in a second/,
  );
  await expect(readMarkedFile(join(temporaryFolder(), 'none.eaf'))).rejects.toThrow(/a file of ELAN/);
});

test.skipIf(!hasPympi)('pympi reads what is written here, and is read', async () => {
  const folder = temporaryFolder();
  const [ours, theirs] = [join(folder, 'ours.eaf'), join(folder, 'theirs.eaf')];
  writeFileSync(
    ours,
    elanText({ segments: segmentsOfLabels([[0, 0, 1], [2]], subtasks), subtasks, rate: null }, 10),
  );
  const program = `
import pympi
eaf = pympi.Elan.Eaf(cases['ours'])
made = pympi.Elan.Eaf()
for start, end, value in [(300, 1000, 'later'), (0, 300, 'first & last')]:
    if 'Episode 1' not in made.get_tier_names(): made.add_tier('Episode 1')
    made.add_annotation('Episode 1', start, end, value)
made.to_file(cases['theirs'])
print(json.dumps({tier: eaf.get_annotation_data_for_tier(tier) for tier in eaf.get_tier_names()}))`;
  expect(runPython(program, { ours, theirs })).toEqual({
    'episode 0': [
      [0, 200, subtasks[0]],
      [200, 300, subtasks[1]],
    ],
    'episode 1': [[0, 100, subtasks[2]]],
  });
  const read = await readMarkedFile(theirs);
  expect(read.rate).toBeNull();
  const labels = labelByTimes(read.segments, 1, 10, {
    subtasks: ['first & last', 'later'],
    rate: 10,
    source: theirs,
  });
  expect([...labels]).toEqual([0, 0, 0, 1, 1, 1, 1, 1, 1, 1]);
});
