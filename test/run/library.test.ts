import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  completeRun,
  continueRun,
  evaluateRun,
  InterruptedError,
  loadAgent,
  openRun,
  type Progress,
  resolveSettings,
  startRun,
  trainSeeds,
  UsageError,
} from '../../src/index.ts';
import { openRunFolder } from '../../src/run/run-folder.ts';
import { temporaryFolder } from '../cli/burstwise.ts';

const network = ['manager', 'workers'].flatMap((role) =>
  ['neurons=60', 'excitatory=48'].map((size) => `agent.${role}.network.${size}`),
);
const set = [...network, 'imitation.demonstrations=20', 'imitation.rounds=2', 'evaluation.episodes=10'];
const content = (run: string) =>
  ['checkpoint.safetensors', 'metrics.jsonl', 'report.json'].map((file) =>
    readFileSync(join(run, file)).toString('base64'),
  );

/** Starts a run in a folder of its own; returns its path. */
async function start(): Promise<string> {
  const settings = await resolveSettings({ task: 'MiniGrid-Empty-5x5-v0', set, seed: 2 });
  const { folder } = startRun(settings, { out: join(temporaryFolder(), 'run'), command: 'a test' });
  return folder.path;
}

/** A signal that aborts when so many units of work are done, and the display that counts them. */
function stopAfter(units: number) {
  const signal = { aborted: false };
  const progress: Progress = {
    start() {},
    update: (completed) => void (signal.aborted ||= completed >= units),
    stop() {},
  };
  return { signal, progress };
}

describe('runs from code', () => {
  it('are started, stopped, continued to the same bits, evaluated, and their agents loaded', async () => {
    const [whole, broken] = [await start(), await start()];
    const { report, training } = await completeRun(await continueRun(whole), { jobs: 1 });
    expect(training.units).toBe(40);
    expect(report.title).toContain('10 fresh layouts');
    await expect(completeRun(await continueRun(broken), { jobs: 1, ...stopAfter(7) })).rejects.toThrow(
      InterruptedError,
    );
    expect((await openRun(broken)).session.completed).toBe(7);
    const { notes } = await evaluateRun(broken, { episodes: 2 }, { jobs: 1 });
    expect(notes).toEqual(['trained for 7 of 40 episodes so far']);
    expect((await completeRun(await continueRun(broken), { jobs: 1 })).training.units).toBe(33);
    expect(content(broken)).toEqual(content(whole));
    const again = await evaluateRun(whole, {}, { jobs: 1 });
    expect(again.report.data).toEqual(JSON.parse(readFileSync(join(whole, 'report.json'), 'utf8')));
    const agent = await loadAgent(whole);
    const { task, config } = await openRun(whole);
    expect([task.environment, config.seed]).toEqual(['empty', 2]);
    agent.reset();
  });

  it('continue as they began only: with the same kernels, and acting in the same way', async () => {
    const run = await start();
    const config = readFileSync(join(run, 'config.yaml'), 'utf8');
    const edit = (from: string | RegExp, to: string) =>
      writeFileSync(join(run, 'config.yaml'), config.replace(from, to));
    edit(/kernel: .*/g, 'kernel: dense64');
    // Before the first checkpoint, too: run.json says how it is computed.
    await expect(continueRun(run)).rejects.toThrow(
      /run\.json: computedBy: expected .*give config\.yaml its old/,
    );
    edit('', '');
    await expect(completeRun(await continueRun(run), { jobs: 1, ...stopAfter(3) })).rejects.toThrow(
      InterruptedError,
    );
    edit(/repeatInhibition: .*/, 'repeatInhibition: 7');
    await expect(continueRun(run)).rejects.toThrow(
      /agent\.repeatInhibition: expected 0\.3, with which it was trained until now, received 7/,
    );
    expect((await openRun(run)).session.completed).toBe(3);
    edit('', '');
    (await continueRun(run)).folder.unlock();
  });

  it('of several seeds are swept of what a crash left in the folder of a complete one', async () => {
    const small = ['iterations=1', 'network.neurons=50', 'network.excitatory=40'];
    const settings = await resolveSettings({ task: 'store-recall', set: small });
    const out = join(temporaryFolder(), 'seeds');
    startRun(settings, { out, seeds: [1, 2] });
    for (const seed of [1, 2]) await completeRun(await continueRun(join(out, `seed-${seed}`)), { jobs: 1 });
    const before = readdirSync(join(out, 'seed-2'));
    // No process has so high a number.
    for (const rest of ['lock-4194999-77', 'lock-4194999-77.held', 'report.json.4194999.tmp'])
      writeFileSync(join(out, 'seed-2', rest), '');
    const theirs = openRunFolder(out);
    theirs.lock();
    await expect(trainSeeds(out)).rejects.toThrow(/expected a folder that no other process works on/);
    theirs.unlock();
    await trainSeeds(out);
    expect(readdirSync(join(out, 'seed-2'))).toEqual(before);
  });

  it('refuse what cannot be', async () => {
    await expect(resolveSettings({ task: 'emty' })).rejects.toThrow(/did you mean empty\?/);
    await expect(openRun('nowhere')).rejects.toThrow(UsageError);
    const settings = await resolveSettings({ task: 'empty', set });
    const out = temporaryFolder();
    const { folder } = startRun(settings, { out: join(out, 'seeds'), seeds: [1, 2] });
    await expect(openRun(folder.path)).rejects.toThrow(/expected the run of one seed.*seed-1/);
    expect(() => startRun(settings, { out: folder.path })).toThrow(/expected a new or empty folder/);
    const recall = await resolveSettings({
      task: 'store-recall',
      set: ['iterations=1', 'network.neurons=50', 'network.excitatory=40'],
    });
    const run = startRun(recall, { out: join(out, 'recall') }).folder.path;
    await completeRun(await continueRun(run), { jobs: 1 });
    await expect(loadAgent(run)).rejects.toThrow(/expected the run of an agent.*store-recall/);
  });
});
