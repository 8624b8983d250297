import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { listenForStop, type StopSignals } from '../../../src/process/stop-signals.ts';
import { Attempts } from '../../../src/run/leases/attempts.ts';
import { supervise as superviseAny, type WorkerMessage } from '../../../src/run/leases/supervise.ts';
import { planSweep } from '../../../src/run/sweep/plan.ts';
import { pointsOf } from '../../../src/run/sweep/points.ts';
import { snapshotPath } from '../../../src/run/sweep/snapshot.ts';
import { superviseWorkers } from '../../../src/run/sweep/supervise.ts';
import { parseSweep } from '../../../src/run/sweep/sweep-file.ts';
import { SweepFolder } from '../../../src/run/sweep/sweep-folder.ts';
import { temporaryFolder } from '../../cli/burstwise.ts';

/** The attempt that the programs below make. */
const attempt = {
  worker: { host: 'here', pid: 1, start: '1' },
  ...{ job: null, memory: null, startedAt: '', beat: 0, seconds: 0, completed: 0, total: 1, message: '' },
};

/** Works on a sweep of one run with a program that is given; tells what was heard and what became of the attempt. */
async function supervise(
  program: (run: string, file: string) => string,
  stop: StopSignals = listenForStop(),
  hear: (message: WorkerMessage) => void = () => {},
) {
  const file = parseSweep({ task: 'store-recall', seeds: '1' }, 'sweep.yaml', '/');
  const code = { sha256: 'a'.repeat(64), modules: [] };
  const plan = planSweep(file, pointsOf(file, 'sweep.yaml'), code, 'sweep.yaml');
  const folder = new SweepFolder(join(temporaryFolder(), 'sweep'));
  mkdirSync(folder.path);
  folder.write(file, plan, code);
  const run = plan[0]!.id;
  const attempts = folder.attempts(run);
  const path = join(snapshotPath(folder.path, code.sha256), 'src/cli/bin.js');
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, program(run, attempts.file(1)));
  attempts.begin(1, { ...attempt, state: 'running' });
  const heard: WorkerMessage[] = [];
  const onMessage = (message: WorkerMessage) => {
    heard.push(message);
    hear(message);
  };
  await superviseWorkers(folder, { jobs: 1, limit: 1, wait: false, stop, onMessage }).finally(() =>
    stop.dispose(),
  );
  return { ends: heard.filter(({ event }) => event === 'ended'), latest: attempts.latest()! };
}

const sends = (...messages: readonly object[]) =>
  messages.map((message) => `process.send(${JSON.stringify(message)});`).join('\n');
const dies = "process.kill(process.pid, 'SIGKILL');";
const writes = (path: string) =>
  `require('node:fs').writeFileSync(${JSON.stringify(path)}, ${JSON.stringify(JSON.stringify({ ...attempt, state: 'done' }))});`;

it('writes down the death of a worker that had a run', async () => {
  const { ends, latest } = await supervise((run) => sends({ event: 'began', run, attempt: 1 }) + dies);
  expect(latest.state).toBe('killed');
  expect(ends).toMatchObject([{ state: 'killed', message: 'its worker was ended by SIGKILL' }]);
});

it('believes what a worker wrote before it died', async () => {
  const { ends, latest } = await supervise(
    (run, path) => sends({ event: 'began', run, attempt: 1 }) + writes(path) + dies,
  );
  expect(latest.state).toBe('done');
  expect(ends).toMatchObject([{ state: 'done', message: '' }]);
});

it('hears the last words of a worker that died', async () => {
  const { ends } = await supervise(
    (run, path) =>
      writes(path) +
      sends(
        { event: 'began', run, attempt: 1 },
        { event: 'ended', run, state: 'done', message: 'last words' },
      ) +
      dies,
  );
  expect(ends).toMatchObject([{ message: 'last words' }]);
});

it('gives up where workers die before they take a run', async () => {
  await expect(supervise(() => dies)).rejects.toThrow(
    'ended by SIGKILL 5 times in a row before they took any work',
  );
});

it('tells the worker that replaces a killed one from the first, which has all the time', async () => {
  const stop = listenForStop();
  onTestFinished(() => stop.dispose());
  const firsts: boolean[] = [];
  const script = join(temporaryFolder(), 'worker.cjs');
  writeFileSync(script, `if (process.argv[2] === 'true') ${dies}`);
  const workerCommand = (_: number, isFirst: boolean) => {
    firsts.push(isFirst);
    return [script, `${isFirst}`] as const;
  };
  const attempts = (id: string) => new Attempts(id);
  await superviseAny({ attempts, isStopped: () => false, workerCommand, outcome: '' }, { jobs: 1, stop });
  expect(firsts).toEqual([true, false]);
});

it.each([
  ['SIGUSR1', 'SIGUSR1'],
  ['SIGINT', 'SIGTERM'],
] as const)('a worker that is at work when %s comes hears %s', async (came, hears) => {
  const controller = new AbortController();
  const stop = { signal: controller.signal, reason: () => came, dispose() {} };
  const listens = (run: string) => `
    setInterval(() => {}, 1000);
    const ended = { event: 'ended', run: '${run}', state: 'interrupted' };
    for (const message of ['SIGUSR1', 'SIGTERM'])
      process.on(message, () => process.send({ ...ended, message }, () => process.exit(130)));`;
  const heard: string[] = [];
  const ending = supervise(
    (run) => listens(run) + sends({ event: 'began', run, attempt: 1 }),
    stop,
    (message) => {
      if (message.event === 'began') controller.abort();
      else heard.push(message.message);
    },
  );
  await expect(ending).rejects.toThrow(`interrupted by ${came}, with everything saved`);
  expect(heard).toEqual([hears]);
});
