import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { burstwise, expectRefused, type Refused, temporaryFolder } from './burstwise.ts';

/** A training of a second or so. */
const small = [
  '--set=agent.manager.network.neurons=60',
  '--set=agent.manager.network.excitatory=48',
  '--set=agent.workers.network.neurons=60',
  '--set=agent.workers.network.excitatory=48',
  '--set=imitation.demonstrations=10',
  '--set=imitation.rounds=2',
  '--set=imitation.episodesPerRound=10',
  '--set=evaluation.episodes=3',
];

const filesOf = (folder: string) => readdirSync(folder).sort();

describe('train', () => {
  it('leaves a run folder with settings, metrics, checkpoint, report and pictures, which eval reads', () => {
    const run = join(temporaryFolder(), 'run');
    const { status, stdout, stderr } = burstwise([
      'train',
      'button-food',
      ...small,
      '--seed',
      '5',
      '--out',
      run,
    ]);
    expect(stderr).toContain('run folder');
    expect(status).toBe(0);
    expect(stdout).toContain('manager + workers');
    expect(filesOf(run)).toEqual([
      'checkpoint.safetensors',
      'config.yaml',
      'figures',
      'metrics.jsonl',
      'report.json',
      'run.json',
    ]);
    for (const name of ['trajectories', 'raster', 'learning-curve']) {
      expect(readFileSync(join(run, 'figures', `${name}.svg`), 'utf8')).toContain('</svg>');
      expect(
        readFileSync(join(run, 'figures', `${name}.png`))
          .subarray(1, 4)
          .toString(),
      ).toBe('PNG');
    }
    const lines = readFileSync(join(run, 'metrics.jsonl'), 'utf8').trim().split('\n');
    expect(lines).toHaveLength(30);
    expect(JSON.parse(readFileSync(join(run, 'run.json'), 'utf8'))).toMatchObject({
      task: 'button-food',
      seeds: [5],
    });

    const before = filesOf(run);
    const again = burstwise(['eval', run, '--json']);
    expect(again.status).toBe(0);
    const report = JSON.parse(readFileSync(join(run, 'report.json'), 'utf8'));
    expect(JSON.parse(again.stdout)).toEqual(report);
    const float64 = burstwise(['eval', run, '--json', '--kernel', 'event64', '--jobs', '2']);
    expect(float64.status, float64.stderr).toBe(0);
    expect(Object.keys(JSON.parse(float64.stdout))).toEqual(Object.keys(report));
    const other = JSON.parse(
      burstwise(['eval', run, '--json', '--episodes', '2', '--layout', 'wide']).stdout,
    );
    expect(other.results.map(({ layout }: { layout: string }) => layout)).toEqual(['wide', 'wide']);
    const worker = JSON.parse(
      burstwise(['eval', run, '--json', '--subtask', 'food', '--layout', 'wide']).stdout,
    );
    expect(worker.results.map(({ condition }: { condition: string }) => condition)).toEqual([
      'workers, always "food"',
    ]);
    expectRefused([
      [['eval', run, '--subtask=nap'], /subtask: expected one of button, food .*received "nap"/],
      [['eval', run, '--layout=narrow'], /layout: expected one of standard, wide .*received "narrow"/],
    ]);
    expect(filesOf(run)).toEqual(before);
  });

  it('trains store & recall', () => {
    const run = join(temporaryFolder(), 'run');
    const settings = [
      'network.neurons=80',
      'network.excitatory=64',
      'clockBins=20',
      'iterations=10',
      'duration=300 ms',
    ];
    const { status, stdout } = burstwise([
      'train',
      'store-recall',
      ...settings.map((setting) => `--set=${setting}`),
      '--out',
      run,
      '--json',
    ]);
    expect(status).toBe(0);
    const { error, targetVariance } = JSON.parse(stdout);
    expect(error).toBeLessThan(targetVariance);
    expect(filesOf(join(run, 'figures'))).toContain('recall.png');
  });

  it('says, and writes down, which kernel takes the place of one that does not suit', () => {
    const run = join(temporaryFolder(), 'run');
    const settings = [
      'network.neurons=60',
      'network.excitatory=48',
      'network.neuron.tauSynapse=20 ms',
      'clockBins=10',
      'iterations=1',
      'duration=100 ms',
    ].map((setting) => `--set=${setting}`);
    const { status, stderr } = burstwise([
      'train',
      'store-recall',
      '--kernel=simd',
      '--seeds=1-2',
      ...settings,
      '--out',
      run,
    ]);
    expect(status).toBe(0);
    const notices = stderr.match(/network: kernel simd does not suit .*; event64 computes it/g);
    expect(notices).toHaveLength(1);
    for (const folder of [run, join(run, 'seed-2')]) {
      expect(JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8'))).toMatchObject({
        computedBy: { network: 'event64' },
      });
    }
  });

  it('stops where learning diverges, naming network and step', () => {
    const run = join(temporaryFolder(), 'run');
    const rule = ['agent.workers.readout.kind=delta', 'agent.workers.readout.rate=1000'];
    const { status, stderr } = burstwise([
      'train',
      'button-food',
      ...small,
      ...rule.map((setting) => `--set=${setting}`),
      '--out',
      run,
    ]);
    expect(status).toBe(3);
    expect(stderr).toMatch(/population worker, step \d+: expected finite values/);
  });
});

describe('ids of levels', () => {
  const id = 'MiniGrid-DoorKey-16x16-v0';

  it('stand for their task with that level', () => {
    expect(burstwise(['config', id]).stdout).toContain(`id: ${id}`);
    expect(burstwise(['config', id, '--set', 'options.env.id=MiniGrid-DoorKey-5x5-v0']).stdout).toContain(
      'id: MiniGrid-DoorKey-5x5-v0',
    );
    const shown = JSON.parse(burstwise(['envs', 'show', id, '--json']).stdout);
    expect(shown).toMatchObject({ name: 'door-key', id, defaults: { env: { id } } });
    expect(JSON.stringify(shown.observationSpace)).toContain('[16,16,3]');
  });

  it('can be trained on', () => {
    const run = join(temporaryFolder(), 'run');
    const short = [
      '--set=imitation.demonstrations=2',
      '--set=imitation.rounds=0',
      '--set=evaluation.episodes=1',
    ];
    const { status, stderr } = burstwise(['train', 'MiniGrid-DoorKey-6x6-v0', ...short, '--out', run]);
    expect(status, stderr).toBe(0);
    expect(readFileSync(join(run, 'config.yaml'), 'utf8')).toContain('id: MiniGrid-DoorKey-6x6-v0');
  });
});

describe('bad input', () => {
  const bad: Refused = [
    [['train', 'buton-food'], /task: did you mean button-food\?/],
    [['train', 'MiniGrid-DorKey-16x16-v0'], /did you mean MiniGrid-DoorKey-16x16-v0/],
    [['train'], /expected a name, received nothing/],
    [['train', 'button-food', '--set', 'imitation.round=3'], /imitation\.round: .*rounds/],
    [['train', 'button-food', '--set', 'imitation.rounds=-1'], /imitation\.rounds: expected .*received -1/],
    [['train', 'button-food', '--set', 'imitation.labelInterval=8'], /labelInterval: .*write the unit/],
    [['train', 'button-food', '--set', 'imitation.labelInterval=8 mV'], /labelInterval: expected a time/],
    [['train', 'button-food', '--set', 'imitation.layout=narrow'], /expected one of standard, wide.*narrow/],
    [['train', 'button-food', '--set', 'agent.manager.network.neurons=.inf'], /neurons: expected/],
    [['train', 'button-food', '--kernel', 'magic'], /kernel.*magic.*Allowed choices are simd/],
    [['train', 'button-food', '--seed', '-3'], /whole number/],
    [['train', '--resume', 'nowhere'], /nowhere: expected the folder of a run/],
    [
      ['train', 'button-food', '--config', 'missing.yaml'],
      /missing\.yaml: expected a readable configuration file/,
    ],
    [['eval', 'nowhere'], /nowhere: expected the folder of a run/],
    [['envs', 'show', 'button-fod'], /did you mean button-food/],
    [['parity', 'missing.json'], /missing\.json/],
    [['fly'], /unknown command/],
  ];

  it('gives exit code 2 and writes nothing', () => {
    const folder = temporaryFolder();
    expectRefused(bad, folder);
    expect(filesOf(folder)).toEqual([]);
  });

  it('refuses a damaged checkpoint, one of another version, and one of other shapes', () => {
    const run = join(temporaryFolder(), 'run');
    expect(burstwise(['train', 'button-food', ...small, '--out', run]).status).toBe(0);
    const path = join(run, 'checkpoint.safetensors');
    const good = readFileSync(path);
    const refused = (message: RegExp) =>
      expectRefused([
        [['eval', run], message],
        [['train', '--resume', run], message],
      ]);
    writeFileSync(path, good.subarray(0, good.length - 100));
    refused(/checkpoint\.safetensors: .*expected/);
    writeFileSync(
      path,
      Buffer.from(
        good.toString('latin1').replace('burstwise-checkpoint-1', 'burstwise-checkpoint-9'),
        'latin1',
      ),
    );
    refused(/format: expected burstwise-checkpoint-1/);
    writeFileSync(path, good);
    const config = readFileSync(join(run, 'config.yaml'), 'utf8');
    writeFileSync(join(run, 'config.yaml'), config.replaceAll('neurons: 60', 'neurons: 64'));
    refused(/tensor manager\/inputWeights: expected .*64.*received .*60/);
  });

  it('leaves an existing folder alone', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'thesis.txt'), 'precious');
    const train = ['train', 'button-food', ...small, '--out', folder];
    expectRefused([
      [train, 'expected a new or empty folder'],
      [[...train, '--overwrite'], 'expected a new or empty folder'],
    ]);
    expect(filesOf(folder)).toEqual(['thesis.txt']);
  });
});

describe('config and envs', () => {
  it('prints settings that train reads back as the same', () => {
    const folder = temporaryFolder();
    const printed = burstwise(['config', 'button-food', ...small]).stdout;
    writeFileSync(join(folder, 'config.yaml'), printed);
    expect(burstwise(['config', 'button-food', '--config', 'config.yaml'], folder).stdout).toBe(printed);
    expect(printed).toContain('tauMembrane: 20 ms');
  });

  it('lists and shows environments', () => {
    const [first] = JSON.parse(burstwise(['envs', 'list', '--json']).stdout);
    expect(first).toMatchObject({ name: 'button-food', subtasks: ['button', 'food'] });
    const shown = burstwise(['envs', 'show', 'button-food']).stdout;
    expect(shown).toContain('options.env.lockRadius');
    expect(shown).toContain('button before food');
    const craft = burstwise(['envs', 'show', 'burstwise/Craft-v0']).stdout;
    expect(craft).toContain('make plank: get wood → use toolshed');
    expect(craft).toContain('action       Discrete(5)');
    expect(craft).toMatch(/options.env.maxSteps +│ 1 … 10000000 +│ 100 /);
    expect(craft).toMatch(/options.encoding.view +│ "relative" \| "egocentric" +│ "relative" /);
  });
});

describe('parity', () => {
  it('prints what agreed', () => {
    const { status, stdout } = burstwise(['parity', 'test/fixtures/parity/worker-small.json', '--json']);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ agreed: true, kernel: 'event64' });
  });

  it('fails where the data say otherwise', () => {
    const folder = temporaryFolder();
    const file = JSON.parse(readFileSync('test/fixtures/parity/worker-small.json', 'utf8'));
    file.training[0].soma[50] = [0];
    writeFileSync(join(folder, 'changed.json'), JSON.stringify(file));
    const { status, stderr } = burstwise(['parity', 'changed.json'], folder);
    expect(stderr).toContain('does not agree');
    expect(status).toBe(1);
  });
});
