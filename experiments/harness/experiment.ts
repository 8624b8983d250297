import type { Report } from '../../src/report/report.ts';
import type { Cell, Measured, ShowProgress } from '../../src/run/cells/cell.ts';

/** How much is to be measured. */
export interface Extent {
  /** Seeds of the cells. */
  readonly seeds: readonly number[];
  /** Fresh layouts for each seed; experiments without layouts ignore it. */
  readonly episodes: number;
}

/** A table or figure of measurements, made by `npm run <script>`. */
export interface Experiment<C extends Cell = Cell, Result = unknown> {
  /** The npm script. */
  readonly script: string;
  /** One line for `--help`. */
  readonly description: string;
  /** The extent unless options say otherwise; without `episodes` there is no such option. */
  readonly defaults: { readonly seeds: string; readonly episodes?: number };
  /** The measurements, in the order in which `render` receives them. */
  cells(extent: Extent): readonly C[];
  /** Measures a cell: plain data, and the same whenever and wherever it is measured. */
  measure(cell: C, show: ShowProgress): Result | Promise<Result>;
  /** The table of all measurements; `data.rows` holds the same as plain data. */
  render(measured: readonly Measured<C, Result>[], extent: Extent): Report;
}

/**
 * Defines an experiment; the default export of its module.
 *
 * @example
 * export default defineExperiment({
 *   script: 'table:squares',
 *   description: 'squares of seeds',
 *   defaults: { seeds: '1-3' },
 *   cells: ({ seeds }) => seeds.map((seed) => ({ name: 'square', seed })),
 *   measure: ({ seed }) => seed ** 2,
 *   render: (measured) => ({
 *     title: 'Squares',
 *     table: { head: ['seed', 'square'], rows: measured.map(({ cell, result }) => [`${cell.seed}`, `${result}`]) },
 *     data: { rows: measured },
 *   }),
 * });
 */
export function defineExperiment<C extends Cell, Result>(
  experiment: Experiment<C, Result>,
): Experiment<C, Result> {
  return experiment;
}
