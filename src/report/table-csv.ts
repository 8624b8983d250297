import { csvFormatRows } from 'd3-dsv';
import type { DocumentTable } from './document.ts';

/** A table as CSV with all digits: a value with an interval takes three columns. */
export function tableCsv({ columns, rows }: DocumentTable): string {
  const parts = columns.map(({ key, title }) => ({
    key,
    title,
    hasInterval: rows.some((row) => typeof row[key] === 'object' && row[key] !== null),
  }));
  const head = parts.flatMap(({ title, hasInterval }) =>
    hasInterval ? [title, `${title}, low`, `${title}, high`] : [title],
  );
  const body = rows.map((row) =>
    parts.flatMap(({ key, hasInterval }) => {
      const cell = row[key] ?? null;
      if (cell !== null && typeof cell === 'object') return [`${cell.value}`, `${cell.low}`, `${cell.high}`];
      const text = cell === null ? '' : `${cell}`;
      return hasInterval ? [text, '', ''] : [text];
    }),
  );
  return `${csvFormatRows([head, ...body])}\n`;
}
