import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { burstwise, expectRefused, interruptBurstwise, temporaryFolder } from './burstwise.ts';

const networks = ['manager', 'workers'].flatMap((role) => [
  `--set=agent.${role}.network.neurons=60`,
  `--set=agent.${role}.network.excitatory=48`,
]);
const small = [
  ...networks,
  '--set=imitation.demonstrations=10',
  '--set=imitation.rounds=2',
  '--set=imitation.episodesPerRound=10',
  '--set=options.env.maxSteps=300',
  '--set=evaluation.episodes=12',
];

/** What a run found; what is left out says when and with which command. */
const files = ['checkpoint.safetensors', 'config.yaml', 'metrics.jsonl', 'report.json', 'figures/raster.svg'];
const contentOf = (run: string) =>
  files.map((file) => [file, readFileSync(join(run, file)).toString('base64')]);
const reportOf = (run: string) => readFileSync(join(run, 'report.json'), 'utf8');

describe('evaluation', () => {
  it.each([
    ['button-food', small],
    [
      'rooms-maze',
      ['--set=imitation.demonstrations=5', '--set=imitation.rounds=0', '--set=evaluation.episodes=12'],
    ],
  ])('finds the same with any number of threads (%s)', (task, settings) => {
    const run = join(temporaryFolder(), 'run');
    const trained = burstwise(['train', task, ...settings, '--out', run, '--jobs', '2', '--json']);
    expect(trained.status, trained.stderr).toBe(0);
    for (const jobs of [1, 3]) {
      const { stdout, status } = burstwise(['eval', run, '--json', '--jobs', `${jobs}`]);
      expect(status).toBe(0);
      expect(stdout).toBe(trained.stdout);
    }
  });

  it('says when it is interrupted what is saved and how to go on', async () => {
    const run = join(temporaryFolder(), 'run');
    const args = ['train', 'button-food', ...small, '--set=evaluation.episodes=5000', '--out', run];
    const { status, stderr } = await interruptBurstwise([...args, '--jobs', '2'], /evaluation \d+\/20000/);
    expect(status).toBe(130);
    expect(stderr).toMatch(
      /interrupted after \d+ of 20000 units of evaluation; training is complete and saved/,
    );
    expect(stderr).toContain(`burstwise train --resume ${run}`);
    expect(readdirSync(run)).not.toContain('report.json');
    const again = await interruptBurstwise(['eval', run, '--jobs', '2'], /evaluation \d+\/20000/);
    expect(again.status).toBe(130);
    expect(again.stderr).toContain('nothing was written; repeat the command');
    expect(burstwise(['eval', run, '--episodes', '5']).status).toBe(0);
  });
});

describe('train --seeds', () => {
  const train = (out: string, ...args: string[]) =>
    burstwise(['train', 'button-food', ...small, '--out', out, ...args]);

  it('makes the runs that each seed makes alone, with any number of threads, and sums them up', () => {
    const folder = temporaryFolder();
    const [one, three, alone] = ['one', 'three', 'alone'].map((name) => join(folder, name));
    expect(train(one!, '--seeds', '4,7-8', '--jobs', '1').stderr).toContain('seed 7: episodes 30/30');
    const { status, stdout } = train(three!, '--seeds', '4,7-8', '--jobs', '2');
    expect(status).toBe(0);
    expect(stdout).toMatch(/3 seeds × 12 fresh layouts.*food, worst seed/s);
    expect(train(alone!, '--seed', '7').status).toBe(0);
    expect(readdirSync(three!).filter((name) => name.startsWith('seed'))).toEqual([
      'seed-4',
      'seed-7',
      'seed-8',
    ]);
    for (const seed of [4, 7, 8])
      expect(contentOf(join(three!, `seed-${seed}`))).toEqual(contentOf(join(one!, `seed-${seed}`)));
    expect(contentOf(join(three!, 'seed-7'))).toEqual(contentOf(alone!));
    expect(reportOf(three!)).toBe(reportOf(one!));

    const { seeds, results, runs } = JSON.parse(reportOf(three!));
    expect(seeds).toEqual([4, 7, 8]);
    const food = runs.map((run: { results: { success: Record<string, { value: number }> }[] }) =>
      run.results.map(({ success }) => success['food']!.value),
    ) as number[][];
    for (const [k, { success, worst }] of results.entries()) {
      const values = food.map((run) => run[k]!);
      expect(success.food.value).toBeCloseTo(values.reduce((sum, value) => sum + value) / 3, 12);
      expect(worst.value).toBe(Math.min(...values));
      expect(values[seeds.indexOf(worst.seed)]).toBe(worst.value);
    }

    expect(burstwise(['eval', three!, '--json', '--jobs', '2']).stdout).toBe(reportOf(three!));
    expect(burstwise(['train', '--resume', three!, '--json']).stdout).toBe(reportOf(three!));
    const refused = burstwise(['record', 'button-food', '--agent', three!, '--root', folder]);
    expect(refused.stderr).toMatch(
      /expected the run of one seed, received one of several; name e\.g\. .*seed-4/,
    );
    expect(train(three!, '--seed', '1', '--overwrite').status).toBe(0);
    expect(readdirSync(three!).some((name) => name.startsWith('seed-'))).toBe(false);
  });

  it('saves all runs at Ctrl-C; resumed, also where no checkpoint was made, they end as if nothing had happened', async () => {
    const folder = temporaryFolder();
    const [whole, broken] = [join(folder, 'whole'), join(folder, 'broken')];
    const rounds = '--set=imitation.rounds=4';
    expect(train(whole, rounds, '--seeds', '1-3', '--jobs', '2').status).toBe(0);
    const args = ['train', 'button-food', ...small, rounds, '--out', broken, '--seeds', '1-3', '--jobs', '2'];
    // Threads begin in any order.
    const test = (said: string) => [1, 2].every((seed) => said.includes(`seed ${seed}: episodes `));
    const { status, stderr } = await interruptBurstwise(args, { test });
    expect(status, stderr).toBe(130);
    expect(stderr).toMatch(
      /interrupted; \d of 3 seeds are complete; continue with: burstwise train --resume/,
    );
    expect(existsSync(join(broken, 'report.json'))).toBe(false);
    expect(existsSync(join(broken, 'seed-1', 'checkpoint.safetensors'))).toBe(true);
    for (const file of ['checkpoint.safetensors', 'metrics.jsonl'])
      rmSync(join(broken, 'seed-3', file), { force: true });
    expect(burstwise(['train', '--resume', broken, '--jobs', '1']).status).toBe(0);
    for (const seed of [1, 2, 3])
      expect(contentOf(join(broken, `seed-${seed}`))).toEqual(contentOf(join(whole, `seed-${seed}`)));
    expect(reportOf(broken)).toBe(reportOf(whole));
  });

  it('names the seed that failed and lets the others end', () => {
    const out = join(temporaryFolder(), 'run');
    expect(train(out, '--seeds', '1-2').status).toBe(0);
    for (const file of ['report.json', 'seed-2/report.json', 'seed-1/report.json']) rmSync(join(out, file));
    writeFileSync(join(out, 'seed-2', 'checkpoint.safetensors'), 'scratched');
    const { status, stderr, stdout } = burstwise(['train', '--resume', out, '--jobs', '2']);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/seed 2: .*checkpoint\.safetensors: .*\(1 of 2 seeds are complete\)/);
    expect(existsSync(join(out, 'seed-1', 'report.json'))).toBe(true);

    const diverging = join(temporaryFolder(), 'run');
    const rule = ['--set=agent.workers.readout.kind=delta', '--set=agent.workers.readout.rate=1000'];
    const diverged = train(diverging, ...rule, '--seeds', '1-2');
    expect(diverged.status).toBe(3);
    expect(diverged.stderr).toMatch(/seed 1: population worker, step \d+: expected finite values/);
  });

  it('names the seed whose files cannot be written', () => {
    const run = join(temporaryFolder(), 'run');
    const set = ['network.neurons=40', 'network.excitatory=32', 'iterations=2'].map((s) => `--set=${s}`);
    const args = ['train', 'store-recall', '--seeds', '1-2', '--jobs', '2', '--out', run, ...set];
    expect(burstwise(args).status).toBe(0);
    for (const file of ['report.json', 'seed-2/report.json', 'seed-2/metrics.jsonl']) rmSync(join(run, file));
    mkdirSync(join(run, 'seed-2', 'metrics.jsonl'));
    const { status, stderr } = burstwise(['train', '--resume', run]);
    expect(stderr).toMatch(
      /^burstwise: seed 2: .*metrics\.jsonl is a folder.* \(1 of 2 seeds are complete\)$/m,
    );
    expect(stderr).toMatch(/^seeds 1\/2$/m);
    expect(status).toBe(2);
  });

  it('says of each seed how far its training has come when they are evaluated half-trained', async () => {
    const run = join(temporaryFolder(), 'run');
    const settings = ['network.neurons=40', 'network.excitatory=32', 'iterations=100000'];
    const set = settings.map((setting) => `--set=${setting}`);
    const args = ['train', 'store-recall', '--seeds', '1-2', '--jobs', '2', '--out', run];
    const checkpoints = [1, 2].map((seed) => join(run, `seed-${seed}`, 'checkpoint.safetensors'));
    const areSaved = { test: () => checkpoints.every((path) => existsSync(path)) };
    await interruptBurstwise([...args, ...set, '--log-level', 'debug'], areSaved);
    const { status, stdout, stderr } = burstwise(['eval', run, '--json']);
    expect(status, stderr).toBe(0);
    const trained = [1, 2].map(
      (seed) => stderr.match(`note: seed ${seed}: trained for (\\d+) of 100000 iterations so far`)?.[1],
    );
    const { runs } = JSON.parse(stdout);
    expect(runs.map(({ iterations }: { iterations: number }) => `${iterations}`)).toEqual(trained);

    const other = burstwise(['eval', run, '--json', '--kernel', 'event64']);
    expect(other.status, other.stderr).toBe(0);
    expect(other.stderr).toContain('note: trained with kernel simd, evaluated with event64');
    const one = burstwise(['eval', join(run, 'seed-2'), '--json', '--kernel', 'event64']);
    expect(JSON.parse(one.stdout)).toEqual(JSON.parse(other.stdout).runs[1]);
  });

  it('refuses seeds and threads that cannot be, and writes nothing', () => {
    const folder = temporaryFolder();
    const train = ['train', 'button-food'];
    expectRefused(
      [
        [[...train, '--seeds', '1-2', '--seed', '3'], /--seeds: expected nothing beside --seed/],
        [[...train, '--seeds', '2-1'], /Expected different whole numbers/],
        [[...train, '--seeds', '1-2', '--jobs', '0'], /at least 1, received "0"/],
        [[...train, '--jobs', '-1'], /at least 1, received "-1"/],
        [[...train, '--jobs', '1.5'], /at least 1, received "1.5"/],
        [[...train, '--seeds', '1-2', '--set', 'imitation.rounds=-1'], /imitation\.rounds: expected/],
      ],
      folder,
    );
    expect(readdirSync(folder)).toEqual([]);
  });
});
