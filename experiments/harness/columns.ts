import type { Table } from '../../src/report/report.ts';
import { formatEstimate } from '../../src/statistics/proportions.ts';
import { successOf, type VariantSummary } from './imitation.ts';

/** The columns of a table by their heads: what each says of a row. */
export type Columns<Row> = Readonly<Record<string, (row: Row) => string>>;

/** A table of rows. */
export function tableOf<Row>(columns: Columns<Row>, rows: readonly Row[]): Table {
  return {
    head: Object.keys(columns),
    rows: rows.map((row) => Object.values(columns).map((text) => text(row))),
  };
}

/** What most tables say of a variant. */
export const columns = {
  name: ({ name }) => name,
  task: ({ task }) => task,
  layout: ({ layout }) => layout,
  success: (row) => formatEstimate(successOf(row), 4),
  worstSeed: ({ worst }) => worst.value.toFixed(3),
  episodeSteps: ({ meanSteps }) => meanSteps.toFixed(0),
  labels: ({ mostLabels }) => `${mostLabels}`,
  labelsApart: ({ mostManagerLabels, mostWorkerLabels }) => `${mostManagerLabels} + ${mostWorkerLabels}`,
  networkSteps: ({ mostSteps }) => `${mostSteps}`,
} as const satisfies Columns<VariantSummary>;
