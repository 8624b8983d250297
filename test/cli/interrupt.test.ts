import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { burstwise, interruptBurstwise, temporaryFolder } from './burstwise.ts';
import { inTerminal } from './pseudo-terminal.ts';

const { SIGINT, SIGTERM } = constants.signals;

/** A training with units of work of two hundred milliseconds, in which no signal is heard. */
const training = [
  ...['train', 'store-recall', '--jobs=1', '--set=network.neurons=200', '--set=network.excitatory=160'],
  ...['--set=clockBins=5', '--set=iterations=8', '--set=duration=40 s'],
];

/** What depends on nothing but the settings. */
const results = ['config.yaml', 'metrics.jsonl', 'checkpoint.safetensors', 'report.json'];
const contentOf = (folder: string, names = results) =>
  names.map((name) => [name, readFileSync(join(folder, name), 'base64')]);

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort();

describe('Ctrl-C', () => {
  const uninterrupted = mkdtempSync(join(tmpdir(), 'burstwise-'));
  afterAll(() => rmSync(uninterrupted, { recursive: true, force: true }));
  const whole = join(uninterrupted, 'whole');
  beforeAll(() => {
    expect(burstwise([...training, '--out', whole]).status).toBe(0);
  });

  it('ends a training with all of it saved, and says what a second one does', () => {
    const run = join(temporaryFolder(), 'run');
    const steps = [{ await: '2/8', send: '\x03' }];
    const { status, screen, restored } = inTerminal([...training, '--out', run], steps);
    expect({ status, restored }).toEqual({ status: 130, restored: true });
    const [, after] = screen.split(
      'stopping: what is trained will be saved; press Ctrl-C again to end at once\r\n',
    );
    expect(after?.replaceAll(/\s+/g, ' ')).toMatch(
      /interrupted after \d+ of 8 iterations; continue with: burstwise train --resume /,
    );
    expect(burstwise(['train', '--resume', run, '--jobs=1']).status).toBe(0);
    expect(contentOf(run)).toEqual(contentOf(whole));
    expect(filesIn(run)).toEqual(filesIn(whole));
  });

  it('the second time ends a training at once, with the cursor shown and nothing half-written', () => {
    const run = join(temporaryFolder(), 'run');
    // Of two equal signals that come at once the system delivers one.
    const steps = [{ await: '2/8', signals: [SIGINT, SIGTERM] }];
    const { status, screen } = inTerminal([...training, '--out', run], steps);
    expect(status).toBe(130);
    expect(screen).toContain('press Ctrl-C again to end at once');
    expect(screen).not.toContain('interrupted after');
    expect(screen.lastIndexOf('\x1b[?25h')).toBeGreaterThan(screen.lastIndexOf('\x1b[?25l'));
    expect(filesIn(run).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    expect(burstwise(['train', '--resume', run, '--jobs=1']).status).toBe(0);
    expect(contentOf(run)).toEqual(contentOf(whole));
  });

  it('is answered above the bars of several seeds', () => {
    const run = join(temporaryFolder(), 'run');
    const steps = [{ await: '1/8', send: '\x03' }];
    const { status, screen, restored } = inTerminal([...training, '--seeds=1-2', '--out', run], steps);
    expect({ status, restored }).toEqual({ status: 130, restored: true });
    expect(screen).toContain('stopping: what is trained will be saved; press Ctrl-C again to end at once');
    expect(screen).toMatch(/interrupted; [01] of 2 seeds are complete/);
  });

  it('once or twice leaves a recording that continues', async () => {
    const folder = temporaryFolder();
    const record = (root: string) => [
      ...['record', 'button-food', '--id=mine/a-v0', '--episodes=150', '--jobs=2', '--root', root],
    ];
    expect(burstwise(record('whole'), folder).status).toBe(0);
    const stop = (signals: readonly NodeJS.Signals[]) =>
      interruptBurstwise(record('data'), /episodes \d+\/150/, { cwd: folder, signals });
    const first = await stop(['SIGINT']);
    expect(first.stderr).toMatch(
      /stopping: whole episodes are kept; press Ctrl-C again to end at once\n[\s\S]*interrupted after \d+ of 150 episodes; repeat the command to continue\n$/,
    );
    expect(first.status).toBe(130);
    const second = await stop(['SIGINT', 'SIGTERM']);
    expect(second.stderr).toMatch(/stopping: whole episodes are kept; press Ctrl-C again to end at once\n$/);
    expect(second.status).toBe(130);
    expect(burstwise(record('data'), folder).status).toBe(0);
    const made = (root: string) => {
      const dataset = join(folder, root, 'mine/a-v0');
      return contentOf(dataset, filesIn(dataset));
    };
    expect(made('data')).toEqual(made('whole'));
  });
});
