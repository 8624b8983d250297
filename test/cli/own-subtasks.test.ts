import { expect, it } from 'vitest';
import { burstwise, temporaryFolder } from './burstwise.ts';
import { inTerminal } from './pseudo-terminal.ts';

it('a person records subtasks of their own, which are cloned, evaluated and compared', () => {
  const folder = temporaryFolder();
  const data = ['--root', `${folder}/data`];
  const { status, screen } = inTerminal(
    [
      'record',
      'empty',
      '--human',
      '--subtasks',
      'search,approach',
      '--episodes',
      '1',
      '--max-steps',
      '3',
      ...data,
    ],
    [
      { await: 'step 0', send: '\u001b[A' },
      { await: 'step 1', send: '2' },
      { await: ' approach \u001b', send: '\u001b[A' },
      { await: 'step 2', send: '\u001b[A' },
      { await: 'enter: keep', send: '\r' },
      { await: 'enter: finish', send: '\r' },
    ],
  );
  expect(status, screen).toBe(0);
  const train = (...more: readonly string[]) => {
    const args = ['train', 'empty', '--demonstrations', 'empty/human-v0', ...data, '--jobs', '1', '--json'];
    return burstwise([...args, '--set=evaluation.episodes=4', ...more], folder);
  };
  const refused = train();
  expect(refused.status).toBe(2);
  expect(refused.stderr).toContain('--set imitation.algorithm=cloning');
  const trained = train('--set=imitation.algorithm=cloning', '--out', 'run');
  expect(trained.status, trained.stderr).toBe(0);
  const [result] = JSON.parse(trained.stdout).results;
  // Only the person knows these subtasks, so there is no expert to agree with.
  expect(result).toMatchObject({ condition: 'manager + workers', rightChoices: null });
  const always = burstwise(
    ['eval', 'run', '--subtask', 'approach', '--episodes', '2', '--jobs', '1', '--json'],
    folder,
  );
  expect(JSON.parse(always.stdout).results[0].condition).toBe('workers, always "approach"');
});

it('subtasks that follow from settings are learned from a dataset with them, with the rest of the task', () => {
  const folder = temporaryFolder();
  const letters = '--set=options.env.alphabet=lc';
  const data = ['--root', 'data', letters];
  const recorded = burstwise(['record', 'handwriting', '--episodes', '1', ...data, '--id', 'lc-v0'], folder);
  expect(recorded.status, recorded.stderr).toBe(0);
  const small = ['neurons=150', 'excitatory=120'].map((size) => `--set=agent.workers.network.${size}`);
  const few = ['--set=imitation.passes=2', '--set=evaluation.episodes=2', '--out', 'run'];
  const trained = burstwise(
    ['train', 'handwriting', '--demonstrations', 'lc-v0', ...data, ...small, ...few],
    folder,
  );
  expect(trained.status, trained.stderr).toBe(0);
  expect(trained.stdout).toContain('workers, perfect manager');
});
