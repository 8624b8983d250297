import { csvFormatRows } from 'd3-dsv';
import type { ExportColumn } from './columns.ts';

/** A table as CSV: a line of names, then a line for each row; what is missing is empty. Numbers have all digits. */
export function columnsCsv(columns: readonly ExportColumn[]): string {
  const count = columns[0]?.values.length ?? 0;
  const rows = Array.from({ length: count }, (_, row) => columns.map(({ values }) => `${values[row] ?? ''}`));
  return `${csvFormatRows([columns.map(({ name }) => name), ...rows])}\n`;
}
