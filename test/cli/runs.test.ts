import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeRun } from '../run/overview/make-run.ts';
import { burstwise, temporaryFolder } from './burstwise.ts';

/** A training of a second. */
const quick = [
  '--set=network.neurons=20',
  '--set=network.excitatory=16',
  '--set=iterations=20',
  '--set=duration=100 ms',
];

it('lists, shows, compares and exports what is in folders; a run that is continued stays one', () => {
  const folder = temporaryFolder();
  const runs = (...args: string[]) => burstwise(['runs', ...args], folder);
  const out = join(folder, 'runs/one');
  expect(burstwise(['train', 'store-recall', '--out', out, ...quick]).status).toBe(0);
  makeRun(join(folder, 'runs/two'), { successes: 9, settings: { note: '\u001b[31mred' } });
  makeRun(join(folder, 'runs/three'), { seeds: [1, 2], successes: 4 });

  const list = runs('list', '--sort', '-success', '--columns', 'note,rounds');
  expect(list.stderr).toBe('');
  const places = ['runs/two', 'runs/three', 'runs/one'].map((path) => list.stdout.indexOf(path));
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(list.stdout).toContain('\\x1b[31mred');
  expect(list.stdout).not.toContain('\u001b');
  const json = JSON.parse(
    runs('list', 'runs', '--where', 'task=button-food', '--each-seed', '--json').stdout,
  );
  expect(json.runs.map(({ name }: { name: string }) => name)).toEqual([
    'two',
    'three/seed-1',
    'three/seed-2',
  ]);

  const shown = runs('show', 'runs/one').stdout;
  expect(shown).toMatch(/Settings that are not the defaults of the task\n(.*\n)+.*iterations +│ 20/);
  expect(shown).toMatch(/error .*[▁█]/);
  expect(shown).not.toContain('plasticity');
  const gone = runs('show', 'runs/two');
  expect(gone.stderr).toContain('defaults are not known: ');
  expect(gone.stdout).toContain('imitation.rounds');

  const compared = runs('compare', 'runs/two', 'runs/three').stdout;
  expect(compared).toContain('1 setting that only some of the runs have is left out: note');
  expect(compared).toContain('burstwise runs compare --play runs/two runs/three');
  const played = runs('compare', '--play', 'runs/one', 'runs/three');
  expect([played.status, played.stderr]).toEqual([
    2,
    expect.stringContaining('expected the run of an agent'),
  ]);

  const whole = readFileSync(join(out, 'metrics.jsonl'), 'utf8');
  // As a crash leaves it before the first checkpoint.
  for (const name of ['checkpoint.safetensors', 'report.json']) rmSync(join(out, name));
  writeFileSync(join(out, 'metrics.jsonl'), whole.slice(0, whole.indexOf('\n') + 1));
  const send = () => runs('export', '--as', 'tensorboard', '--to', 'events').stdout;
  expect(send()).toBe('events: 4 runs, 4 new, 0 continued, 0 there already\n');
  expect(burstwise(['train', '--resume', out]).status).toBe(0);
  expect(send()).toBe('events: 4 runs, 0 new, 1 continued, 3 there already\n');
  expect(readdirSync(join(folder, 'events/one'))).toHaveLength(1);
  expect(readFileSync(join(out, 'metrics.jsonl'), 'utf8')).toBe(whole);
});
