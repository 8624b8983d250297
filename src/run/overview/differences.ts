import type { Table } from '../../report/report.ts';
import type { Estimate } from '../../statistics/proportions.ts';
import { Fields } from './fields.ts';
import type { Scalar } from './flat.ts';
import { shortText } from './list.ts';
import type { RunEntry } from './run-entry.ts';

/** What folders of runs hold, side by side: settings that are not the same, and all results. */
export interface RunDifferences {
  readonly runs: readonly RunEntry[];
  /** Values of each setting that differs, in the order of the runs, and of what else every run says of itself. */
  readonly settings: Readonly<Record<string, readonly Scalar[]>>;
  /** Settings that only some of the runs have, e.g. those of one model. */
  readonly notShared: readonly string[];
  /** Each result, in the order of the runs; null where a run has none of that name. */
  readonly results: Readonly<Record<string, readonly (number | Estimate | null)[]>>;
}

/** Sets runs beside each other, as their folders have them. Nothing is played. */
export function differencesOf(runs: readonly RunEntry[]): RunDifferences {
  const fields = new Fields(runs);
  const common = ['task', 'seed', 'state', 'completed', 'burstwise'];
  const all = fields.special.filter((name) => name.startsWith('settings.') && !isOfRun(name));
  const isShared = (name: string) => runs.every(({ settings }) => Object.hasOwn(settings, inConfig(name)));
  const settings = [...common, ...all.filter(isShared)].flatMap((name) => {
    const values = runs.map((run) => fields.valueOf(run, name));
    return new Set(values).size === 1 ? [] : [[inConfig(name), values] as const];
  });
  const notShared = all.filter((name) => !isShared(name)).map(inConfig);
  const names = [...new Set(runs.flatMap(({ results }) => Object.keys(results)))];
  const results = names.map((name) => [name, runs.map((run) => run.results[name] ?? null)] as const);
  return { runs, settings: Object.fromEntries(settings), notShared, results: Object.fromEntries(results) };
}

/** The name of a setting in `config.yaml`. */
function inConfig(name: string): string {
  return name.replace(/^settings\./, '');
}

/** Settings that every run has in other words: its task and its seed. */
function isOfRun(name: string): boolean {
  return name === 'settings.task' || name === 'settings.seed';
}

/** Runs that have a column each; more of them have a row each. */
const MOST_COLUMNS = 5;

/** Differences as a table: a column for each of a few runs, a row for each of many. */
export function differencesTable({ runs, settings, results }: RunDifferences): Table {
  const rows = [
    ...Object.entries(settings).map(([name, values]) => [name, ...values.map(shortText)]),
    ...Object.entries(results).map(([name, values]) => [name, ...values.map(shortText)]),
  ];
  const head = ['', ...runs.map(({ path }) => path)];
  if (runs.length <= MOST_COLUMNS) return { head, rows };
  return {
    head: ['folder', ...rows.map(([name]) => name!)],
    rows: runs.map(({ path }, k) => [path, ...rows.map((row) => row[k + 1]!)]),
  };
}
