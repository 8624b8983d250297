import { createRequire } from 'node:module';
import type { Report, Table } from '../report/report.ts';

const require = createRequire(import.meta.url);

/** A table for the terminal. */
export function formatTable({ head, rows }: Table): string {
  const CliTable = require('cli-table3') as typeof import('cli-table3');
  const table = new CliTable({ head: [...head], style: { head: [], border: [] } });
  for (const row of rows) table.push([...row]);
  return table.toString();
}

/** Writes a report to standard output: a table for people, or JSON for programs. */
export function printReport(report: Report, json: boolean): void {
  if (json) {
    printJson(report.data);
    return;
  }
  process.stdout.write(`${report.title}\n${formatTable(report.table)}\n`);
}

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

/** The command line as it was given, quoted for a shell. */
export function commandLine(args: readonly string[] = process.argv.slice(2)): string {
  const quote = (word: string) =>
    /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
  return ['burstwise', ...args.map(quote)].join(' ');
}

/** A line for people on standard error. */
export function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Notes for people on standard error. */
export function tellNotes(notes: readonly string[]): void {
  for (const note of notes) tell(`note: ${note}`);
}
