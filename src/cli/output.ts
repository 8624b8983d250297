import { printable } from '../errors.ts';
import { quoted } from '../process/quoted.ts';
import { cellText, type DocumentTable, type ReportDocument } from '../report/document.ts';
import type { Report, Table } from '../report/report.ts';
import { wrapIndented } from '../terminal/styled-text.ts';
import { tableText } from './table-text.ts';

/**
 * A table for standard output: on a terminal it is no wider than that.
 * @param widest columns that it takes at most, wherever it goes
 */
export function formatTable(table: Table, widest = Number.POSITIVE_INFINITY): string {
  return tableText(table, Math.min(outputColumns(), widest));
}

/**
 * A text of one or more lines: on a terminal they are broken between words; control characters are shown.
 * @param stream where it is to be written
 */
export function formatText(text: string, stream: NodeJS.WriteStream = process.stdout): string {
  return text
    .split('\n')
    .flatMap((line) => wrapIndented(printable(line), outputColumns(stream)))
    .join('\n');
}

/** Columns of the terminal that a stream is; where it is none, as many as `COLUMNS` says, else infinitely many. */
export function outputColumns({ isTTY, columns }: NodeJS.WriteStream = process.stdout): number {
  if (isTTY && columns > 0) return columns;
  const asked = Number(process.env['COLUMNS']);
  return Number.isInteger(asked) && asked > 0 ? asked : Number.POSITIVE_INFINITY;
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

/** Writes a document to standard output: its first lines, and the tables that are meant for terminals. */
export function printDocument({ title, subtitle, lead, sections }: ReportDocument): void {
  const tables = sections
    .flatMap(({ parts }) => parts)
    .filter((part): part is DocumentTable => part.kind === 'table' && part.brief === true)
    .map(({ caption, columns, rows }) => {
      const head = columns.map((column) => column.title);
      const cells = rows.map((row) => columns.map((column) => cellText(row[column.key] ?? null, column)));
      return `\n${formatText(caption)}\n${formatTable({ head, rows: cells })}`;
    });
  const lines = [...lead.map(({ text }) => text), `${title} ${subtitle}`].map((line) => formatText(line));
  process.stdout.write(`${[...lines, ...tables].join('\n')}\n`);
}

/** Lines on standard output, broken as by `formatText`; control characters in them, which may come from files, are shown. */
export function print(lines: string): void {
  process.stdout.write(`${formatText(lines)}\n`);
}

/** JSON on standard output; characters that terminals obey are escaped, also those that JSON allows as they are. */
export function printJson(value: unknown): void {
  const text = JSON.stringify(value, null, 2).replace(
    /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  process.stdout.write(`${text}\n`);
}

/** The command line as it was given, quoted for a shell, but for options that change no number: `--json` and `--jobs`. */
export function commandLine(given: readonly string[] = process.argv.slice(2)): string {
  const args = given.filter((word, k) => !/^--(json|jobs(=.*)?)$/.test(word) && given[k - 1] !== '--jobs');
  return ['burstwise', ...args.map(quoted)].join(' ');
}

/** Lines for people on standard error, broken as by `formatText`. */
export function tell(lines: string): void {
  process.stderr.write(`${formatText(lines, process.stderr)}\n`);
}

/** Notes for people on standard error. */
export function tellNotes(notes: readonly string[]): void {
  for (const note of notes) tell(`note: ${note}`);
}
