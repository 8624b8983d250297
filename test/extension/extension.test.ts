import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { completeRun, continueRun, evaluateRun, resolveSettings, startRun } from '../../src/index.ts';
import { burstwise, root, temporaryFolder } from '../cli/burstwise.ts';
import { testConformance } from '../models/conformance.ts';
import { association } from './association/definition.ts';

const extensions = join(root, 'test/extension/extensions.ts');
const set = [
  'agent.manager.inputs=raw',
  'agent.workers.inputs=raw',
  'agent.manager.network.model=association',
  'agent.workers.network.model=association',
  'agent.workers.network.start=0.25',
  'imitation.algorithm=alternating',
  'imitation.demonstrations=30',
  'imitation.longestPractice=600',
  'evaluation.episodes=50',
];
const task = 'MiniGrid-Empty-5x5-v0';

testConformance('a model outside the project', (units, generator) =>
  association.create({ model: 'association', start: 0 }, units, null, generator),
);

/** Shares of episodes that succeeded. */
const successes = (data: unknown): number[] =>
  (data as { results: { success: Record<string, { value: number }> }[] }).results.flatMap(({ success }) =>
    Object.values(success).map(({ value }) => value),
  );

describe('a model and an algorithm, each a folder and a line', () => {
  it('learn a task, from code and from the command line, on threads, with the same results', async () => {
    const folder = temporaryFolder();
    const settings = await resolveSettings({ task, set, use: [extensions], seed: 1 });
    const run = startRun(settings, { out: join(folder, 'from-code') }).folder.path;
    await completeRun(await continueRun(run), { jobs: 1 });
    const { report } = await evaluateRun(run, { episodes: 100, seed: 7 }, { jobs: 1 });
    expect(Math.min(...successes(report.data))).toBeGreaterThan(0.95);
    const phases = readFileSync(join(run, 'metrics.jsonl'), 'utf8').trimEnd().split('\n').map(phaseOf);
    expect(phases.slice(0, 4)).toEqual(['demonstration', 'practice', 'demonstration', 'practice']);
    expect(phases).toHaveLength(60);

    const options = ['--use', extensions, '--seeds', '1-2', '--jobs', '2', '--out', join(folder, 'typed')];
    const typed = burstwise(['train', task, ...set.map((each) => `--set=${each}`), ...options, '--json']);
    expect(typed.status, typed.stderr).toBe(0);
    expect(Math.min(...successes(JSON.parse(typed.stdout)))).toBeGreaterThan(0.95);
    for (const file of ['metrics.jsonl', 'report.json', 'checkpoint.safetensors']) {
      const [one, other] = ['from-code', 'typed/seed-1'].map((each) =>
        readFileSync(join(folder, each, file)),
      );
      expect(one!.equals(other!), file).toBe(true);
    }
  });

  it('have settings that are explained, and checked', () => {
    const args = ['config', task, '--use', extensions];
    const chosen = set.slice(0, 6).map((setting) => `--set=${setting}`);
    expect(burstwise([...args, ...chosen, '--explain']).stdout).toMatch(
      /# every mean before its first target .*\n\s+start: 0\.25/,
    );
    const { status, stderr } = burstwise([...args, ...chosen, '--set=agent.workers.network.start=99']);
    expect(stderr).toContain('agent.workers.network.start');
    expect(status).toBe(2);
  });
});

const phaseOf = (line: string) => JSON.parse(line).phase;
