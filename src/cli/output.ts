import { printable } from '../errors.ts';
import type { Report, Table } from '../report/report.ts';
import { wrap } from '../terminal/styled-text.ts';
import { tableText } from './table-text.ts';

/** A table for standard output: on a terminal it is no wider than that. */
export function formatTable(table: Table): string {
  return tableText(table, outputColumns());
}

/** A text of one or more lines for standard output: on a terminal they are broken between words; control characters are shown. */
export function formatText(text: string): string {
  return text
    .split('\n')
    .flatMap((line) => wrap(printable(line), outputColumns()))
    .join('\n');
}

/** Columns of the terminal that standard output is; infinitely many where it is none. */
function outputColumns(): number {
  const { isTTY, columns } = process.stdout;
  return isTTY && columns > 0 ? columns : Number.POSITIVE_INFINITY;
}

/** Writes a report to standard output: a table for people, or JSON for programs. */
export function printReport(report: Report, json: boolean): void {
  if (json) {
    printJson(report.data);
    return;
  }
  process.stdout.write(`${formatText(report.title)}\n${formatTable(report.table)}\n`);
  for (const remark of report.remarks ?? []) process.stdout.write(`${formatText(remark)}\n`);
}

/** Lines on standard output; control characters in them, which may come from files, are shown. */
export function print(lines: string): void {
  process.stdout.write(`${lines.split('\n').map(printable).join('\n')}\n`);
}

/** JSON on standard output; characters that terminals obey are escaped, also those that JSON allows as they are. */
export function printJson(value: unknown): void {
  const text = JSON.stringify(value, null, 2).replace(
    /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  process.stdout.write(`${text}\n`);
}

/** The command line as it was given, quoted for a shell. */
export function commandLine(args: readonly string[] = process.argv.slice(2)): string {
  const quote = (word: string) =>
    /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
  return ['burstwise', ...args.map(quote)].join(' ');
}

/** A line for people on standard error; control characters of it, which may come from files, are shown. */
export function tell(line: string): void {
  process.stderr.write(`${printable(line)}\n`);
}

/** Notes for people on standard error. */
export function tellNotes(notes: readonly string[]): void {
  for (const note of notes) tell(`note: ${note}`);
}
