import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import { documentSchema } from '../../src/report/document-schema.ts';
import { numbersOf, type Table } from '../report/numbers.ts';
import { burstwise, expectRefused, temporaryFolder } from './burstwise.ts';

const quick = [
  '--set=imitation.rounds=3',
  '--set=imitation.demonstrations=20',
  '--set=evaluation.episodes=1',
];

test('a run is reported as tables, as JSON and as a page with the same numbers', () => {
  const folder = temporaryFolder();
  const run = join(folder, 'run');
  expect(burstwise(['train', 'button-food', '--seed', '3', '--out', run, ...quick]).status).toBe(0);
  const decompose = (...args: string[]) =>
    burstwise(['decompose', run, '--seed', '701', '--episodes', '6', '--no-flat', ...args]);
  const first = decompose('--json', '--jobs', '2');
  expect(first.status, first.stderr).toBe(0);
  const page = readFileSync(join(run, 'decomposition.html'), 'utf8');
  const report = JSON.parse(first.stdout);
  expect(documentSchema.safeParse(report).error).toBeUndefined();
  expect(report.sections.map(({ id }: { id: string }) => id)).toEqual(
    expect.arrayContaining(['who-fails', 'subtasks', 'transitions', 'segmentation', 'episodes']),
  );
  const { document } = parseHTML(page);
  const shown = [...document.querySelectorAll('data')].map((each) => Number(each.getAttribute('value')));
  expect(shown).toEqual(numbersOf(report.sections.flatMap(({ tables }: { tables: Table[] }) => tables)));
  expect(document.querySelector('.lead.first')!.textContent).toBe(report.lead[0].text);
  expect(page.length).toBeLessThan(1e6);
  // Pictures of an episode’s course do not call it a failure before its end.
  const replays = [...document.querySelectorAll('figure[id^="episodes-episode"]')];
  const marks = replays.map(({ innerHTML, textContent }) => [
    /success/.test(textContent!),
    /✗/.test(innerHTML),
  ]);
  expect(marks.length).toBeGreaterThan(0);
  for (const [succeeded, failed] of marks) expect(failed).toBe(!succeeded);
  expect(document.querySelectorAll('script')).toHaveLength(0);
  // The same bytes for any number of threads.
  expect(decompose('--json', '--jobs', '1').stdout).toBe(first.stdout);
  expect(readFileSync(join(run, 'decomposition.html'), 'utf8')).toBe(page);

  const text = decompose('--fail-below', '1.0', '--out', join(folder, 'page.html'));
  expect(text.stdout.split('\n')[0]).toBe(report.lead[0].text);
  expect(text.status).toBe(report.success < 1 ? 1 : 0);
  expect(decompose('--fail-below', '2').status).toBe(2);
  expect(decompose('--layout', 'narrow').stderr).toMatch(/layout: expected one of standard, wide/);
  // The main numbers are those of the evaluation.
  const evaluated = burstwise([
    'eval',
    run,
    '--episodes',
    '12',
    '--seed',
    '701',
    '--layout',
    'standard',
    '--json',
  ]);
  const { value } = JSON.parse(evaluated.stdout).results[0].success.food;
  expect(report.success).toBe(value);
});

test('a dataset is reported: its labels against the expert’s, and layouts that come twice', () => {
  const root = temporaryFolder();
  const record = (id: string) =>
    burstwise(['record', 'button-food', '--id', id, '--episodes', '6', '--seed', '5', '--root', root]);
  expect(record('test/one-v0').status, record('test/one-v0').stderr).toBe(0);
  const good = burstwise(['decompose', 'test/one-v0', '--root', root, '--json']);
  expect(good.status, good.stderr).toBe(0);
  const report = JSON.parse(good.stdout);
  expect(documentSchema.safeParse(report).error).toBeUndefined();
  expect(report.lead[0].text).toBe(
    'No fault found in 6 episodes: every step is labelled, κ = 1.00 with the expert.',
  );
  expect(record('test/again-v0').status).toBe(0);
  burstwise(['data', 'combine', 'test/two-v0', 'test/one-v0', 'test/again-v0', '--root', root]);
  const twice = burstwise(['decompose', 'test/two-v0', '--root', root]);
  expect(twice.stdout.split('\n')[0]).toMatch(
    /^6 of 12 episodes begin like an earlier one, the first of them episode 6 like 0/,
  );
  expectRefused([
    [['decompose', 'test/none-v0', '--root', root], /nothing there/],
    [['decompose', join(root, 'no-run')], /expected the folder of a run, or the name of a dataset/],
    [['decompose', 'test/one-v0', '--root', root, '--full'], /--full: expected a run, received the dataset/],
    [['decompose', 'test/one-v0', '--root', root, '--no-flat'], /--no-flat: expected a run/],
    [['decompose', 'test/one-v0', '--root', root, '--fail-below', '.5'], /--fail-below: expected a run/],
    [
      ['decompose', 'test/one-v0', '--root', root, '--out', join(root, 'none', 'x')],
      /in a folder that exists/,
    ],
  ]);
  writeFileSync(join(root, 'empty'), '');
  expect(burstwise(['decompose', join(root, 'empty')]).stderr).toMatch(/expected/);
});
