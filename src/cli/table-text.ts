import { createRequire } from 'node:module';
import { printable } from '../errors.ts';
import type { Table } from '../report/report.ts';
import { wrap } from '../terminal/styled-text.ts';

const require = createRequire(import.meta.url);

/** Columns for cells that are broken, beside the others. */
const NARROWEST_VALUE = 20;

/**
 * A table as text that fits into a number of columns: with lines around its cells where there is room, else with the cells of
 * the last column broken, else as a list of records, one for each row.
 *
 * @param columns if not given, as many as it takes
 */
export function tableText({ head, rows }: Table, columns = Number.POSITIVE_INFINITY): string {
  const table = { head: head.map(cellText), rows: rows.map((row) => row.map(cellText)) };
  const whole = boxed(table);
  if (widthOf(whole) <= columns) return whole;
  const last = columns - widthOf(boxed(mapLast(table, () => '')));
  if (head.length > 1 && last >= NARROWEST_VALUE)
    return boxed(mapLast(table, (text) => wrapped(text, last).join('\n')));
  return records(table, columns);
}

function boxed({ head, rows }: Table): string {
  const CliTable = require('cli-table3') as typeof import('cli-table3');
  const table = new CliTable({ head: [...head], style: { head: [], border: [] } });
  for (const row of rows) table.push([...row]);
  return table.toString();
}

function mapLast({ head, rows }: Table, change: (text: string) => string): Table {
  const changed = (cells: readonly string[]) => [...cells.slice(0, -1), change(cells.at(-1)!)];
  return { head: changed(head), rows: rows.map(changed) };
}

/** A line for each cell of each row, with the heading before it, and an empty line between rows. */
function records({ head, rows }: Table, columns: number): string {
  const names = head.map((name) => (name === '' ? '' : `${name}:`));
  const width = Math.max(...names.map(widthOf)) + 2;
  const beside = columns - width >= NARROWEST_VALUE;
  const indent = beside ? width : 2;
  const cell = (text: string, column: number): string[] => {
    const lines = wrapped(text, Math.max(columns - indent, 1));
    const [first = '', ...rest] = lines.map((line) => ' '.repeat(indent) + line);
    const name = names[column]!;
    if (text === '') return [];
    return beside ? [name.padEnd(indent) + first.slice(indent), ...rest] : [name, first, ...rest];
  };
  return rows.map((row) => row.flatMap(cell).join('\n')).join('\n\n');
}

/** Lines of a text that are no longer than a number of columns. */
function wrapped(text: string, columns: number): string[] {
  return text.split('\n').flatMap((line) => (line.length <= columns ? line : wrap(line, columns)));
}

/** A cell may have several lines; they may come from a file. */
function cellText(text: string): string {
  return text.split('\n').map(printable).join('\n');
}

function widthOf(text: string): number {
  return Math.max(...text.split('\n').map((line) => line.length));
}
