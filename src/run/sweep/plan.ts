import type { RawConfig } from '../../config/config-file.ts';
import { withSetting } from '../../config/config-file.ts';
import { ConfigError } from '../../errors.ts';
import { sha256OfText } from '../../files/sha256.ts';
import type { UsedModule } from '../modules.ts';
import type { Point, SweepPoints } from './points.ts';
import type { Settings, SweepFile } from './sweep-file.ts';

/** A run that a sweep plans: a line of `plan.jsonl`. */
export interface PlannedRun {
  /** Folder of the run in `runs/`: the beginning of a SHA-256 of task, settings, seed and code. */
  readonly id: string;
  /** Number of its point, from 0. */
  readonly point: number;
  readonly seed: number;
  /** The level on each axis. */
  readonly levels: readonly number[];
  /** What the point sets. */
  readonly settings: Settings;
}

/** The code that a run depends on. */
export interface PlanCode {
  /** SHA-256 of the built program. */
  readonly sha256: string;
  readonly modules: readonly UsedModule[];
}

/** Characters of an id: enough for a million runs. */
const ID_LENGTH = 14;

/**
 * The runs of a sweep: all seeds of a point, then the next point. Only text is put together and hashed here, so that ten
 * thousand points take a fraction of a second.
 *
 * @throws ConfigError when two points are the same
 */
export function planSweep(
  file: SweepFile,
  { points }: SweepPoints,
  code: PlanCode,
  source: string,
): readonly PlannedRun[] {
  const common = JSON.stringify([code.sha256, code.modules.map(({ sha256 }) => sha256), file.task]);
  const seen = new Map<string, number>();
  return points.flatMap((point, number) => {
    const settings = JSON.stringify(sorted(configOf(file, point, source)));
    return file.seeds.map((seed): PlannedRun => {
      const id = sha256OfText(`${common} ${settings} ${seed}`).slice(0, ID_LENGTH);
      const before = seen.get(id);
      if (before !== undefined) throw samePoints(source, point, before, number);
      seen.set(id, number);
      return { id, point: number, seed, levels: point.levels, settings: point.settings };
    });
  });
}

/** The configuration of a point, without a seed. @throws ConfigError when a setting leads through a value */
export function configOf(file: SweepFile, { settings }: Pick<Point, 'settings'>, source: string): RawConfig {
  return Object.entries(settings).reduce<RawConfig>(
    (config, [name, value]) => withSetting(config, name, value, source),
    file.settings,
  );
}

/** A point in words, e.g. `imitation.rounds=4 task.size=8`. */
export function pointText(settings: Settings): string {
  const parts = Object.entries(settings).map(([name, value]) => `${name}=${valueText(value)}`);
  return parts.join(' ') || 'base settings';
}

/** A value of a setting in words. */
export function valueText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function samePoints(source: string, { settings }: Point, first: number, second: number): ConfigError {
  const received = `points ${first + 1} and ${second + 1} alike: ${pointText(settings)}`;
  const problem = { path: '', expected: 'different points', received, remedy: 'leave one of them out' };
  return new ConfigError(source, [problem]);
}

/** The same value with its fields in alphabetical order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, each]) => [name, sorted(each)]));
}
