import type { DocumentTable, Picture } from '../../src/report/document.ts';
import type { Cell, Measured, ShowProgress } from '../../src/run/cells/cell.ts';
import type { Claim } from './claim.ts';

/** A file of published mazes, known by its content. */
export interface MapsFile {
  readonly path: string;
  /** SHA-256 of the file, hexadecimal. */
  readonly sha256: string;
}

/** How much is to be measured. */
export interface Extent {
  /** Seeds of the cells. */
  readonly seeds: readonly number[];
  /** Whether it is a check that everything runs, with short trainings of few seeds, rather than a measurement. */
  readonly quick: boolean;
  /** Published mazes, for the experiment that can use them; null if none are given. */
  readonly maps: MapsFile | null;
}

/** A part of the page: what was asked, how it was measured, and what was found. */
export interface Finding {
  /** Unique in its experiment; names its files. */
  readonly id: string;
  readonly title: string;
  /** Paragraphs; commands stand between backticks. */
  readonly text: readonly string[];
  readonly parts: readonly (DocumentTable | Picture)[];
}

/** What an experiment found. */
export interface Findings {
  /** Published numbers and statements, each beside ours. */
  readonly claims: readonly Claim[];
  /** Tables and pictures. */
  readonly findings: readonly Finding[];
}

/** A published experiment, or a question about it, that `burstwise reproduce` measures. */
export interface Reproduction<C extends Cell = Cell, Result = unknown> {
  /** Heading of its page. */
  readonly title: string;
  /** Number of seeds unless `--seeds` says otherwise. */
  readonly seeds: { readonly full: number; readonly quick: number };
  /** The measurements, as plain data, in the order in which `report` receives them. */
  cells(extent: Extent): readonly C[];
  /** Measures a cell: plain data, and the same whenever and wherever it is measured. */
  measure(cell: C, show: ShowProgress): Result | Promise<Result>;
  /** What the measurements say. */
  report(measured: readonly Measured<C, Result>[], extent: Extent): Findings;
}

/**
 * Defines an experiment of `burstwise reproduce`; the default export of its module, which `catalogue.ts` names.
 *
 * @example
 * export default defineReproduction({
 *   title: 'Squares',
 *   seeds: { full: 10, quick: 2 },
 *   cells: ({ seeds }) => seeds.map((seed) => ({ name: 'square', seed })),
 *   measure: ({ seed }) => seed ** 2,
 *   report: (measured) => ({
 *     claims: [
 *       {
 *         quantity: 'mean square',
 *         published: { value: 38.5, of: 'one run' },
 *         ours: measured.map(({ result }) => result),
 *         better: 'lower',
 *       },
 *     ],
 *     findings: [],
 *   }),
 * });
 */
export function defineReproduction<C extends Cell, Result>(
  reproduction: Reproduction<C, Result>,
): Reproduction<C, Result> {
  return reproduction;
}
