/**
 * Kills commands before calls that change the file system, or half-way through them; repeating or resuming them must end
 * with the same files. Here a sample of the calls; all of them with CRASH_POINTS=all, which takes an hour or so.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npRandom } from 'gymnasium-js';
import { afterAll, describe, expect, it } from 'vitest';
import { bin, temporaryFolder } from '../cli/burstwise.ts';
import { type Scenario, scenarios } from './scenarios.ts';

const preload = fileURLToPath(new URL('./kill-before.mjs', import.meta.url));
const isLong = process.env['CRASH_POINTS'] === 'all';
/** Kills of each scenario in the short form. */
const SAMPLE = 1;

const reached: Record<string, number> = {};
afterAll(() => {
  if (isLong) console.table(reached);
});

/** Runs a command; with `crash`, until the process is killed. */
function run(args: readonly string[], cwd: string, crash?: { at: number; torn: boolean; counter: string }) {
  const hooks = crash === undefined ? [] : ['--import', preload];
  const env =
    crash === undefined
      ? {}
      : { CRASH_AT: `${crash.at}`, CRASH_TORN: crash.torn ? '1' : '', CRASH_COUNTER: crash.counter };
  return spawnSync(process.execPath, [...hooks, bin, ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
}

/** Checksums of all files in a folder, without what tells times and command lines. */
function treeOf(folder: string, inside = ''): Record<string, string> {
  const entries = readdirSync(join(folder, inside))
    .sort()
    .map((name) => join(inside, name));
  return Object.assign(
    {},
    ...entries.map((path) => {
      if (statSync(join(folder, path)).isDirectory()) return { [path]: 'a folder', ...treeOf(folder, path) };
      const content = readFileSync(join(folder, path), 'latin1').replace(/"(startedAt|command)": .*/g, '');
      return { [path]: createHash('sha256').update(content).digest('hex') };
    }),
  );
}

/** What a scenario begins with, what it ends with, and how many calls lie between. */
function uninterrupted(scenario: Scenario, folder: string) {
  const [start, end] = [join(folder, 'start'), join(folder, 'end')];
  mkdirSync(start);
  for (const args of scenario.before) expect(run(args, start).status, args.join(' ')).toBe(0);
  cpSync(start, end, { recursive: true });
  const counter = join(folder, 'calls');
  const { status, stderr } = run(scenario.work, end, { at: Number.POSITIVE_INFINITY, torn: false, counter });
  expect(status, stderr).toBe(0);
  return { start, tree: treeOf(end), calls: statSync(counter).size };
}

describe.each(scenarios)('$name', (scenario) => {
  it('ends with the same files after a kill', () => {
    const folder = temporaryFolder();
    const { start, tree, calls } = uninterrupted(scenario, folder);
    const [random] = npRandom(scenario.name.length);
    const points = isLong
      ? Array.from({ length: 2 * calls }, (_, k) => ({ at: 1 + (k >> 1), torn: k % 2 === 1 }))
      : Array.from({ length: SAMPLE }, () => ({
          at: 1 + Number(random.integers(0, calls)),
          torn: Number(random.integers(0, 2)) === 1,
        }));
    reached[scenario.name] = points.length;
    for (const { at, torn } of points) {
      const [crashed, counter] = [join(folder, 'crashed'), join(folder, 'counter')];
      for (const path of [crashed, counter]) rmSync(path, { recursive: true, force: true });
      cpSync(start, crashed, { recursive: true });
      const where = `${torn ? 'half-way through' : 'before'} call ${at} of ${calls}`;
      // With threads the number of calls may differ a little from run to run.
      const { signal, status: code } = run(scenario.work, crashed, { at, torn, counter });
      expect(signal === 'SIGKILL' || code === 0, where).toBe(true);
      const { status, stderr } = run(scenario.again?.(crashed) ?? scenario.work, crashed);
      expect(status === 0 || scenario.done?.test(stderr) === true, `${where}: ${stderr}`).toBe(true);
      expect(treeOf(crashed), where).toEqual(tree);
    }
  }, 7_200_000);
});
