import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { documentSchema } from '../../src/report/document-schema.ts';
import { numbersOf, type Table } from '../report/numbers.ts';
import { burstwise, expectRefused } from './burstwise.ts';

const folder = mkdtempSync(join(tmpdir(), 'burstwise-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const [good, poor, wide] = ['good', 'poor', 'wide'].map((name) => join(folder, name));

const train = (out: string, ...settings: string[]) => {
  const linear = ['manager', 'workers'].map((role) => `agent.${role}.network.model=linear`);
  const set = [...linear, 'evaluation.episodes=5', ...settings].flatMap((setting) => ['--set', setting]);
  const { status, stderr } = burstwise(['train', 'button-food', '--out', out, '--seeds', '1-2', ...set]);
  expect(status, stderr).toBe(0);
};

beforeAll(() => {
  train(good!, 'imitation.rounds=3');
  train(poor!, 'imitation.rounds=0', 'imitation.demonstrations=1');
  train(wide!, 'imitation.rounds=0', 'imitation.demonstrations=1', 'options.env.lockRadius=0.3');
});

test('trained runs play the same layouts, for any number of threads, and are compared in pairs', () => {
  const out = join(folder, 'kept');
  const request = ['compare-runs', good!, poor!, '--episodes', '30', '--layout', 'standard', '--json'];
  const { stdout, status } = burstwise([...request, '--jobs', '2', '--out', out]);
  expect(status).toBe(0);
  const { rows } = JSON.parse(stdout);
  expect(rows[0].againstReference).toBeNull();
  const { both, onlyFirst, onlySecond, neither, p, differenceOnLayouts } = rows[1].againstReference;
  expect(both + onlyFirst + onlySecond + neither).toBe(60);
  expect(onlySecond).toBeGreaterThan(40);
  expect(p).toBeLessThan(1e-6);
  expect(differenceOnLayouts.high).toBeLessThan(-0.5);
  expect(burstwise([...request, '--jobs', '1']).stdout).toBe(stdout);
  expect(JSON.parse(readFileSync(join(out, 'comparison.json'), 'utf8'))).toEqual(JSON.parse(stdout));
  const report = JSON.parse(stdout);
  expect(documentSchema.safeParse(report).error).toBeUndefined();
  expect(report.lead[0].text).toMatch(
    /poor succeeds less often than .*good on the same layouts: .* these trainings/,
  );
  const page = readFileSync(join(out, 'comparison.html'), 'utf8');
  const { document } = parseHTML(page);
  const shown = [...document.querySelectorAll('data')].map((each) => Number(each.getAttribute('value')));
  expect(shown).toEqual(numbersOf(report.sections.flatMap(({ tables }: { tables: Table[] }) => tables)));
  expect(document.querySelectorAll('script')).toHaveLength(0);
  // What an evaluation of the same seed counts.
  const evaluated = burstwise([
    'eval',
    good!,
    '--episodes',
    '30',
    '--seed',
    '1',
    '--layout',
    'standard',
    '--json',
  ]);
  const [{ success }] = JSON.parse(evaluated.stdout).results;
  expect(rows[0].success.value).toBeCloseTo(success.food.value, 12);
});

test('runs of several tasks are compared under one name, task by task', () => {
  const request = [`a=${good},${poor}`, `b=${join(folder, 'good-2')},${join(folder, 'poor-2')}`];
  for (const name of ['good', 'poor'])
    cpSync(join(folder, name), join(folder, `${name}-2`), { recursive: true });
  const play = ['--episodes', '10', '--layout', 'standard', '--jobs', '2', '--json'];
  const { stdout, stderr } = burstwise(['compare-runs', ...request, ...play]);
  const { rows, tasks, lead } = JSON.parse(stdout || stderr);
  expect(tasks).toHaveLength(2);
  expect(rows[0].ofTasks.map(({ ofSeeds }: { ofSeeds: number[] }) => ofSeeds.length)).toEqual([2, 2]);
  expect(rows[0].ofTasks[0].success.value).toBeGreaterThan(rows[0].ofTasks[1].success.value + 0.5);
  expect(rows[1].againstReference).toMatchObject({
    onlyFirst: 0,
    onlySecond: 0,
    p: 1,
    probabilityOfImprovement: 0.5,
  });
  expect(lead[0].text).toMatch(/^Between b and a no difference can be told/);
  const fewer = burstwise(['compare-runs', request[0]!, `b=${wide}`, ...play]);
  expect(fewer).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('b: expected as many runs as a'),
  });
});

test('runs whose layouts or seeds cannot be paired are refused, and nothing is written', () => {
  const out = join(folder, 'none');
  const compare = (...runs: string[]) => ['compare-runs', ...runs, '--episodes', '2', '--out', out];
  expectRefused([
    [compare(good!, wide!), 'the same world'],
    [compare(good!, join(poor!, 'seed-1')), 'expected as many seeds'],
    [compare(good!), 'at least two'],
  ]);
  expect(existsSync(out)).toBe(false);
});

test('eval --perturb reads YAML and JSON, and names file and field of what is wrong', () => {
  const file = join(folder, 'perturbations.yaml');
  writeFileSync(file, 'perturbations:\n  - { kind: choose, subtask: button }\n');
  const request = [
    'eval',
    join(good!, 'seed-1'),
    '--episodes',
    '10',
    '--layout',
    'standard',
    '--perturb',
    file,
  ];
  const found = join(folder, 'found.json');
  const { stdout, status } = burstwise([...request, '--out', found]);
  expect(status).toBe(0);
  expect(JSON.parse(readFileSync(found, 'utf8')).pairs[1].onlySecond).toBeGreaterThan(5);
  const nowhere = burstwise([...request, '--out', '/proc/none/found.json']);
  expect(nowhere).toMatchObject({ status: 2, stderr: expect.stringContaining('/proc/none/found.json') });
  expect(stdout).toMatch(/standard, manager \+ workers, food: perturbed − undisturbed -\d/);
  writeFileSync(file, '{"perturbations": [{"kind": "silence", "learner": "worker"}]}');
  expect(burstwise(request)).toMatchObject({
    status: 2,
    stderr: expect.stringContaining(`${file}: perturbations[0].learner: expected a learner of burst neurons`),
  });
  const both = burstwise(['eval', good!, '--episodes', '2', '--perturb', file]);
  expect(both).toMatchObject({ status: 2, stderr: expect.stringContaining('perturbations[0].learner') });
});
