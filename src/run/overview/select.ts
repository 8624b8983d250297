import { parseDuration } from '../../config/units.ts';
import { UsageError } from '../../errors.ts';
import { Fields } from './fields.ts';
import { findRuns } from './find-runs.ts';
import type { Scalar } from './flat.ts';
import { RunEntry } from './run-entry.ts';

/** Which runs are asked for. */
export interface RunSelection {
  /** Each that of a run, of a sweep, or one with such folders in it. */
  readonly folders: readonly string[];
  /** Conditions that all have to hold, e.g. `task=button-food`, `success>=0.9`, `state!=failed`, `task~food`. */
  readonly where?: readonly string[] | undefined;
  /** A field to sort by, `-` before it for the largest first; by time if not given. */
  readonly sort?: string | undefined;
  /** Only the runs that began last, so many. */
  readonly last?: number | undefined;
  /** Whether runs stay in the order in which their folders are given, where nothing else is asked for. */
  readonly inGivenOrder?: boolean | undefined;
  /** Whether each seed of a run of several is a run of its own. */
  readonly bySeed?: boolean | undefined;
}

/**
 * The runs in folders, those that began first first, or sorted as asked.
 *
 * @param onProblem is told, for people, of what cannot be read and is left out
 * @throws UsageError when a folder is not there, or a condition or field is not understood
 */
export function selectRuns(
  { folders, where = [], sort, last, inGivenOrder = false, bySeed = false }: RunSelection,
  onProblem: (text: string) => void = () => {},
): readonly RunEntry[] {
  const conditions = where.map(parseCondition);
  const all = readAll(folders, bySeed, onProblem);
  const byTime = all.toSorted((a, b) => compare(a.info.startedAt, b.info.startedAt));
  const fields = new Fields(all);
  const tests = conditions.map((condition) => testOf(condition, fields));
  const fitting = byTime.filter((run) => tests.every((test) => test(run)));
  const kept = last === undefined ? fitting : fitting.slice(-last);
  if (sort !== undefined) return sorted(kept, sort, fields);
  return inGivenOrder ? all.filter((run) => kept.includes(run)) : kept;
}

function readAll(
  folders: readonly string[],
  bySeed: boolean,
  onProblem: (text: string) => void,
): readonly RunEntry[] {
  return findRuns(folders, onProblem).flatMap((found) => {
    try {
      const entry = new RunEntry(found);
      return bySeed ? entry.members() : [entry];
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      onProblem(`left out: ${error.message}`);
      return [];
    }
  });
}

/** A condition on a field of a run. */
interface Condition {
  readonly name: string;
  readonly operator: string;
  readonly wanted: string;
  /** As it was given, for errors. */
  readonly source: string;
}

function parseCondition(text: string): Condition {
  const source = `--where ${text}`;
  const [, name, operator, wanted] =
    /^\s*([^=!<>~]*[^=!<>~\s])\s*(!=|>=|<=|=|<|>|~)\s*(.*?)\s*$/s.exec(text) ?? [];
  if (name !== undefined && operator !== undefined && wanted !== undefined)
    return { name, operator, wanted, source };
  throw new UsageError(
    `--where: expected a condition such as task=button-food, success>=0.9, state!=failed or task~food, received ${JSON.stringify(text)}`,
  );
}

function testOf({ name, operator, wanted, source }: Condition, fields: Fields): (run: RunEntry) => boolean {
  const field = fields.resolve(name, source);
  const order = orders[operator];
  if (order === undefined) {
    const test = equalities[operator]!;
    return (run) => test(fields.valueOf(run, field), wanted);
  }
  const bound = magnitude(wanted);
  if (bound === undefined)
    throw new UsageError(
      `${source}: expected a number after ${operator}, a time such as 20 ms, or a date such as 2026-11-28, received ${JSON.stringify(wanted)}`,
    );
  return (run) => {
    const value = magnitude(fields.valueOf(run, field));
    return value !== undefined && order(value, bound);
  };
}

const orders: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

const equalities: Readonly<Record<string, (value: Scalar, wanted: string) => boolean>> = {
  '=': isEqual,
  '!=': (value, wanted) => !isEqual(value, wanted),
  '~': (value, wanted) => `${value ?? ''}`.toLowerCase().includes(wanted.toLowerCase()),
};

function isEqual(value: Scalar, wanted: string): boolean {
  if (`${value}` === wanted) return true;
  const [own, other] = [magnitude(value), magnitude(wanted)];
  return own !== undefined && own === other;
}

/** What numbers, times with a unit and dates are compared by; undefined for other texts. */
function magnitude(value: Scalar): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const number = /^\d{4}-\d\d-\d\d/.test(value) ? Date.parse(value) : Number(value);
  return Number.isNaN(number) ? parseDuration(value) : number;
}

function sorted(runs: readonly RunEntry[], sort: string, fields: Fields): readonly RunEntry[] {
  const isDescending = sort.startsWith('-');
  const field = fields.resolve(isDescending ? sort.slice(1) : sort, `--sort ${sort}`);
  const sign = isDescending ? -1 : 1;
  return runs.toSorted((a, b) => {
    const [first, second] = [fields.valueOf(a, field), fields.valueOf(b, field)];
    if (first === null || second === null) return Number(first === null) - Number(second === null);
    return sign * compare(first, second);
  });
}

/** Numbers, times and dates by size, before texts, which are compared by letters. */
function compare(a: Scalar, b: Scalar): number {
  const [first, second] = [magnitude(a), magnitude(b)];
  if (first !== undefined && second !== undefined) return first - second;
  if (first !== undefined || second !== undefined) return first === undefined ? 1 : -1;
  return `${a}` < `${b}` ? -1 : `${a}` > `${b}` ? 1 : 0;
}
