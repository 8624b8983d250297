import type { Table } from '../../src/report/report.ts';
import { implementations, type SpeedRow, type Spread } from './speed.ts';

/** @param compared whether NumPy was measured, too */
export function speedTable(rows: readonly SpeedRow[], compared: boolean): Table {
  const times = compared ? ['simd ×', 'event64 ×', 'dense64 ×', 'goals ×'] : [];
  return {
    head: ['workload', 'phase', ...implementations.map((name) => `${name}, µs`), ...times],
    rows: rows.map((row) => [
      row.workload,
      row.phase,
      ...implementations.map((name) =>
        row.microseconds[name] ? digits(row.microseconds[name].median) : '–',
      ),
      ...(compared ? speedUps(row) : []),
    ]),
  };
}

function speedUps({ speedUp, goals }: SpeedRow): string[] {
  return [
    ...(['simd', 'event64', 'dense64'] as const).map((name) => withSpread(speedUp[name]!)),
    Object.entries(goals)
      .map(([name, goal]) => `${name} ${goal}`)
      .join(', '),
  ];
}

/** A median with what lies around it. */
export function withSpread({ median, low, high }: Spread): string {
  return `${digits(median)} [${digits(low)}, ${digits(high)}]`;
}

/** Three digits that matter, four above 1000. */
export function digits(value: number): string {
  return value >= 1000 ? value.toFixed(0) : value.toPrecision(3);
}
