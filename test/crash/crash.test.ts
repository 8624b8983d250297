/**
 * Kills commands before calls that change the file system, or half-way through them; repeating or resuming them must end
 * with the same files. Here a sample of the calls; all of them with CRASH_POINTS=all, which takes an hour or so, and of one
 * scenario with `-t 'train --seeds'` beside it.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npRandom } from 'gymnasium-js';
import { afterAll, describe, expect, it } from 'vitest';
import { bin, temporaryFolder } from '../cli/burstwise.ts';
import { type Scenario, scenarios } from './scenarios.ts';

const preload = fileURLToPath(new URL('./kill-before.mjs', import.meta.url));
const isLong = process.env['CRASH_POINTS'] === 'all';
/** The folder to work in has one name, since files may tell it. */
const WORKING = 'working';
/** Kills of each scenario in the short form. */
const SAMPLE = 1;

const reached: Record<string, { kills: number; states: number }> = {};
afterAll(() => {
  if (isLong) console.table(reached);
});

/** Where a command is killed, and the file that counts its calls. */
interface Crash {
  readonly at: number;
  readonly torn: boolean;
  readonly counter: string;
}

/** Runs a command; with `crash`, until it is killed with the processes that it started. */
function run({ env: ofScenario = {} }: Scenario, args: readonly string[], cwd: string, crash?: Crash) {
  const env =
    crash === undefined
      ? ofScenario
      : {
          ...ofScenario,
          NODE_OPTIONS: `--import=${preload}`,
          CRASH_AT: `${crash.at}`,
          CRASH_TORN: crash.torn ? '1' : '',
          CRASH_COUNTER: crash.counter,
        };
  // As the leader of a group of processes, so that the group can be killed.
  const options = { cwd, encoding: 'utf8', detached: true, env: { ...process.env, ...env } } as const;
  return spawnSync(process.execPath, [bin, ...args], options);
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

/** All that a folder holds, as text; the numbers of processes that ended mean nothing. */
function stateOf(folder: string): string {
  return JSON.stringify(treeOf(folder)).replace(/lock-\d+-\d*|\.[0-9a-f]{8}-\d+\.tmp/g, '');
}

/** What a scenario begins with, what it ends with, and the calls between: `t` for one that can be half done, else `w`. */
function uninterrupted(scenario: Scenario, folder: string) {
  const [start, end] = [join(folder, 'start'), join(folder, WORKING)];
  mkdirSync(start);
  for (const args of scenario.before) expect(run(scenario, args, start).status, args.join(' ')).toBe(0);
  cpSync(start, end, { recursive: true });
  const counter = join(folder, 'calls');
  const { status, stderr } = run(scenario, scenario.work, end, {
    at: Number.POSITIVE_INFINITY,
    torn: false,
    counter,
  });
  expect(status, stderr).toBe(0);
  return { start, tree: treeOf(end), calls: readFileSync(counter, 'latin1') };
}

/** Where to kill: before each call, and in the middle of each that can be half done; or at some of these points. */
function pointsIn(calls: string, name: string) {
  const all = Array.from(calls).flatMap((kind, k) => {
    const before = { at: k + 1, torn: false };
    return kind === 't' ? [before, { at: k + 1, torn: true }] : [before];
  });
  if (isLong) return all;
  const [random] = npRandom(name.length);
  return Array.from({ length: SAMPLE }, () => all[Number(random.integers(0, all.length))]!);
}

describe.each(scenarios)('$name', (scenario) => {
  it.skipIf(scenario.needs !== undefined && !existsSync(scenario.needs))(
    'ends with the same files after a kill',
    () => {
      const folder = temporaryFolder();
      const { start, tree, calls } = uninterrupted(scenario, folder);
      const points = pointsIn(calls, scenario.name);
      /** What kills left; the same twice needs to be continued once. */
      const states = new Set<string>();
      for (const { at, torn } of points) {
        const [crashed, counter] = [join(folder, WORKING), join(folder, 'counter')];
        for (const path of [crashed, counter]) rmSync(path, { recursive: true, force: true });
        cpSync(start, crashed, { recursive: true });
        const where = `${torn ? 'half-way through' : 'before'} call ${at} of ${calls.length}`;
        // With threads the number of calls may differ a little from run to run.
        const { signal, status: code } = run(scenario, scenario.work, crashed, { at, torn, counter });
        expect(signal === 'SIGKILL' || code === 0, where).toBe(true);
        const state = stateOf(crashed);
        if (states.has(state)) continue;
        states.add(state);
        const { status, stderr } = run(scenario, scenario.again?.(crashed) ?? scenario.work, crashed);
        expect(status === 0 || scenario.done?.test(stderr) === true, `${where}: ${stderr}`).toBe(true);
        expect(treeOf(crashed), where).toEqual(tree);
      }
      reached[scenario.name] = { kills: points.length, states: states.size };
    },
    7_200_000,
  );
});
