import type { Factor } from '../../statistics/factor-effects.ts';
import { pointText, valueText } from './plan.ts';
import { type Axis, namesOn } from './points.ts';
import type { RunOutcome } from './results.ts';

/** Random numbers are compared in so many groups of equal size. */
const GROUPS = 3;

/**
 * The factors of a sweep: each setting of the grid, the zip and the list as a whole, and each random setting. Runs that differ in a factor
 * of the first kinds are compared where all other settings and the seed are the same. A random setting changes with the others of its
 * draw, so that draws are compared as wholes, each by the mean of its runs beside other draws with the same rest.
 */
export function factorsOf(axes: readonly Axis[], outcomes: readonly RunOutcome[]): readonly Factor[] {
  return axes.flatMap((axis, index) =>
    axis.kind === 'random' ? randomFactors(axis, index, outcomes) : [plainFactor(axis, index, outcomes)],
  );
}

function plainFactor(axis: Axis, index: number, outcomes: readonly RunOutcome[]): Factor {
  const names = namesOn(axis);
  const single = names.length === 1 ? names[0] : undefined;
  return {
    name: single ?? (axis.kind === 'list' ? 'list' : names.join(' + ')),
    levels: axis.levels.map((level) => (single === undefined ? pointText(level) : valueText(level[single]))),
    units: outcomes.map((run) => ({
      block: restOf(run, index),
      level: run.levels[index]!,
      value: run.value,
    })),
  };
}

/** All that is the same in runs that differ on one axis only. */
function restOf({ levels, seed }: RunOutcome, axis: number): string {
  return `${levels.filter((_, k) => k !== axis).join(',')} ${seed}`;
}

function randomFactors(axis: Axis, index: number, outcomes: readonly RunOutcome[]): readonly Factor[] {
  const draws = valuesOfDraws(index, outcomes);
  return namesOn(axis).map((name) => {
    const group = groupsOf([...draws.keys()].map((draw) => axis.levels[draw]![name]));
    const units = [...draws.entries()].map(([draw, value]) => ({
      block: 'all draws',
      level: group.levelOf(axis.levels[draw]![name]),
      value,
    }));
    return { name, levels: group.levels, units };
  });
}

/** The mean of each draw over its runs, from each of which the mean of all draws with the same rest is taken. */
function valuesOfDraws(index: number, outcomes: readonly RunOutcome[]): ReadonlyMap<number, number> {
  const sums = new Map<string, { sum: number; count: number }>();
  for (const run of outcomes) add(sums, restOf(run, index), run.value);
  const overall = outcomes.reduce((sum, { value }) => sum + value, 0) / outcomes.length;
  const ofDraws = new Map<number, { sum: number; count: number }>();
  for (const run of outcomes) {
    const { sum, count } = sums.get(restOf(run, index))!;
    add(ofDraws, run.levels[index]!, run.value - sum / count + overall);
  }
  return new Map([...ofDraws].map(([draw, { sum, count }]) => [draw, sum / count]));
}

function add<Key>(sums: Map<Key, { sum: number; count: number }>, key: Key, value: number): void {
  const { sum, count } = sums.get(key) ?? { sum: 0, count: 0 };
  sums.set(key, { sum: sum + value, count: count + 1 });
}

interface Groups {
  readonly levels: readonly string[];
  readonly levelOf: (value: unknown) => number;
}

/** Different values where these are few, else groups of numbers between quantiles. */
function groupsOf(values: readonly unknown[]): Groups {
  const different = [...new Set(values.map(valueText))];
  const areNumbers = values.every((value) => typeof value === 'number');
  if (!areNumbers || different.length <= GROUPS) {
    if (areNumbers) different.sort((a, b) => Number(a) - Number(b));
    return { levels: different, levelOf: (value) => different.indexOf(valueText(value)) };
  }
  const sorted = (values as readonly number[]).slice().sort((a, b) => a - b);
  const starts = Array.from({ length: GROUPS }, (_, k) => sorted[Math.floor((k * sorted.length) / GROUPS)]!);
  const levelOf = (value: unknown) => starts.findLastIndex((start) => (value as number) >= start);
  const levels = starts.map((start, k) => {
    const last = sorted.findLast((value) => levelOf(value) === k) ?? start;
    return `${start} … ${last}`;
  });
  return { levels, levelOf };
}
