import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npRandom } from 'gymnasium-js';
import { describe, expect, it } from 'vitest';
import { openDataset } from '../../../src/data/dataset.ts';
import { stepsOf } from '../../../src/data/demonstration.ts';
import {
  burstwise,
  expectRefused,
  interruptBurstwise,
  root as project,
  temporaryFolder,
} from '../burstwise.ts';

const bin = fileURLToPath(new URL('../../../src/cli/bin.js', import.meta.url));
const id = 'button-food/expert-v0';
const journalOf = (root: string) => join(root, 'button-food', '.expert-v0.recording', 'episodes.jsonl');

const record = (root: string, ...args: string[]) =>
  burstwise(['record', 'button-food', '--root', root, ...args]);

function filesOf(root: string, name = id) {
  const data = join(root, name, 'data');
  return readdirSync(data).map((file) => [file, readFileSync(join(data, file)).toString('base64')]);
}

/** Starts a recording, and kills it some time after it has finished another episode, or after it was started. */
function killed(
  root: string,
  args: readonly string[],
  afterMs: number,
  after: 'episode' | 'start',
): Promise<void> {
  const sizeOf = () => (existsSync(journalOf(root)) ? statSync(journalOf(root)).size : 0);
  const before = sizeOf();
  return new Promise((settle) => {
    const child = spawn(process.execPath, [bin, 'record', 'button-food', '--root', root, ...args], {
      stdio: 'ignore',
    });
    const end = () => setTimeout(() => child.kill('SIGKILL'), afterMs);
    const poll = setInterval(() => {
      if (after === 'episode' && sizeOf() <= before) return;
      clearInterval(poll);
      end();
    }, 2);
    child.on('close', () => {
      clearInterval(poll);
      settle();
    });
  });
}

const linesIn = (path: string) =>
  existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : [];

/** How often a recording is killed; CRASH_MOMENTS=50 for the long form. */
const moments = Number(process.env['CRASH_MOMENTS'] ?? 5);
/** More than are recorded between the kills. */
const killedEpisodes = 200 + 40 * moments;

describe('record', () => {
  it.each(['1', '2'])(
    'with %s threads, killed and started again, makes the same dataset as when nobody kills it',
    async (jobs) => {
      const [whole, broken] = [temporaryFolder(), temporaryFolder()];
      const args = ['--episodes', `${killedEpisodes}`, '--seed', '3', '--jobs', jobs];
      expect(record(whole, ...args).status).toBe(0);
      const random = npRandom(11)[0];
      let before: string[] = [];
      for (let kill = 0; kill < moments; kill++) {
        const after = kill % 5 === 4 ? 'start' : 'episode';
        await killed(broken, args, (after === 'start' ? 900 : 30) * random.random(), after);
        const lines = linesIn(journalOf(broken));
        // Finished episodes stay, and none is there twice.
        expect(lines.slice(0, before.length)).toEqual(before);
        const attempts = lines.map((line) => (JSON.parse(line) as { attempt: number }).attempt);
        expect(attempts).toEqual([...attempts.keys()]);
        before = lines;
      }
      const { status, stderr } = record(broken, ...args);
      expect(before.length).toBeGreaterThanOrEqual(0.8 * moments);
      expect(stderr).toContain(
        `found an unfinished recording: ${before.length} of ${killedEpisodes} episodes`,
      );
      expect(status).toBe(0);
      expect(filesOf(broken)).toEqual(filesOf(whole));
    },
    120_000 + 60_000 * moments,
  );

  it('stops at Ctrl-C, and goes on', async () => {
    const root = temporaryFolder();
    const args = ['record', 'button-food', '--root', root, '--episodes', '20000'];
    const { status, stderr } = await interruptBurstwise(args, /episodes \d+\/20000/);
    expect(status).toBe(130);
    expect(stderr).toContain('repeat the command to continue');
    expect(linesIn(journalOf(root)).length).toBeGreaterThanOrEqual(200);
    const again = record(root, '--episodes', '5');
    expect(again.status).toBe(2);
    expect(again.stderr).toContain('recording.episodes: expected 20000, as in the unfinished recording');
    expect(record(root, '--episodes', '5', '--overwrite').status).toBe(0);
  });

  it('keeps what fits on a full disk, and says so', () => {
    const root = temporaryFolder();
    // A limit on the size of files stands for the disk.
    const command = `ulimit -f 200; exec "${process.execPath}" "${bin}" record button-food --episodes 60 --root "${root}"`;
    const { status, stderr } = spawnSync('bash', ['-c', command], { encoding: 'utf8', cwd: project });
    expect(status).toBe(2);
    expect(stderr).toContain('make room on the disk; what was recorded until now is safe');
    const other = temporaryFolder();
    expect(record(root, '--episodes', '60').stderr).toMatch(
      /found an unfinished recording: \d+ of 60 episodes are whole; continuing/,
    );
    record(other, '--episodes', '60');
    expect(filesOf(root)).toEqual(filesOf(other));
  });

  it('perturbs actions, labels with the expert’s, and plays again the same', () => {
    const root = temporaryFolder();
    const noise = '--set=options.expert.actionNoise.standardDeviation=0.5';
    expect(record(root, '--episodes', '5', noise, '--author', 'Ada', '--licence', 'CC0-1.0').status).toBe(0);
    const replay = burstwise(['data', 'replay', id, '--root', root]);
    expect(replay.stdout).toContain('5 episodes played again, all the same');
    using dataset = openDataset(root, id);
    const { infos, actions } = dataset.episode(0);
    const labels = infos.columns['demonstration'];
    const label = labels?.kind === 'group' ? labels.columns['expert_action'] : undefined;
    expect(label?.kind === 'numbers' && actions.kind === 'numbers' && label.data[0] !== actions.data[0]).toBe(
      true,
    );
    expect(dataset.metadata).toMatchObject({
      authors: ['Ada'],
      licence: 'CC0-1.0',
      own: { subtasks: ['button', 'food'] },
    });
  });

  it('makes the same dataset with any number of threads, filters and interruptions or not', () => {
    const [one, three] = [temporaryFolder(), temporaryFolder()];
    const args = ['--episodes', '40', '--max-steps', '140', '--success-only'];
    expect(record(one, ...args).status).toBe(0);
    expect(record(three, ...args, '--jobs', '3').status).toBe(0);
    expect(filesOf(three)).toEqual(filesOf(one));
    using dataset = openDataset(one, id);
    expect(dataset.length).toBe(40);
  });

  it('cuts episodes off, and leaves out those that fail', () => {
    const root = temporaryFolder();
    expect(record(root, '--episodes', '6', '--max-steps', '120').status).toBe(0);
    expect(
      record(root, '--episodes', '6', '--max-steps', '120', '--success-only', '--id', 'xx/good-v0').status,
    ).toBe(0);
    using all = openDataset(root, id);
    using good = openDataset(root, 'xx/good-v0');
    expect(Math.max(...[...all.episodes()].map(stepsOf))).toBe(120);
    expect([...all.episodes()].some(({ truncations }) => truncations.at(-1) === 1)).toBe(true);
    expect([...good.episodes()].every(({ terminations }) => terminations.at(-1) === 1)).toBe(true);
    const never = record(
      root,
      '--episodes',
      '1',
      '--max-steps',
      '2',
      '--success-only',
      '--id',
      'xx/never-v0',
    );
    expect(never.status).toBe(2);
    expect(never.stderr).toContain('expected a success, received 1000 failures in a row');
  });

  it('records a level by its id', () => {
    const root = temporaryFolder();
    const args = ['MiniGrid-DoorKey-6x6-v0', '--episodes', '1', '--root', root];
    const { status, stderr } = burstwise(['record', ...args]);
    expect(status, stderr).toBe(0);
    const dataset = openDataset(root, 'MiniGrid-DoorKey-6x6/expert-v0');
    expect(dataset.metadata.own).toMatchObject({
      env: 'door-key',
      options: { env: { id: 'MiniGrid-DoorKey-6x6-v0' } },
    });
    dataset.close();
  });

  it('refuses what it cannot do, and an id that exists', () => {
    const root = temporaryFolder();
    expect(record(root, '--episodes', '2').status).toBe(0);
    const before = filesOf(root);
    const bad = [
      [['--episodes', '2'], /recorded with the same settings and is whole; .*--overwrite/],
      [['--episodes', '3'], /recorded with the same settings but fewer episodes; .*--overwrite/],
      [['--seed', '7'], /received one of a dataset in [^,]*; .*--overwrite/],
      [['--id', 'No Id'], 'dataset id: expected [namespace/]name-vN'],
      [['--id', 'xx/y-v1', '--layout', 'moon'], 'layout: expected one of'],
      [['--id', 'xx/y-v1', '--set', 'options.expert.nois=1'], 'options.expert.nois'],
      [['--id', 'xx/y-v1', '--agent', root], 'expected the folder of a run'],
    ] as const;
    expectRefused(
      bad.map(([args, message]) => [['record', 'button-food', '--root', root, ...args], message]),
    );
    expect(filesOf(root)).toEqual(before);
    expect(readdirSync(root)).toEqual(['button-food']);
  });

  it('records a trained agent, and demonstrations train as the expert itself does', () => {
    const root = temporaryFolder();
    const env = { ...process.env, MINARI_DATASETS_PATH: root };
    const run = (...args: string[]) =>
      spawnSync(process.execPath, [bin, ...args], { encoding: 'utf8', env, cwd: root });
    const small = [
      'agent.manager.network.neurons=60',
      'agent.manager.network.excitatory=48',
      'agent.workers.network.neurons=60',
      'agent.workers.network.excitatory=48',
      'imitation.rounds=2',
      'imitation.episodesPerRound=5',
      'evaluation.episodes=3',
    ].map((setting) => `--set=${setting}`);
    expect(run('record', 'button-food', '--episodes', '8', '--seed', '5').status).toBe(0);
    const live = run(
      'train',
      'button-food',
      ...small,
      '--set=imitation.demonstrations=8',
      '--seed',
      '5',
      '--out',
      'live',
    );
    const recorded = run(
      'train',
      'button-food',
      ...small,
      '--demonstrations',
      id,
      '--root',
      root,
      '--seed',
      '5',
      '--out',
      'recorded',
    );
    expect(recorded.stderr).toContain('run folder');
    expect(recorded.stdout).toBe(live.stdout);
    const metrics = (name: string) => readFileSync(join(root, name, 'metrics.jsonl'), 'utf8');
    expect(metrics('recorded')).toBe(metrics('live'));

    const agent = run('record', 'button-food', '--episodes', '3', '--agent', 'live', '--max-steps', '200');
    expect(agent.stderr).not.toContain('burstwise:');
    expect(run('data', 'replay', 'button-food/agent-v0').stdout).toContain(
      '3 episodes played again, all the same',
    );
    const { recording } = openDataset(root, 'button-food/agent-v0').metadata.own!;
    expect(recording['agent']).toEqual({ checkpointSha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const config = join(root, 'recorded', 'config.yaml');
    const text = readFileSync(config, 'utf8');
    writeFileSync(config, text.replace(/datasetSha256: .*/, `datasetSha256: '${'0'.repeat(64)}'`));
    const other = run('train', '--config', config, '--out', 'other');
    expect(other.status).toBe(2);
    expect(other.stderr).toContain('sha256: expected 0000');
    expect(
      run('record', 'lava-gap', '--set=options.encoding.view=egocentric', '--episodes', '60').status,
    ).toBe(0);
    const seen = run('train', 'lava-gap', '--demonstrations', 'lava-gap/expert-v0', '--out', 'seen');
    expect(seen.status).toBe(2);
    expect(seen.stderr).toContain('observation_space: expected Dict(carrying');
    const missing = run('train', 'button-food', '--demonstrations', 'no/such-v0');
    expect(missing.status).toBe(2);
    expect(missing.stderr).toContain(`there are button-food/agent-v0, ${id}`);
  });
});
