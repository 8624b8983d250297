import type { Generator } from 'gymnasium-js';
import { closest } from '../../config/suggest.ts';
import { ConfigError, type Problem } from '../../errors.ts';
import { streamGenerator } from '../../numeric/seeds.ts';
import type { Distribution, Settings, SweepFile } from './sweep-file.ts';

/** Settings that change together; the points of a sweep are all combinations of the levels of its axes. */
export interface Axis {
  readonly kind: 'grid' | 'zip' | 'list' | 'random';
  readonly levels: readonly Settings[];
}

/** A combination of settings. */
export interface Point {
  /** The level on each axis. */
  readonly levels: readonly number[];
  readonly settings: Settings;
}

/** What a sweep compares. */
export interface SweepPoints {
  readonly axes: readonly Axis[];
  /** In an order that the file alone decides. */
  readonly points: readonly Point[];
}

/** Significant digits of random values: few enough to hide how engines round logarithms. */
const DIGITS = 4;

/**
 * The points of a sweep; the same file gives the same points.
 *
 * @throws ConfigError when a setting is on two axes, or an exclusion names one that is on none or leaves no point
 */
export function pointsOf(file: SweepFile, source: string): SweepPoints {
  const axes = axesOf(file);
  const problems = [...twiceProblems(axes), ...exclusionProblems(axes, file.exclude)];
  if (problems.length > 0) throw new ConfigError(source, problems);
  const rules = file.exclude.map((rule) => Object.entries(rule));
  const points = combinations(axes).filter(({ settings }) => !rules.some((rule) => matches(settings, rule)));
  if (points.length > 0) return { axes, points };
  const problem = { path: 'exclude', expected: 'exclusions that leave a point', received: 'none left' };
  throw new ConfigError(source, [problem]);
}

function axesOf({ grid, zip, list, random }: SweepFile): readonly Axis[] {
  const ofGrid = Object.entries(grid).map(
    ([name, values]): Axis => ({ kind: 'grid', levels: values.map((value) => ({ [name]: value })) }),
  );
  const [first, ...others] = Object.entries(zip);
  const zipped = (first?.[1] ?? []).map((_, k) =>
    Object.fromEntries([first!, ...others].map(([name, values]) => [name, values[k]])),
  );
  const ofZip: Axis[] = zipped.length === 0 ? [] : [{ kind: 'zip', levels: zipped }];
  const ofList: Axis[] = list.length === 0 ? [] : [{ kind: 'list', levels: list }];
  const ofRandom: Axis[] = random === undefined ? [] : [{ kind: 'random', levels: drawAll(random) }];
  return [...ofGrid, ...ofZip, ...ofList, ...ofRandom];
}

/** Each setting has a stream of its own: another setting more or less does not change what it draws. */
function drawAll({ count, seed, settings }: NonNullable<SweepFile['random']>): readonly Settings[] {
  const columns = Object.entries(settings).map(([name, distribution]) => {
    const generator = streamGenerator(seed, `sweep ${name}`);
    return [name, Array.from({ length: count }, () => draw(distribution, generator))] as const;
  });
  return Array.from({ length: count }, (_, k) =>
    Object.fromEntries(columns.map(([name, drawn]) => [name, drawn[k]])),
  );
}

function draw(distribution: Distribution, generator: Generator): unknown {
  if ('choice' in distribution) return distribution.choice[generator.integers(0, distribution.choice.length)];
  const share = generator.random();
  const value =
    'log' in distribution
      ? Math.exp(between(Math.log(distribution.log[0]), Math.log(distribution.log[1]), share))
      : between(...distribution.linear, share);
  return distribution.whole ? Math.round(value) : Number(value.toPrecision(DIGITS));
}

function between(low: number, high: number, share: number): number {
  return low + (high - low) * share;
}

/** All combinations, the last axis fastest. */
function combinations(axes: readonly Axis[]): readonly Point[] {
  let points: readonly Point[] = [{ levels: [], settings: {} }];
  for (const { levels } of axes) {
    points = points.flatMap((point) =>
      levels.map((settings, level) => ({
        levels: [...point.levels, level],
        settings: { ...point.settings, ...settings },
      })),
    );
  }
  return points;
}

/** Whether a point has all values of an exclusion; a list there names several values. */
function matches(settings: Settings, rule: readonly (readonly [string, unknown])[]): boolean {
  return rule.every(([name, excluded]) => {
    const same = (value: unknown) => JSON.stringify(value) === JSON.stringify(settings[name]);
    return (
      Object.hasOwn(settings, name) && (same(excluded) || (Array.isArray(excluded) && excluded.some(same)))
    );
  });
}

/** Names of the settings on an axis. */
export function namesOn({ levels }: Axis): readonly string[] {
  return [...new Set(levels.flatMap((settings) => Object.keys(settings)))];
}

function twiceProblems(axes: readonly Axis[]): Problem[] {
  const seen = new Map<string, string>();
  return axes.flatMap((axis) =>
    namesOn(axis).flatMap((name) => {
      const before = seen.get(name);
      seen.set(name, axis.kind);
      const expected = `a setting that is on one axis only, received before in ${before}`;
      return before === undefined ? [] : [{ path: `${axis.kind}.${name}`, expected, received: 'it again' }];
    }),
  );
}

function exclusionProblems(axes: readonly Axis[], exclude: readonly Settings[]): Problem[] {
  const known = axes.flatMap(namesOn);
  return exclude.flatMap((rule, k) =>
    Object.keys(rule)
      .filter((name) => !known.includes(name))
      .map((name) => {
        const meant = closest(name, known);
        const remedy = meant === undefined ? 'remove it' : `did you mean ${meant}?`;
        const expected = `one of the settings of this sweep, ${known.join(', ') || 'which has none'}`;
        return { path: `exclude[${k}]`, expected, received: JSON.stringify(name), remedy };
      }),
  );
}
