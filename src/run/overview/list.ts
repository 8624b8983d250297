import { cellText, type TableCell } from '../../report/document.ts';
import type { Table } from '../../report/report.ts';
import { Fields } from './fields.ts';
import type { RunEntry } from './run-entry.ts';

/** A table of runs for people. @param further fields that have a column, besides what every run says of itself */
export function listTable(runs: readonly RunEntry[], further: readonly string[] = []): Table {
  const fields = new Fields(runs);
  const columns = further.map((name) => fields.resolve(name, '--columns'));
  const hasSweep = runs.some(({ place }) => place !== null);
  const rows = runs.map((run): readonly (TableCell | boolean)[] => [
    run.path,
    ...(hasSweep ? [run.place === null ? '' : run.name] : []),
    run.info.task,
    `${fields.valueOf(run, 'seed')}`,
    run.state,
    `${run.completed}`,
    run.results['shared.success'] ?? run.success,
    timeText(run.info.startedAt),
    ...columns.map((name) => fields.valueOf(run, name)),
  ]);
  return {
    head: [
      ...['folder', ...(hasSweep ? ['in its sweep'] : []), 'task', 'seed', 'state', 'completed', 'success'],
      ...['began (UTC)', ...further],
    ],
    rows: rows.map((row) => row.map(shortText)),
  };
}

/** A run as data, with all its settings and results. */
export function entryData(run: RunEntry): Record<string, unknown> {
  const { id, path, name, group, info, state, completed, success, settings, results, place } = run;
  const { task, seeds, startedAt, burstwise, node, platform, command } = info;
  return {
    ...{
      id,
      path,
      name,
      group,
      task,
      seeds,
      state,
      completed,
      success,
      startedAt,
      burstwise,
      node,
      platform,
    },
    ...{ command, sweep: place?.sweep ?? null, point: place?.point ?? null },
    settings,
    results,
  };
}

/** A value in a table; numbers that are not whole to four digits. */
export function shortText(cell: TableCell | boolean): string {
  if (typeof cell === 'boolean') return `${cell}`;
  if (typeof cell === 'number') return `${Number.isInteger(cell) ? cell : Number(cell.toPrecision(4))}`;
  return cellText(cell, { digits: 3 });
}

/** A time of `run.json` to the minute. */
function timeText(iso: string): string {
  return iso.slice(0, 16).replace('T', ' ');
}
