import { UsageError } from '../../errors.ts';
import type { PlannedRun } from './plan.ts';
import type { SweepFile } from './sweep-file.ts';
import type { RunResult, SweepFolder } from './sweep-folder.ts';

/** A run that is done, and what is compared. */
export interface RunOutcome extends PlannedRun {
  /** Share of successes on the shared layouts, or what `measure` names. */
  readonly value: number;
  /** Successes on the shared layouts; null where something else is compared. */
  readonly successes: readonly boolean[] | null;
}

/** What is compared, in words, and whether more of it is better. */
export interface Measure {
  readonly name: string;
  readonly isMore: boolean;
}

/** What the runs of a sweep that are done have found, in the order of the plan. @throws UsageError when nothing says what to compare */
export function readOutcomes(folder: SweepFolder): {
  readonly outcomes: readonly RunOutcome[];
  readonly measure: Measure;
} {
  const file = folder.readFile();
  const done = folder.readPlan().filter(({ id }) => folder.isDone(id));
  const outcomes = done.map((run): RunOutcome => {
    const result = folder.readResult(run.id);
    const played = file.measure === undefined ? result.trial : null;
    const successes = played === null ? null : Array.from(played.successes, (each) => each === '1');
    return { ...run, value: valueIn(result, successes, file, folder.path), successes };
  });
  return { outcomes, measure: measureOf(file) };
}

function measureOf({ measure }: SweepFile): Measure {
  return measure === undefined
    ? { name: 'success rate', isMore: true }
    : { name: measure.report, isMore: measure.goal === 'most' };
}

function valueIn(
  { report }: RunResult,
  successes: readonly boolean[] | null,
  { measure }: SweepFile,
  path: string,
): number {
  if (measure === undefined) {
    if (successes !== null) return successes.filter(Boolean).length / successes.length;
    throw new UsageError(
      `${path}/sweep.yaml: measure: expected a field of the runs' report.json, since the task has no layouts, received nothing; write e.g. measure: { report: error, goal: least }, and start the file again`,
    );
  }
  const value = measure.report
    .split('.')
    .reduce<unknown>((fields, name) => (fields as Record<string, unknown> | undefined)?.[name], report);
  if (typeof value === 'number') return value;
  throw new UsageError(
    `${path}/sweep.yaml: measure.report: expected the name of a number in report.json, received ${measure.report}; there are ${numbersIn(report).join(', ')}`,
  );
}

/** Dotted names of the numbers in a report, the first ones. */
function numbersIn(value: unknown, prefix = ''): readonly string[] {
  if (typeof value === 'number') return [prefix.slice(0, -1)];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value)
    .flatMap(([name, each]) => numbersIn(each, `${prefix}${name}.`))
    .slice(0, 12);
}
