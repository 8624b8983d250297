import { closest } from '../../config/suggest.ts';
import { UsageError } from '../../errors.ts';
import { rangesOf } from '../start-run.ts';
import type { Scalar } from './flat.ts';
import type { RunEntry } from './run-entry.ts';

/** What every run says of itself. */
const common = {
  id: ({ id }) => id,
  run: ({ name }) => name,
  group: ({ group }) => group,
  path: ({ path }) => path,
  task: ({ info }) => info.task,
  seed: ({ info: { seeds } }) => (seeds.length === 1 ? seeds[0]! : rangesOf(seeds)),
  state: ({ state }) => state,
  completed: ({ completed }) => completed,
  success: ({ success }) => success?.value ?? null,
  began: ({ info }) => info.startedAt,
  burstwise: ({ info }) => info.burstwise,
  sweep: ({ place }) => place?.sweep ?? null,
  point: ({ place }) => place?.point ?? null,
} as const satisfies Readonly<Record<string, (run: RunEntry) => Scalar>>;

/** Names of what every run says of itself. */
export const commonFields = Object.keys(common) as readonly (keyof typeof common)[];

/**
 * Fields of some runs by name: what all have, `settings.…` and `result.…`. Settings are read when they are first asked for; all methods
 * throw a ConfigError where those of a run are damaged.
 */
export class Fields {
  readonly #runs: readonly RunEntry[];
  readonly #values = new Map<RunEntry, ReadonlyMap<string, Scalar>>();
  #special: readonly string[] | undefined;

  constructor(runs: readonly RunEntry[]) {
    this.#runs = runs;
  }

  /** Names of the fields that some of the runs have, without those that all have. */
  get special(): readonly string[] {
    this.#special ??= [...new Set(this.#runs.flatMap((run) => [...this.#valuesOf(run).keys()]))];
    return this.#special;
  }

  /** The value of a field; null where the run has none. @param name as `resolve` gives it */
  valueOf(run: RunEntry, name: string): Scalar {
    if (isCommon(name)) return common[name](run);
    return this.#valuesOf(run).get(name) ?? null;
  }

  /**
   * The whole name of a field that people may shorten: `imitation.rounds`, or `rounds` where no other field ends so.
   *
   * @param source names the option in errors
   * @throws UsageError when there is no such field, or several
   */
  resolve(name: string, source: string): string {
    if (isCommon(name)) return name;
    const known: readonly string[] = [...commonFields, ...this.special];
    const whole = [name, `settings.${name}`, `result.${name}`].find((each) => known.includes(each));
    if (whole !== undefined) return whole;
    const endings = known.filter((each) => each.endsWith(`.${name}`));
    if (endings.length === 1) return endings[0]!;
    const received = `${source}: expected a field of the runs, received ${JSON.stringify(name)}`;
    if (endings.length > 1)
      throw new UsageError(`${received}, with which several end; write one of ${someOf(endings)}`);
    const short = known.map((each) => each.replace(/^(settings|result)\./, ''));
    const meant = closest(name, short) ?? closest(name, short.map(lastPart));
    const remedy =
      meant === undefined
        ? `there are ${commonFields.join(', ')}, and settings such as ${someOf(this.special)}`
        : `did you mean ${meant}?`;
    throw new UsageError(`${received}; ${remedy}`);
  }

  #valuesOf(run: RunEntry): ReadonlyMap<string, Scalar> {
    const values = this.#values.get(run) ?? specialFields(run);
    this.#values.set(run, values);
    return values;
  }
}

function isCommon(name: string): name is keyof typeof common {
  return Object.hasOwn(common, name);
}

/** Names that an error lists. */
const MOST_NAMES = 6;

function someOf(names: readonly string[]): string {
  return names.slice(0, MOST_NAMES).join(', ') + (names.length > MOST_NAMES ? ', …' : '');
}

function lastPart(name: string): string {
  return name.split('.').at(-1)!;
}

function specialFields({ settings, results }: RunEntry): ReadonlyMap<string, Scalar> {
  const ofSettings = Object.entries(settings).map(([name, value]) => [`settings.${name}`, value] as const);
  const ofResults = Object.entries(results).flatMap(([name, result]) =>
    typeof result === 'number'
      ? [[`result.${name}`, result] as const]
      : [
          [`result.${name}`, result.value] as const,
          [`result.${name}.low`, result.low] as const,
          [`result.${name}.high`, result.high] as const,
        ],
  );
  return new Map<string, Scalar>([...ofSettings, ...ofResults]);
}
