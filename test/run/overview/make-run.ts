import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createRunFolder } from '../../../src/run/create-run-folder.ts';
import { RunEntry } from '../../../src/run/overview/run-entry.ts';
import { openRunFolder } from '../../../src/run/run-folder.ts';

/** What a run folder of a test holds. */
export interface MadeRun {
  readonly task?: string;
  readonly seeds?: readonly number[];
  readonly settings?: Record<string, unknown>;
  /** Successes at the goal of 10 layouts; not given: there is no report. */
  readonly successes?: number;
  /** Units of work that are logged. */
  readonly completed?: number;
}

/** What an agent's evaluation finds: one layout, two conditions. */
export function reportOf(successes: number) {
  const share = (count: number) => ({ value: count / 10, low: count / 20, high: (count + 10) / 20 });
  const result = (condition: string, count: number) => ({
    layout: 'standard',
    condition,
    success: { button: share(10), food: share(count) },
    meanSteps: 120.5,
  });
  const results = [result('manager + workers', successes), result('workers, perfect manager', 10)];
  return { seed: 7, episodes: 10, results };
}

/** Writes a run folder as a training does. @returns its path */
export function makeRun(
  folder: string,
  { task = 'button-food', seeds = [1], settings = {}, successes, completed = 3 }: MadeRun = {},
): string {
  const write = (path: string, of: readonly number[], isLeaf: boolean) => {
    const run = createRunFolder(path);
    run.writeConfig({ task, seed: of[0], imitation: { rounds: 4 }, ...settings });
    run.writeInfo({ task, command: `burstwise train ${task}`, seeds: of, computedBy: {} });
    if (isLeaf) logTo(path, 1, completed);
    if (successes !== undefined) run.writeReport(reportOf(successes));
  };
  mkdirSync(folder, { recursive: true });
  write(folder, seeds, seeds.length === 1);
  if (seeds.length > 1) for (const seed of seeds) write(join(folder, `seed-${seed}`), [seed], true);
  return folder;
}

/** Logs units of work, as a training that begins or is continued. */
export function logTo(path: string, first: number, last: number): void {
  const { metrics } = openRunFolder(path);
  for (let completed = first; completed <= last; completed++)
    metrics.append({ completed, phase: 'practice', food: completed % 2, labels: completed * 10 });
}

/** A run of one folder. */
export function entryOf(path: string, name = 'a'): RunEntry {
  return new RunEntry({ folder: openRunFolder(path), name, place: null });
}
