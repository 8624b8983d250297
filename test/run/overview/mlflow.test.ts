import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { exportRuns } from '../../../src/run/overview/export/export-runs.ts';
import { MlflowClient } from '../../../src/run/overview/export/mlflow-client.ts';
import { openRunFolder } from '../../../src/run/run-folder.ts';
import { temporaryFolder } from '../../cli/burstwise.ts';
import { entryOf, logTo, makeRun, reportOf } from './make-run.ts';

interface Batch {
  run_id: string;
  metrics?: { key: string; value: number; step: number }[];
  params?: { key: string; value: string }[];
  tags?: { key: string; value: string }[];
}

/** What requests say, in all. */
interface Body extends Batch {
  name: string;
  experiment_ids: string[];
  filter: string;
  experiment_id: string;
  run_name: string;
  status: string;
}

/** What a server was told of a run. */
interface KeptRun {
  experiment: string;
  name: string;
  status: string;
  isDeleted: boolean;
  tags: Map<string, string>;
  params: Map<string, string>;
  metrics: { key: string; value: number; step: number }[];
}

/** The part of MLflow's REST API that exports use, with its limits; it keeps metrics twice where they are sent twice. */
async function startServer() {
  const experiments: string[] = [];
  const runs: KeptRun[] = [];
  /** Requests until the server fails. */
  const patience = { left: Number.POSITIVE_INFINITY };
  const runOf = (id: unknown) => runs[Number(id)]!;
  const answers: Record<string, (body: Body, query: URLSearchParams) => object | null> = {
    'experiments/get-by-name': (_, query) => {
      const id = experiments.indexOf(query.get('experiment_name')!);
      return id < 0 ? null : { experiment: { experiment_id: `${id}`, lifecycle_stage: 'active' } };
    },
    'experiments/create': ({ name }) =>
      experiments.includes(name)
        ? { error_code: 'RESOURCE_ALREADY_EXISTS' }
        : { experiment_id: `${experiments.push(name) - 1}` },
    'runs/delete': ({ run_id: id }) => {
      runOf(id).isDeleted = true;
      return {};
    },
    'runs/search': ({ experiment_ids: [experiment], filter }) => {
      const [, key, value] = /^tags\.`(.+)` = '(.+)'$/.exec(filter)!;
      const found = runs.flatMap((run, id) =>
        run.experiment === experiment && !run.isDeleted && run.tags.get(key!) === value ? [id] : [],
      );
      return found.length === 0 ? {} : { runs: found.map(runData) };
    },
    'runs/create': ({ experiment_id: experiment, run_name: name, tags = [] }) => {
      const kept = new Map<string, string>(tags.map((tag) => [tag.key, tag.value]));
      runs.push({
        experiment,
        name,
        status: 'RUNNING',
        isDeleted: false,
        tags: kept,
        params: new Map(),
        metrics: [],
      });
      return { run: runData(runs.length - 1) };
    },
    'runs/log-batch': (body) => {
      const { run_id: id, metrics = [], params = [], tags = [] } = body;
      if (metrics.length > 1000 || params.length > 100 || tags.length > 100) throw new Error('too many');
      if (metrics.length + params.length + tags.length > 1000) throw new Error('too many in all');
      const run = runOf(id);
      run.metrics.push(...metrics);
      for (const { key, value } of params) run.params.set(key, value);
      for (const { key, value } of tags) run.tags.set(key, value);
      return {};
    },
    'runs/update': ({ run_id: id, status }) => {
      runOf(id).status = `${status}`;
      return {};
    },
  };
  const runData = (id: number) => ({
    info: { run_id: `${id}` },
    data: { tags: [...runOf(id).tags].map(([key, value]) => ({ key, value })) },
  });
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url!, 'http://x');
    const answer = answers[pathname.replace('/api/2.0/mlflow/', '')];
    const body = await bodyOf(request);
    if (patience.left-- <= 0) {
      request.socket.destroy();
      return;
    }
    response.setHeader('content-type', 'application/json');
    const value = answer?.(body, searchParams);
    response.statusCode = value ? ('error_code' in value ? 400 : 200) : 404;
    response.end(
      JSON.stringify(value ?? { error_code: 'RESOURCE_DOES_NOT_EXIST', message: 'none \u001b[31m' }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const uri = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { uri, runs, experiments, patience };
}

async function bodyOf(request: IncomingMessage): Promise<Body> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return JSON.parse(text || '{}');
}

it('sends settings, what was logged and what was found, each seed as a run; again it sends nothing', async () => {
  const { uri, runs, experiments } = await startServer();
  const folder = temporaryFolder();
  const many = Object.fromEntries(Array.from({ length: 150 }, (_, k) => [`s${k}`, k]));
  const settings = { many, long: 'x'.repeat(7000) };
  const one = entryOf(makeRun(join(folder, 'one'), { successes: 9, completed: 1200, settings }), 'one');
  const two = entryOf(makeRun(join(folder, 'two'), { seeds: [3, 4], task: 'maze' }), 'two');
  expect(await exportRuns([one, two], { to: uri })).toEqual({ added: 3, extended: 0, unchanged: 0 });
  expect(experiments).toEqual(['button-food', 'maze']);
  expect(runs.map(({ name, status }) => [name, status])).toEqual([
    ['one', 'FINISHED'],
    ['two/seed-3', 'KILLED'],
    ['two/seed-4', 'KILLED'],
  ]);
  const [first, second] = runs as [KeptRun, KeptRun];
  expect(first.params.size).toBe(150 + 4);
  expect(first.params.get('long')).toHaveLength(6000);
  expect(first.metrics.filter(({ key }) => key === 'labels').map(({ value, step }) => [value, step])).toEqual(
    Array.from({ length: 1200 }, (_, k) => [(k + 1) * 10, k + 1]),
  );
  expect(first.metrics).toContainEqual(
    expect.objectContaining({ key: 'result/standard.manager-workers.success.food', value: 0.9, step: 1200 }),
  );
  expect(second.tags.get('burstwise.group')).toBe('two');
  const before = structuredClone(runs);
  expect(await exportRuns([one, two], { to: `${uri}/` })).toEqual({ added: 0, extended: 0, unchanged: 3 });
  expect(runs).toEqual(before);
  await exportRuns([one], { to: uri, experiment: 'mine' });
  expect(experiments[2]).toBe('mine');
});

it('continues a run that was continued, and an export that broke off anywhere, without a metric twice', async () => {
  const folder = temporaryFolder();
  const path = makeRun(join(folder, 'one'), { completed: 600 });
  for (let requests = 0; requests < 10; requests++) {
    const { uri, runs, patience } = await startServer();
    patience.left = requests;
    await exportRuns([entryOf(path)], { to: uri }).catch(() => {});
    patience.left = Number.POSITIVE_INFINITY;
    await exportRuns([entryOf(path)], { to: uri });
    expect(runs).toHaveLength(1);
    const steps = runs[0]!.metrics.filter(({ key }) => key === 'food').map(({ step }) => step);
    expect(steps).toEqual(Array.from({ length: 600 }, (_, k) => k + 1));
    expect(runs[0]!.status).toBe('KILLED');
    expect(runs[0]!.params.size).toBe(3);
  }
  const { uri, runs } = await startServer();
  await exportRuns([entryOf(path)], { to: uri });
  logTo(path, 601, 605);
  openRunFolder(path).writeReport(reportOf(5));
  expect(await exportRuns([entryOf(path)], { to: uri })).toEqual({ added: 0, extended: 1, unchanged: 0 });
  expect(runs).toHaveLength(1);
  expect(runs[0]!.status).toBe('FINISHED');
  expect(runs[0]!.metrics.filter(({ key }) => key === 'food')).toHaveLength(605);
});

it('makes a run once where several exports begin at the same moment', async () => {
  const path = makeRun(join(temporaryFolder(), 'one'), { completed: 3 });
  for (let round = 0; round < 3; round++) {
    const { uri, runs, experiments } = await startServer();
    const counts = await Promise.all([1, 2, 3].map(() => exportRuns([entryOf(path)], { to: uri })));
    expect(experiments).toEqual(['button-food']);
    const [kept, ...others] = runs.filter(({ isDeleted }) => !isDeleted);
    expect(others).toEqual([]);
    expect(counts.filter((count) => count!.added === 1)).toHaveLength(1);
    expect(kept!.tags.get('burstwise.exported')).toBe('3 lines, unfinished');
    // Claims that were taken back never had content.
    for (const { params, metrics } of runs.filter(({ isDeleted }) => isDeleted))
      expect([params.size, metrics]).toEqual([0, []]);
  }
});

it('settles a claim that an export left behind', async () => {
  const path = makeRun(join(temporaryFolder(), 'one'), { completed: 3 });
  const { uri, runs } = await startServer();
  const client = new MlflowClient(uri);
  const experiment = await client.experiment('button-food');
  const tags = [{ key: 'burstwise.run', value: entryOf(path).id }];
  for (let claims = 0; claims < 2; claims++) await client.createRun(experiment, 'one', 0, tags);
  expect(await exportRuns([entryOf(path)], { to: uri })).toEqual({ added: 0, extended: 1, unchanged: 0 });
  expect(runs.map(({ metrics }) => metrics.length > 0)).toEqual([true, false]);
  expect(await exportRuns([entryOf(path)], { to: uri })).toEqual({ added: 0, extended: 0, unchanged: 1 });
});

it('says what a server that does not answer, or is none, did, and what to do', async () => {
  const { uri, patience } = await startServer();
  const run = entryOf(makeRun(join(temporaryFolder(), 'one')));
  await expect(exportRuns([run], { to: `${uri}/elsewhere` })).rejects.toThrow(
    /REST API 2.0, received .*\\x1b/,
  );
  patience.left = 2;
  await expect(exportRuns([run], { to: uri })).rejects.toThrow(
    'expected an MLflow server that answers, received',
  );
  await expect(exportRuns([run], { to: 'http://127.0.0.1:9' })).rejects.toThrow(
    /received .*; start it, e\.g\./,
  );
  expect(() => new MlflowClient('sqlite:///x.db')).toThrow('such as http://127.0.0.1:5000');
});
