/** A table in Markdown, its columns aligned, that reads well in a terminal, too. */
import type { Table } from '../../src/report/report.ts';
/** A table in Markdown. */
export function markdownTable({ head, rows }: Table): string {
  const cells = [head, ...rows].map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = head.map((_, k) => Math.max(3, ...cells.map((row) => row[k]!.length)));
  const line = (row: readonly string[]) => `| ${row.map((cell, k) => cell.padEnd(widths[k]!)).join(' | ')} |`;
  const [first, ...others] = cells.map(line);
  return [first, `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...others].join('\n');
}
