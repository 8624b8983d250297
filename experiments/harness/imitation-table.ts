import { byName } from '../../src/run/cells/cell.ts';
import { rangesOf } from '../../src/run/start-run.ts';
import { type Columns, tableOf } from './columns.ts';
import { defineExperiment, type Experiment } from './experiment.ts';
import {
  type ImitationCell,
  type ImitationResult,
  imitationCells,
  summarise,
  trainAndEvaluate,
  type Variant,
  type VariantSummary,
} from './imitation.ts';

/** A table of agents that are trained and evaluated on fresh layouts. */
export interface ImitationTable<Row>
  extends Pick<Experiment, 'script' | 'description'>,
    Required<Pick<Experiment, 'defaults'>> {
  /** What is learned, the beginning of the title. */
  readonly subject: string;
  /** Lines below the title. */
  notes?(rows: readonly Row[]): readonly string[];
  readonly variants: readonly Variant[];
  /** The rows, made of one summary for each layout of each variant that was measured. */
  rows(summaries: readonly VariantSummary[]): readonly Row[];
  readonly columns: Columns<Row>;
}

/** The experiment that measures every variant with every seed, and shows them in a table. */
export function imitationTable<Row>({
  script,
  description,
  defaults,
  subject,
  notes = () => [],
  variants,
  rows: rowsOf,
  columns,
}: ImitationTable<Row>): Experiment<ImitationCell, ImitationResult> {
  return defineExperiment({
    script,
    description,
    defaults,
    cells: (extent) => imitationCells(variants, extent),
    measure: trainAndEvaluate,
    render: (measured, { seeds, episodes }) => {
      const rows = rowsOf(byName(measured).flatMap(summarise));
      const extent = `seeds ${rangesOf(seeds)} × ${episodes} fresh layouts; 95 % Wilson intervals`;
      return {
        title: [`${subject}, ${extent}`, ...notes(rows)].join('\n'),
        table: tableOf(columns, rows),
        data: { seeds, episodes, rows },
      };
    },
  });
}

/** Rows of a table that shows one summary in each. */
export const eachSummary = (summaries: readonly VariantSummary[]): readonly VariantSummary[] => summaries;

/** A row of a table that shows every model in a column of its own. */
export interface ByModel {
  /** What was measured of each model: a summary for each layout. */
  readonly models: Readonly<Record<string, readonly VariantSummary[]>>;
}

/** Rows with what was measured of each model; those of which nothing was are left out. */
export function rowsByModel<Row, Model extends string>(
  summaries: readonly VariantSummary[],
  rows: readonly Row[],
  models: readonly Model[],
  variantOf: (row: Row, model: Model) => Variant,
): readonly (Row & ByModel)[] {
  return rows.flatMap((row) => {
    const found = models.map((model) => {
      const { task, name } = variantOf(row, model);
      return [model, summaries.filter((summary) => summary.task === task && summary.name === name)] as const;
    });
    return found.every(([, of]) => of.length === 0) ? [] : [{ ...row, models: Object.fromEntries(found) }];
  });
}

/** Columns of models; a dash where one was not measured. */
export function modelColumns(
  models: readonly string[],
  textOf: (first: VariantSummary, ...others: readonly VariantSummary[]) => string,
): Columns<ByModel> {
  const text = ([first, ...others]: readonly VariantSummary[] = []) =>
    first === undefined ? '–' : textOf(first, ...others);
  return Object.fromEntries(
    models.map((model) => [model, ({ models: found }: ByModel) => text(found[model])]),
  );
}
