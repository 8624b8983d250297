import { validate } from '../../config/config.ts';
import { applySettings } from '../../config/config-file.ts';
import { ConfigError, type Problem } from '../../errors.ts';
import { streamGenerator } from '../../numeric/seeds.ts';
import { isModulePath, taskName, type UsedModule, useModules } from '../modules.ts';
import { type AnyTrainable, trainables } from '../trainables.ts';
import { configOf, pointText } from './plan.ts';
import { namesOn, type Point, type SweepPoints } from './points.ts';
import type { SweepFile } from './sweep-file.ts';

/** The task of a sweep, and what defines it. */
export interface SweepTask {
  readonly task: AnyTrainable;
  /** Settings that its name stands for, as `--set` takes them. */
  readonly named: readonly string[];
  readonly modules: readonly UsedModule[];
}

/** Points that are checked whole; of more, a sample that has every value. */
const MOST_CHECKED = 1000;

/** Finds the task of a sweep. @throws UsageError when no task has that name, or a module cannot be used */
export async function taskOfSweep({ task: called, use }: SweepFile): Promise<SweepTask> {
  const modules = await useModules([...use, ...(isModulePath(called) ? [called] : [])]);
  const { entry: task, settings: named } = trainables.find(await taskName(called));
  return { task, named, modules };
}

/**
 * Checks points against the settings of the task. Of more than a thousand points a sample is checked that has every level of every
 * axis; the others are checked when their runs begin.
 *
 * @returns the number of points that were checked
 * @throws ConfigError naming each setting that does not fit, and the first point that has it
 */
export function checkPoints(
  file: SweepFile,
  sweep: SweepPoints,
  { task, named }: SweepTask,
  source: string,
): number {
  if (file.halving !== undefined && task.environment === undefined) {
    const problem = { path: 'halving', expected: 'a task with layouts, on which points are compared' };
    throw new ConfigError(source, [{ ...problem, received: task.name, remedy: 'leave halving out' }]);
  }
  const checked = sampleOf(sweep);
  const problems = new Map<string, Problem>();
  for (const point of checked) {
    const config = applySettings(configOf(file, point, source), named);
    const validation = validate(task.schema, { ...config, seed: file.seeds[0] });
    for (const problem of 'problems' in validation ? validation.problems : []) {
      const key = `${problem.path} ${problem.received}`;
      const { expected, received, remedy } = problem;
      const where = `${problem.path} (${pointText(point.settings)})`;
      if (!problems.has(key)) problems.set(key, { path: where, expected, received, remedy });
    }
  }
  if (problems.size > 0) throw new ConfigError(source, [...problems.values()]);
  return checked.length;
}

/** All points; of many those with extreme numbers, the first one with each level, and some that a fixed generator draws. */
function sampleOf({ axes, points }: SweepPoints): readonly Point[] {
  if (points.length <= MOST_CHECKED) return points;
  const chosen = new Set<Point>(axes.flatMap(namesOn).flatMap((name) => extremesOf(name, points)));
  const seen = axes.map(() => new Set<number>());
  for (const point of points) {
    const isNew = point.levels.some((level, axis) => !seen[axis]!.has(level));
    if (!isNew || chosen.size >= MOST_CHECKED) continue;
    for (const [axis, level] of point.levels.entries()) seen[axis]!.add(level);
    chosen.add(point);
  }
  const generator = streamGenerator(0, 'sweep check');
  while (chosen.size < MOST_CHECKED) chosen.add(points[generator.integers(0, points.length)]!);
  return [...chosen];
}

/** The points with the smallest and the largest number in a setting. */
function extremesOf(name: string, points: readonly Point[]): readonly Point[] {
  const numberAt = ({ settings }: Point) => settings[name];
  const numbers = points.filter((point) => typeof numberAt(point) === 'number');
  const [first] = numbers;
  if (first === undefined) return [];
  const beyond = (sign: 1 | -1) =>
    numbers.reduce(
      (best, point) => (sign * Number(numberAt(point)) > sign * Number(numberAt(best)) ? point : best),
      first,
    );
  return [beyond(-1), beyond(1)];
}
