import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, openSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  bin,
  burstwise,
  expectRefused,
  interruptBurstwise,
  type Refused,
  temporaryFolder,
} from './burstwise.ts';

/** A training of two seconds or so. */
const small = [
  'button-food',
  ...['manager', 'workers'].flatMap((role) => [
    `--set=agent.${role}.network.neurons=60`,
    `--set=agent.${role}.network.excitatory=48`,
  ]),
  '--set=imitation.demonstrations=30',
  '--set=imitation.rounds=4',
  '--set=imitation.episodesPerRound=20',
  '--set=evaluation.episodes=3',
  '--jobs=1',
];

/** Files of a run that depend on nothing but its settings. */
const results = ['config.yaml', 'metrics.jsonl', 'checkpoint.safetensors', 'report.json'];
const contentOf = (run: string) => results.map((name) => readFileSync(join(run, name)).toString('base64'));

/** Files in a folder, with what they hold. */
const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort()
    .map((name) => [name, readFileSync(join(folder, name), 'base64')]);

/** Starts the built command in a shell. */
const shell = (line: string, cwd: string) =>
  spawnSync('bash', ['-c', line], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, BURSTWISE: `${process.execPath} ${bin}` },
  });

describe('a run folder', () => {
  it('belongs to one process at a time: others are refused and touch nothing', async () => {
    const folder = temporaryFolder();
    const [whole, run] = [join(folder, 'whole'), join(folder, 'run')];
    expect(burstwise(['train', ...small, '--out', whole]).status).toBe(0);
    const child = spawn(process.execPath, [bin, 'train', ...small, '--out', run], { stdio: 'ignore' });
    const ended = new Promise((settle) => child.once('exit', settle));
    while (!existsSync(join(run, 'metrics.jsonl'))) await new Promise((go) => setTimeout(go, 20));
    child.kill('SIGSTOP'); // It still has the folder, and everybody has time.
    const before = readdirSync(run).map((name) => [name, readFileSync(join(run, name), 'base64')]);
    const refused =
      /run: expected a folder that no other process works on, received process \d+; wait for it/;
    expectRefused([
      [['train', '--resume', run], refused],
      [['train', ...small, '--seed=9', '--out', run, '--overwrite'], refused],
    ]);
    expect(readdirSync(run).map((name) => [name, readFileSync(join(run, name), 'base64')])).toEqual(before);
    child.kill('SIGCONT');
    expect(await ended).toBe(0);
    expect(contentOf(run)).toEqual(contentOf(whole));
    expect(readdirSync(run).sort()).toEqual(readdirSync(whole).sort());
  });

  it('is continued from the last checkpoint when the disk has room again', () => {
    const folder = temporaryFolder();
    const settings = ['network.neurons=20', 'network.excitatory=16', 'clockBins=5', 'duration=100 ms'];
    const set = [...settings, 'iterations=3000'].map((each) => `--set=${each}`);
    const train = (out: string) => ['train', 'store-recall', ...set, '--jobs=1', '--out', out];
    expect(burstwise(train('whole'), folder).status).toBe(0);
    // A limit on the size of files stands for the disk: the log of metrics outgrows it.
    const line = `ulimit -f 8; exec $BURSTWISE ${train('run')
      .map((each) => `'${each}'`)
      .join(' ')}`;
    const { status, stderr } = shell(line, folder);
    expect(stderr).toMatch(
      /run\/metrics\.jsonl: expected to write there, received EFBIG.*; make room on the disk; what was trained until the last checkpoint is safe, continue with: burstwise train --resume run\n$/,
    );
    expect(status).toBe(2);
    expect(burstwise(['train', '--resume', 'run', '--jobs=1'], folder).status).toBe(0);
    expect(contentOf(join(folder, 'run'))).toEqual(contentOf(join(folder, 'whole')));
  });

  it('is saved when the terminal is closed', async () => {
    const run = join(temporaryFolder(), 'run');
    const args = ['train', ...small, '--out', run];
    const { status, stderr } = await interruptBurstwise(args, /episodes \d+\/110/, { signals: ['SIGHUP'] });
    expect(stderr).toContain('continue with: burstwise train --resume');
    expect(status).toBe(130);
    expect(existsSync(join(run, 'checkpoint.safetensors'))).toBe(true);
  });

  it('with damaged files is refused by file and field, in exit code 2', () => {
    const folder = temporaryFolder();
    const run = join(folder, 'run');
    const tiny = small.map((each) =>
      each.replace(/rounds=4|demonstrations=30/, (text) => text.replace(/\d+/, '2')),
    );
    expect(burstwise(['train', ...tiny, '--seeds=1-2', '--out', run]).status).toBe(0);
    const refused: Refused[number][] = [];
    const damaged = (file: string, content: string, message: RegExp, commands: readonly string[][]) => {
      const copy = join(folder, `damaged-${refused.length}`);
      cpSync(run, copy, { recursive: true });
      writeFileSync(join(copy, file), content);
      for (const [name, ...args] of commands)
        refused.push([[name!, ...args.slice(0, -1), join(copy, args.at(-1)!)], message]);
    };
    const info = JSON.parse(readFileSync(join(run, 'run.json'), 'utf8'));
    const [resume, evaluate] = [
      ['train', '--resume', '.'],
      ['eval', '.'],
    ];
    damaged('run.json', '{"format":1}', /run\.json: \d+ problems/, [resume, evaluate]);
    damaged('run.json', JSON.stringify({ ...info, seeds: 'all' }), /run\.json: seeds: /, [resume, evaluate]);
    damaged('run.json', JSON.stringify({ ...info, format: 7 }), /run\.json: format: .*use version/, [resume]);
    damaged('seed-2/run.json', '[]', /seed-2\/run\.json: expected fields/, [['eval', 'seed-2']]);
    damaged('seed-2/report.json', '{"results":[]}', /seed-2\/report\.json: 2 problems/, [resume]);
    damaged('seed-2/report.json', 'null', /seed-2\/report\.json: expected fields/, [resume]);
    damaged('seed-1/metrics.jsonl', '{"completed":"x"}\n', /seed-1\/metrics\.jsonl: line 1, completed/, [
      ['train', '--resume', 'seed-1'],
    ]);
    expectRefused(refused);
  });
});

describe('a dataset in the making, and the run of a demo', () => {
  /** Starts a command and stops it as soon as there is a file with something in it. */
  async function stopped(args: readonly string[], cwd: string, file: string) {
    const child = spawn(process.execPath, [bin, ...args], { cwd, stdio: 'ignore' });
    const ended = new Promise((settle) => child.once('exit', settle));
    const path = join(cwd, file);
    while (!existsSync(path) || statSync(path).size === 0) await new Promise((go) => setTimeout(go, 20));
    child.kill('SIGSTOP');
    return { child, ended };
  }

  it('belong to one process at a time: others are refused and touch nothing', async () => {
    const folder = temporaryFolder();
    const record = (root: string, id: string, episodes: number) => [
      ...['record', 'button-food', `--root=${root}`, `--id=${id}`],
      ...[`--episodes=${episodes}`, '--jobs=2'],
    ];
    const data = (...args: string[]) => ['data', ...args, '--root=data'];
    for (const args of [
      record('whole', 'mine/a-v0', 600),
      record('data', 'mine/b-v0', 3),
      data('export', 'mine/b-v0', 'b.jsonl'),
    ])
      expect(burstwise(args, folder).status).toBe(0);
    const { child, ended } = await stopped(
      record('data', 'mine/a-v0', 600),
      folder,
      'data/mine/.a-v0.recording/episodes.jsonl',
    );
    const before = filesIn(join(folder, 'data'));
    const refused =
      /mine\/a-v0: expected no other recording of it, received process \d+, which is recording; wait/;
    expectRefused(
      [
        [record('data', 'mine/a-v0', 600), refused],
        [[...record('data', 'mine/a-v0', 5), '--overwrite'], refused],
        [data('import', 'b.jsonl', 'mine/a-v0', '--overwrite'), refused],
        [data('combine', 'mine/a-v0', 'mine/b-v0', '--overwrite'), refused],
        [data('filter', 'mine/b-v0', 'mine/a-v0'), refused],
      ],
      folder,
    );
    expect(filesIn(join(folder, 'data'))).toEqual(before);
    child.kill('SIGCONT');
    expect(await ended).toBe(0);
    const made = (root: string) => filesIn(join(folder, root, 'mine/a-v0'));
    expect(made('data')).toEqual(made('whole'));

    const demo = ['demo', '--episodes=2', '--out=demo'];
    const showing = await stopped(demo, folder, 'demo/metrics.jsonl');
    const ofDemo = filesIn(join(folder, 'demo'));
    const again = burstwise(demo, folder);
    expect(again.stderr).toMatch(/demo: expected a folder that no other process works on, received process/);
    expect(again.status).toBe(2);
    expect(filesIn(join(folder, 'demo'))).toEqual(ofDemo);
    showing.child.kill('SIGKILL');
    await showing.ended;
  });
});

describe('a folder of results', () => {
  /** Has a command begin, stops it once there is such a file, has others refused, and lets it end. */
  async function besideOthers(
    command: readonly string[],
    {
      folder,
      begun,
      others,
      refused,
    }: {
      readonly folder: string;
      readonly begun: RegExp;
      readonly others: readonly (readonly string[])[];
      readonly refused: RegExp;
    },
  ) {
    const child = spawn(process.execPath, command, { stdio: 'ignore' });
    const ended = new Promise((settle) => child.once('exit', settle));
    const hasBegun = () => existsSync(folder) && readdirSync(folder).some((name) => begun.test(name));
    while (!hasBegun()) await new Promise((go) => setTimeout(go, 10));
    child.kill('SIGSTOP');
    const before = filesIn(folder);
    for (const other of others) {
      const { status, stderr } = spawnSync(process.execPath, other, { encoding: 'utf8' });
      expect(stderr).toMatch(refused);
      expect(status).toBe(2);
    }
    expect(filesIn(folder)).toEqual(before);
    child.kill('SIGCONT');
    expect(await ended).toBe(0);
  }

  it('of a report belongs to one process at a time', async () => {
    const refused = /shared: expected a folder that no other process .*, received process \d+; wait for it/;
    const run = join(temporaryFolder(), 'shared');
    const short = small.map((each) => each.replace(/rounds=4/, 'rounds=1'));
    expect(burstwise(['train', ...short, '--out', run]).status).toBe(0);
    const decompose = [bin, 'decompose', run, '--episodes=4', '--no-flat', '--jobs=1'];
    await besideOthers(decompose, {
      folder: run,
      begun: /^lock/,
      others: [
        decompose,
        [bin, 'train', '--resume', run],
        [bin, 'train', ...short, '--out', run, '--overwrite'],
      ],
      refused,
    });
    expect(readdirSync(run)).toContain('decomposition.html');
  });
});

describe('output that nobody takes', () => {
  it('ends no training and prints no stack', () => {
    const folder = temporaryFolder();
    const tiny = small.map((each) =>
      each.replace(/rounds=4|demonstrations=30/, (text) => text.replace(/\d+/, '2')),
    );
    const train = (run: string) => `$BURSTWISE train ${tiny.join(' ')} --out ${run}`;
    shell(`${train('head')} 2>&1 | head -1`, folder);
    const full = spawnSync(process.execPath, [bin, 'train', ...tiny, '--out', 'full'], {
      cwd: folder,
      stdio: ['ignore', openSync('/dev/full', 'w'), openSync('/dev/full', 'w')],
    });
    expect(full.status).toBe(1);
    for (const run of ['head', 'full']) expect(existsSync(join(folder, run, 'report.json')), run).toBe(true);
  });

  it('is told where it was the result, and not where the reader had enough', () => {
    const folder = temporaryFolder();
    const full = shell('$BURSTWISE config button-food >/dev/full', folder);
    expect(full.stderr).toMatch(/^burstwise: standard output: expected to write there, received ENOSPC.*\n$/);
    expect(full.status).toBe(1);
    const left = shell('set -o pipefail; $BURSTWISE envs list --json --levels | head -1', folder);
    expect([left.stdout, left.stderr, left.status]).toEqual(['[\n', '', 0]);
  });

  it('needs files: too few of them are refused before the work', () => {
    const { stderr, status } = shell('ulimit -n 64; $BURSTWISE envs list', temporaryFolder());
    expect(stderr).toBe(
      'burstwise: open files: expected a limit of at least 512, received 64; raise it with: ulimit -n 1024\n',
    );
    expect(status).toBe(2);
  });
});
