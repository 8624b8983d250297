import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { exportRuns } from '../../../src/run/overview/export/export-runs.ts';
import { temporaryFolder } from '../../cli/burstwise.ts';
import { entryOf, logTo, makeRun } from './make-run.ts';

const exported = (to: string, ...runs: ReturnType<typeof entryOf>[]) =>
  exportRuns(runs, { to, format: 'model-card', license: 'mit' });

/** A complete run, and the folder to which models go. */
function complete(settings = {}) {
  const folder = temporaryFolder();
  const path = makeRun(join(folder, 'run'), { successes: 9, settings });
  writeFileSync(join(path, 'checkpoint.safetensors'), 'weights');
  mkdirSync(join(path, 'figures'));
  writeFileSync(join(path, 'figures/learning-curve.png'), 'picture');
  return { path, to: join(folder, 'models'), card: join(folder, 'models/a/README.md') };
}

it('has what the Hub reads, what was found, and how it was found', async () => {
  const { path, to, card } = complete({ note: 'a|b <c>' });
  await exported(to, entryOf(path));
  const text = readFileSync(card, 'utf8');
  const metadata = parse(text.split('---\n')[1]!);
  expect(metadata).toMatchObject({
    ...{ library_name: 'burstwise', license: 'mit', pipeline_tag: 'reinforcement-learning' },
    'model-index': [{ name: 'a', results: [{ dataset: { name: 'button-food, fresh layouts: standard' } }] }],
  });
  expect(metadata['model-index'][0].results[0].metrics).toEqual([
    { type: 'success_rate', name: 'success, button', value: 1 },
    { type: 'success_rate', name: 'success, food', value: 0.9 },
    { type: 'mean_steps', name: 'steps of an episode', value: 120.5 },
  ]);
  expect(text).toContain(
    '| standard | manager + workers | 1.000 [0.500, 1.000] | 0.900 [0.450, 0.950] | 120.5 |',
  );
  expect(text).toContain('| `note` | `a\\|b &lt;c>` |');
  expect(text).toContain('![Learning curve](figures/learning-curve.png)');
  expect(text).toContain('burstwise train button-food');
  const checksum = createHash('sha256').update('weights').digest('hex');
  expect(text).toContain(`| checkpoint, seed 1 (SHA-256) | \`${checksum}\` |`);
});

it('comes with the run, which is the same one there; to repeat it changes no byte', async () => {
  const { path, to, card } = complete();
  writeFileSync(join(path, 'lock-4194999-77'), '');
  expect(await exported(to, entryOf(path))).toEqual({ added: 1, extended: 0, unchanged: 0 });
  const copy = entryOf(join(to, 'a'));
  expect([copy.id, copy.state]).toEqual([entryOf(path).id, 'done']);
  expect(readdirSync(join(to, 'a')).sort()).toEqual([
    ...['README.md', 'checkpoint.safetensors', 'config.yaml', 'figures', 'metrics.jsonl'],
    ...['report.json', 'run.json'],
  ]);
  const before = readFileSync(card, 'utf8');
  expect(await exported(to, entryOf(path))).toEqual({ added: 0, extended: 0, unchanged: 1 });
  expect(readFileSync(card, 'utf8')).toBe(before);
  writeFileSync(join(path, 'checkpoint.safetensors'), 'other weights');
  expect(await exported(to, entryOf(path))).toEqual({ added: 0, extended: 1, unchanged: 0 });
});

it('is one for a run of several seeds', async () => {
  const folder = temporaryFolder();
  const path = makeRun(join(folder, 'two'), { seeds: [3, 4], successes: 8 });
  await exported(join(folder, 'models'), entryOf(path));
  const text = readFileSync(join(folder, 'models/a/README.md'), 'utf8');
  expect(text).toContain('(seeds 3-4)');
  expect(text).toContain('these 2 trainings');
  expect(entryOf(join(folder, 'models/a')).members()).toHaveLength(2);
});

it('shows the numbers of a task without goals', async () => {
  const { path, to, card } = complete();
  writeFileSync(join(path, 'report.json'), JSON.stringify({ error: 0.25 }));
  await exported(to, entryOf(path));
  const text = readFileSync(card, 'utf8');
  expect(text).toContain('| error | 0.25 |');
  expect(text).not.toContain('reinforcement-learning');
});

it('is not written for a run that is not complete, nor over a card that is no longer ours', async () => {
  const { path, to, card } = complete();
  const half = entryOf(makeRun(join(temporaryFolder(), 'half')), 'half');
  await expect(exported(to, entryOf(path), half)).rejects.toThrow(
    'half: expected a complete run, received one that is unfinished; complete it',
  );
  await exported(to, entryOf(path));
  const own = readFileSync(card, 'utf8').replace(/<!-- Written.*-->/, 'My own words.');
  writeFileSync(card, own);
  logTo(path, 4, 4);
  await expect(exported(to, entryOf(path))).rejects.toThrow(`${card}: expected no card, or one that this`);
  expect(readFileSync(card, 'utf8')).toBe(own);
  cpSync(path, join(to, 'b'), { recursive: true });
  await expect(exported(to, entryOf(join(to, 'b'), 'b'))).rejects.toThrow('expected another folder');
});
