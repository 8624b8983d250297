import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { reportSchema } from '../../agents/evaluation/report-schema.ts';
import { summariseSeeds } from '../../agents/evaluation/summary.ts';
import { Recording } from '../../src/data/recording.ts';
import { completeRun, continueRun, openRun, resolveSettings, startRun } from '../../src/index.ts';
import { CellStore } from '../../src/run/cells/cell-store.ts';
import { openRunFolder } from '../../src/run/run-folder.ts';
import { storeRecallTask } from '../../src/sequence/store-recall-task.ts';
import { describing, randomEpisode, richSpaces } from '../data/episodes.ts';
import { attack, mutants, root, timeout } from '../data/mutants.ts';

const run = join(root, 'run');
const fileOf = (name: string) => readFileSync(join(run, name));

beforeAll(async () => {
  const set = ['network.neurons=20', 'network.excitatory=16', 'clockBins=5', 'duration=100 ms'];
  const settings = await resolveSettings({ task: 'store-recall', set: [...set, 'iterations=12'] });
  startRun(settings, { out: run, command: 'a test' });
  await completeRun(await continueRun(run), { jobs: 1 });
});

/** Reads a run in which one file is damaged. */
const inRun =
  <Result>(name: string, read: (path: string) => Result) =>
  async (bytes: Buffer): Promise<Result> => {
    const good = fileOf(name);
    writeFileSync(join(run, name), bytes);
    try {
      return await read(run);
    } finally {
      writeFileSync(join(run, name), good);
    }
  };

describe('damaged runs are opened or refused:', () => {
  it(
    'run.json',
    async () => {
      const { refused } = await attack('run.json', fileOf('run.json'), inRun('run.json', openRun));
      expect(refused).toBeGreaterThan(mutants / 3);
    },
    timeout,
  );

  it(
    'config.yaml, which must fit what was learned',
    async () => {
      const { refused } = await attack('config.yaml', fileOf('config.yaml'), inRun('config.yaml', openRun));
      expect(refused).toBeGreaterThan(mutants / 3);
    },
    timeout,
  );

  it(
    'checkpoint.safetensors, whatever the damage',
    async () => {
      const name = 'checkpoint.safetensors';
      const { refused } = await attack(name, fileOf(name), inRun(name, openRun));
      expect(refused).toBe(mutants);
    },
    timeout,
  );

  it(
    'metrics.jsonl',
    async () => {
      const read = inRun('metrics.jsonl', (path) => openRunFolder(path).metrics.read());
      const { refused } = await attack('metrics.jsonl', fileOf('metrics.jsonl'), read);
      expect(refused).toBeGreaterThan(mutants / 3);
    },
    timeout,
  );

  it(
    'report.json, beside that of another seed',
    async () => {
      const { reportSchema: schema, summarise } = storeRecallTask;
      const good = openRunFolder(run).readReport(schema);
      const read = inRun('report.json', (path) =>
        summarise([1, 2], [good, openRunFolder(path).readReport(schema)]),
      );
      await attack('report.json of store-recall', fileOf('report.json'), read);
    },
    timeout,
  );

  it(
    'report.json of agents, beside that of another seed',
    async () => {
      const success = {
        'get key': { value: 0.8, low: 0.5, high: 0.9 },
        goal: { value: 0.6, low: 0.3, high: 0.8 },
      };
      const result = { success, meanSteps: 12.5, rightChoices: 0.9, layout: 'standard' };
      const results = ['network', 'expert'].map((condition) => ({ ...result, condition }));
      const good = { seed: 1, episodes: 10, labels: 120, networkSteps: 5000, results };
      const read = inRun('report.json', (path) => {
        const reports = [good, openRunFolder(path).readReport(reportSchema)];
        return summariseSeeds({ name: 'empty' }, [1, 2], reports);
      });
      await attack('report.json of agents', Buffer.from(JSON.stringify(good, null, 2)), read);
    },
    timeout,
  );
});

it(
  'damaged results of experiments are refused, whatever the damage',
  async () => {
    const store = new CellStore(join(root, 'cells'), 'table:example');
    const cell = { name: 'a cell', seed: 3, setting: [0.5, 'x'] };
    const result = { reached: [[3, 10]], labels: 120, name: 'é' };
    store.write(cell, result);
    const path = store.pathOf(cell);
    const good = readFileSync(path);
    await attack('cells of experiments', good, (bytes) => {
      writeFileSync(path, bytes);
      expect(store.read(cell)).toEqual(result);
    });
  },
  timeout,
);

describe('damaged recordings end with the same dataset, or are refused:', () => {
  const id = 'made-v0';
  const record = (folder: string, episodes: number) => {
    const recording = new Recording(describing(richSpaces), { root: folder, id });
    for (let k = recording.nextAttempt; k < episodes; k++) recording.append(randomEpisode(richSpaces, k), k);
    return recording;
  };
  const [whole, broken] = [join(root, 'whole'), join(root, 'broken')];
  const dataset = () =>
    ['main_data.hdf5', 'metadata.json'].map((file) =>
      readFileSync(join(whole, id, 'data', file)).toString('base64'),
    );

  beforeAll(() => {
    record(whole, 4).finish();
    record(broken, 3).close();
  });

  it.each(['episodes.jsonl', 'settings.json', 'data/main_data.hdf5'])(
    '%s',
    async (file) => {
      const expected = dataset();
      const inside = `.${id.slice(0, -3)}-v0.recording`;
      let count = 0;
      await attack(`${file} of a recording`, readFileSync(join(broken, inside, file)), (bytes) => {
        const folder = join(root, `recording-${file.length}-${count++}`);
        cpSync(broken, folder, { recursive: true });
        writeFileSync(join(folder, inside, file), bytes);
        record(folder, 4).finish();
        const made = ['main_data.hdf5', 'metadata.json'].map((name) =>
          readFileSync(join(folder, id, 'data', name)).toString('base64'),
        );
        expect(made).toEqual(expected);
      });
    },
    timeout,
  );
});
