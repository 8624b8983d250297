import { encodeConfig } from '../../config/config.ts';
import type { RawConfig } from '../../config/config-file.ts';
import { UsageError } from '../../errors.ts';
import type { Cell } from '../cells/cell.ts';
import { resolveSettings, type SettingsRequest } from '../settings.ts';

/** Ways of learning a task, and how they are compared. */
export interface ComparisonRequest extends Omit<SettingsRequest, 'seed'> {
  /** Names of algorithms, e.g. `dagger`, `flat-cloning`, `dagger:corrections=first-failure`; the first is the reference. */
  readonly algorithms: readonly string[];
  /** Names of models, e.g. `linear`, `perceptron:passes=10`; the first is the reference. */
  readonly models: readonly string[];
  /** Labels of manager and workers, each counted, at which training ends. */
  readonly labels: readonly number[];
  /** Of the trainings; each names fresh layouts, too. */
  readonly seeds: readonly number[];
  /** Fresh layouts for each seed, the same for all that are compared. */
  readonly episodes: number;
  /** Layout distribution of the task; the first of the evaluation if not given. */
  readonly layout?: string | undefined;
}

/** One training: a way of learning with a budget of labels and a seed. */
export interface ComparisonCell extends Cell {
  /** Way of learning: algorithm and model. */
  readonly contender: string;
  /** Budget of labels of manager and workers, each counted. */
  readonly labels: number;
  /** Number of fresh layouts. */
  readonly episodes: number;
  /** Every setting, as a file would give it. */
  readonly config: RawConfig;
}

/** What is compared, one training after another. */
export interface ComparisonPlan {
  /** Name of the task. */
  readonly task: string;
  /** Ways of learning; the first is the reference. */
  readonly contenders: readonly string[];
  /** One a way of learning, budget and seed. */
  readonly cells: readonly ComparisonCell[];
}

/**
 * The trainings of a comparison, their settings checked.
 * @throws ConfigError, UsageError
 */
export async function planComparison(request: ComparisonRequest): Promise<ComparisonPlan> {
  const { algorithms, models, labels, seeds, episodes, layout, set = [], ...source } = request;
  for (const [name, list] of Object.entries({ algorithms, models, labels, seeds })) {
    if (list.length === 0 || new Set<string | number>(list).size < list.length)
      throw new UsageError(
        `${name}: expected at least one, none twice, received ${list.join(', ') || 'none'}`,
      );
  }
  // As a setting, so that an unknown name is refused before anything is trained.
  const evaluated = layout === undefined ? [] : [`evaluation.layouts=[${JSON.stringify(layout)}]`];
  const { task } = await resolveSettings({ ...source, set });
  if (task.contender === undefined)
    throw new UsageError(`${task.name}: expected a task of imitation, which can be compared`);
  const ways = algorithms.flatMap((algorithm) =>
    models.map((model) => ({ name: `${algorithm}, ${model}`, settings: task.contender!(algorithm, model) })),
  );
  const cells: ComparisonCell[] = [];
  for (const { name: contender, settings } of ways)
    for (const budget of labels) {
      const own = [...settings.own, `imitation.labelBudget=${budget}`, ...evaluated];
      refuseOwn(set, own);
      const { config } = await resolveSettings({ ...source, set: [...settings.byDefault, ...set, ...own] });
      const encoded = encodeConfig(task.schema, config) as RawConfig;
      const name = `${task.name}: ${contender}, ${budget} labels`;
      const cell = { name, contender, labels: budget, episodes };
      for (const seed of seeds) cells.push({ ...cell, seed, config: { ...encoded, seed } });
    }
  return { task: task.name, contenders: ways.map(({ name }) => name), cells };
}

/** Refuses settings for all that a way of learning sets itself: its row would promise another one. @throws UsageError */
function refuseOwn(given: readonly string[], own: readonly string[]): void {
  const keyOf = (setting: string) => setting.slice(0, setting.indexOf('='));
  const overlap = (a: string, b: string) => `${a}.`.startsWith(`${b}.`);
  for (const setting of given) {
    const key = keyOf(setting);
    const same = own.map(keyOf).find((other) => overlap(key, other));
    if (same === undefined) continue;
    throw new UsageError(
      `set: expected settings that are the same for all that are compared, received ${setting}; leave ${same} to algorithms, models, labels and layout`,
    );
  }
}
