import { commonFields, Fields } from '../fields.ts';
import type { Scalar } from '../flat.ts';
import type { RunEntry } from '../run-entry.ts';

/** A column of an exported table. */
export interface ExportColumn {
  readonly name: string;
  readonly values: readonly Scalar[];
}

/** A table of runs, a row for each: what all have, then `settings.…`, then `result.…`. */
export function runColumns(runs: readonly RunEntry[]): readonly ExportColumn[] {
  const fields = new Fields(runs);
  const isSetting = (name: string) => name.startsWith('settings.');
  const settings = fields.special.filter(isSetting);
  const results = fields.special.filter((name) => !isSetting(name));
  return [...commonFields, ...settings, ...results].map((name) => ({
    name,
    values: runs.map((run) => fields.valueOf(run, name)),
  }));
}

/** Columns that say of which run a row is. */
const ofRun = ['id', 'run', 'group', 'task', 'seed'] as const;

/** A table of all that runs logged while they trained, a row for each line: whose it is, `completed`, then `metric.…`. */
export function metricColumns(runs: readonly RunEntry[]): readonly ExportColumn[] {
  const fields = new Fields(runs);
  const rows = runs.flatMap((run) => run.metrics().map((line) => ({ run, line })));
  const names = [...new Set(rows.flatMap(({ line }) => Object.keys(line)))].filter(
    (name) => name !== 'completed',
  );
  return [
    ...ofRun.map((name) => ({ name, values: rows.map(({ run }) => fields.valueOf(run, name)) })),
    { name: 'completed', values: rows.map(({ line }) => line.completed) },
    ...names.map((name) => ({
      name: `metric.${name}`,
      values: rows.map(({ line }): Scalar => line[name] ?? null),
    })),
  ];
}
