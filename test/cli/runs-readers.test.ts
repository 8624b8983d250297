import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ExportRequest, exportRuns } from '../../src/run/overview/export/export-runs.ts';
import { selectRuns } from '../../src/run/overview/select.ts';
import { logTo, makeRun } from '../run/overview/make-run.ts';
import { temporaryFolder } from './burstwise.ts';
import { readersInstalled, readersPython } from './readers.ts';

interface Pair {
  key: string;
  value: unknown;
}

/** Answers of the server, as far as they are looked at. */
interface Answer {
  experiment?: { experiment_id: string };
  experiments?: { experiment_id: string }[];
  runs?: {
    info: { run_id: string; run_name: string; status: string };
    data: { params: Pair[]; metrics: Pair[] };
  }[];
  metrics?: { step: number | string; value: number }[];
}

/** A run on the server, and the course of one metric. */
interface KeptRun {
  status: string;
  params: Record<string, unknown>;
  metrics: Record<string, unknown>;
  steps: unknown[][];
}

/** A folder with a run of one seed and one of two. */
function madeRuns(): string {
  const folder = temporaryFolder();
  makeRun(join(folder, 'runs/one'), { successes: 9, completed: 40, settings: { note: 'ünï "x"', on: true } });
  makeRun(join(folder, 'runs/two'), { seeds: [1, 2], completed: 20 });
  return folder;
}

const send = (folder: string, request: ExportRequest) =>
  exportRuns(selectRuns({ folders: [join(folder, 'runs')] }), request);

/** What a program of Python prints as JSON. */
function printed(program: string, ...args: string[]): unknown {
  const { status, stdout, stderr } = spawnSync(readersPython, ['-c', program, ...args], { encoding: 'utf8' });
  expect(status, stderr).toBe(0);
  return JSON.parse(stdout);
}

it.runIf(readersInstalled)('pyarrow reads the tables', async () => {
  const folder = madeRuns();
  await send(folder, { to: join(folder, 'runs.parquet') });
  const program = `
import json, sys, pyarrow.parquet as parquet
table = parquet.read_table(sys.argv[1])
names = ['run', 'seed', 'success', 'began', 'settings.note', 'settings.on']
print(json.dumps([[str(table.schema.field(name).type) for name in names],
  [[str(row[name]) if name == 'began' else row[name] for name in names] for row in table.to_pylist()]]))`;
  const [types, rows] = printed(program, join(folder, 'runs.parquet')) as [string[], unknown[][]];
  expect(types).toEqual(['string', 'int64', 'double', 'timestamp[ms, tz=UTC]', 'string', 'bool']);
  expect(rows.map((row) => row.filter((_, k) => k !== 3))).toEqual([
    ['one', 1, 0.9, 'ünï "x"', true],
    ['two/seed-1', 1, null, null, null],
    ['two/seed-2', 2, null, null, null],
  ]);
  const { startedAt } = JSON.parse(readFileSync(join(folder, 'runs/one/run.json'), 'utf8'));
  expect(Date.parse(`${rows[0]![3]}`)).toBe(Date.parse(startedAt));
});

it.runIf(readersInstalled)('the library of the Hugging Face Hub reads the model card', async () => {
  const folder = madeRuns();
  await exportRuns(selectRuns({ folders: [join(folder, 'runs/one')] }), {
    ...{ to: join(folder, 'models'), format: 'model-card', license: 'mit' },
  });
  const program = `
import json, sys
from huggingface_hub import ModelCard
data = ModelCard.load(sys.argv[1]).data
print(json.dumps([data.license, data.library_name, data.model_name,
  [[result.dataset_type, result.metric_name, result.metric_value] for result in data.eval_results]]))`;
  expect(printed(program, join(folder, 'models/one/README.md'))).toEqual([
    ...['mit', 'burstwise', 'one'],
    [
      ['button-food', 'success, button', 1],
      ['button-food', 'success, food', 0.9],
      ['button-food', 'steps of an episode', 120.5],
    ],
  ]);
});

describe.runIf(readersInstalled)('TensorBoard', () => {
  it('reads the scalars, each once, also after the export was repeated and continued', async () => {
    const folder = madeRuns();
    const request = { to: join(folder, 'events'), format: 'tensorboard' } as const;
    await send(folder, request);
    await send(folder, request);
    logTo(join(folder, 'runs/two/seed-2'), 21, 30);
    expect(await send(folder, request)).toEqual({ added: 0, extended: 1, unchanged: 2 });
    const program = `
import json, sys
from tensorboard.backend.event_processing.event_multiplexer import EventMultiplexer
runs = EventMultiplexer().AddRunsFromDirectory(sys.argv[1])
runs.Reload()
print(json.dumps({run: {tag: [[event.step, event.value] for event in runs.Scalars(run, tag)]
  for tag in kinds['scalars']} for run, kinds in runs.Runs().items()}))`;
    const read = printed(program, join(folder, 'events')) as Record<string, Record<string, number[][]>>;
    const labels = (count: number) => Array.from({ length: count }, (_, k) => [k + 1, (k + 1) * 10]);
    expect(Object.keys(read).sort()).toEqual(['one', 'two/seed-1', 'two/seed-2']);
    expect(read['one']!['labels']).toEqual(labels(40));
    expect(read['two/seed-2']!['labels']).toEqual(labels(30));
    expect(read['one']!['result/standard.manager-workers.success.food']).toEqual([[40, Math.fround(0.9)]]);
  });
});

describe.runIf(readersInstalled)('a server of MLflow', () => {
  const home = mkdtempSync(join(tmpdir(), 'mlflow-'));
  let server: ChildProcess | undefined;
  let uri = '';

  beforeAll(async () => {
    const port = await freePort();
    uri = `http://127.0.0.1:${port}`;
    const settings = { MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false', MLFLOW_DISABLE_TELEMETRY: 'true' };
    const args = ['-m', 'mlflow', 'server', '--host', '127.0.0.1', '--port', `${port}`, '--workers', '1'];
    const options = {
      cwd: home,
      env: { ...process.env, ...settings },
      stdio: 'ignore',
      detached: true,
    } as const;
    server = spawn(readersPython, args, options);
    while (!(await answers(`${uri}/health`))) {
      if (server.exitCode !== null) throw new Error(`mlflow server ended with ${server.exitCode}`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }, 600_000);
  afterAll(() => {
    // Its workers, too.
    if (server !== undefined) process.kill(-server.pid!);
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  });

  /** All that the server has, by the name of the run. */
  const kept = async (): Promise<Record<string, KeptRun>> => {
    const found = await call('experiments/search', { max_results: 10 });
    const experiments = found.experiments!.map((each) => each.experiment_id);
    const { runs } = await call('runs/search', { experiment_ids: experiments, max_results: 10 });
    const entries = runs!.map(async ({ info, data }) => {
      const query = `metrics/get-history?run_id=${info.run_id}&metric_key=labels`;
      const { metrics } = await call(query);
      const steps = metrics!.map(({ step, value }) => [Number(step), value]);
      return [
        info.run_name,
        { status: info.status, params: pairs(data.params), metrics: pairs(data.metrics), steps },
      ] as const;
    });
    return Object.fromEntries(await Promise.all(entries));
  };
  const call = async (endpoint: string, body?: unknown): Promise<Answer> => {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const headers = { 'content-type': 'application/json' };
    return (await fetch(`${uri}/api/2.0/mlflow/${endpoint}`, { ...init, headers })).json() as Promise<Answer>;
  };
  const pairs = (list: readonly Pair[]) => Object.fromEntries(list.map(({ key, value }) => [key, value]));

  it('returns the runs, each once, also after the export was repeated and continued', async () => {
    const folder = madeRuns();
    expect(await send(folder, { to: uri })).toEqual({ added: 3, extended: 0, unchanged: 0 });
    const labels = (count: number) => Array.from({ length: count }, (_, k) => [k + 1, (k + 1) * 10]);
    const first = await kept();
    expect(Object.keys(first).sort()).toEqual(['one', 'two/seed-1', 'two/seed-2']);
    expect(first['one']).toMatchObject({ status: 'FINISHED', steps: labels(40) });
    expect(first['one']!.params).toMatchObject({ 'imitation.rounds': '4', note: 'ünï "x"', on: 'true' });
    expect(first['one']!.metrics['result/standard.manager-workers.success.food']).toBe(0.9);
    expect(await send(folder, { to: uri })).toEqual({ added: 0, extended: 0, unchanged: 3 });
    expect(await kept()).toEqual(first);
    logTo(join(folder, 'runs/two/seed-2'), 21, 30);
    expect(await send(folder, { to: uri })).toEqual({ added: 0, extended: 1, unchanged: 2 });
    const second = await kept();
    expect(second['two/seed-2']).toMatchObject({ status: 'KILLED', steps: labels(30) });
    expect({ ...second, 'two/seed-2': first['two/seed-2'] }).toEqual(first);
  });

  it('has a run once, and each of its metrics, where several exports begin at the same moment', async () => {
    const folder = madeRuns();
    const sendOne = () =>
      exportRuns(selectRuns({ folders: [join(folder, 'runs/one')] }), { to: uri, experiment: 'at once' });
    await Promise.all([sendOne(), sendOne(), sendOne()]);
    const { experiment } = await call('experiments/get-by-name?experiment_name=at%20once');
    const { runs } = await call('runs/search', { experiment_ids: [experiment!.experiment_id] });
    expect(runs).toHaveLength(1);
    const { metrics } = await call(`metrics/get-history?run_id=${runs![0]!.info.run_id}&metric_key=labels`);
    expect(metrics!.map(({ step }) => Number(step))).toEqual(Array.from({ length: 40 }, (_, k) => k + 1));
  });
});

async function answers(url: string): Promise<boolean> {
  return (await fetch(url).catch(() => null))?.ok === true;
}

/** A port that is free at the moment. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
