import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { UsageError } from '../../errors.ts';
import { tasks as catalogue } from '../../task/catalogue.ts';
import type { EnvironmentOptions } from '../../task/environment-adapter.ts';
import { playCommand } from '../../task/play-command.ts';
import { resolved } from '../../task/resolved.ts';
import type { Cell } from '../cells/cell.ts';
import { openRunFolder } from '../run-folder.ts';
import { readSettings } from '../settings.ts';

/** Which trained runs are compared, and on what. */
export interface RunsRequest {
  /**
   * At least two; the first is the reference. Each is the folder of a run, of one seed or several; or runs of several tasks,
   * as `name=folder,folder`, in the same order of tasks for each.
   */
  readonly runs: readonly string[];
  /** Fresh layouts; if not given, as many as the first run evaluates on. */
  readonly episodes?: number | undefined;
  /** Names the layouts, the same for every seed of every run; 1 if not given. */
  readonly seed?: number | undefined;
  /** Layout distribution; the first of the evaluation of the first run of each task if not given. */
  readonly layout?: string | undefined;
}

/** One trained seed of a run, which is to play; cells of one name are of one contender. */
export interface RunCell extends Cell {
  /** Index of the task. */
  readonly task: number;
  readonly path: string;
  readonly episodes: number;
  readonly layoutSeed: number;
  readonly layout: string;
}

/** A task in which runs meet. */
export interface SharedTask {
  /** The id of a level, else the name of the task. */
  readonly environment: string;
  readonly layout: string;
  /** The command that plays its layouts, but for `--seed`. */
  readonly play: string;
}

/** What is to be played. */
export interface RunsPlan {
  readonly tasks: readonly SharedTask[];
  readonly cells: readonly RunCell[];
  readonly episodes: number;
  readonly seed: number;
}

/**
 * The trained seeds that are to play.
 * @throws UsageError when runs are not of the same task, world and number of seeds
 */
export async function planRuns({ runs, episodes, seed = 1, layout }: RunsRequest): Promise<RunsPlan> {
  const contenders = runs.map(contenderOf);
  requireDifferent(runs, contenders);
  const opened = await Promise.all(contenders.map(({ paths }) => Promise.all(paths.map(openOne))));
  const first = opened[0]!;
  const settings = first.map(settingsOf);
  const count = episodes ?? settings[0]!.episodes;
  const tasks = settings.map(({ environment, layouts, play }) => {
    const shared = layout ?? layouts[0]!;
    return { environment, layout: shared, play: play(shared) };
  });
  const cells = opened.flatMap((own, k) => {
    const { name } = contenders[k]!;
    requireAsMany(name, own, contenders[0]!.name, first);
    return own.flatMap((run, task) => {
      requireSameWorld(first[task]!, run);
      const { seeds } = run.folder.readInfo();
      const pathOf = (trained: number) => (seeds.length > 1 ? run.folder.seedPath(trained) : run.path);
      const shared = { name, task, episodes: count, layoutSeed: seed, layout: tasks[task]!.layout };
      return seeds.map((trained): RunCell => ({ ...shared, seed: trained, path: pathOf(trained) }));
    });
  });
  return { tasks, cells, episodes: count, seed };
}

/** What is compared: a name, and a run for each task. */
interface Contender {
  readonly name: string;
  readonly paths: readonly string[];
}

function contenderOf(given: string): Contender {
  const [, name, list] = /^([^=]+)=(.+)$/.exec(given) ?? [];
  if (name === undefined || list === undefined || existsSync(given)) return { name: given, paths: [given] };
  return { name, paths: list.split(',') };
}

function requireDifferent(given: readonly string[], contenders: readonly Contender[]): void {
  const paths = contenders.flatMap((contender) => contender.paths.map((path) => resolve(path)));
  const unique = (values: readonly string[]) => new Set(values).size === values.length;
  if (given.length >= 2 && unique(paths) && unique(contenders.map(({ name }) => name))) return;
  throw new UsageError(`runs: expected at least two different ones, received ${given.join(', ') || 'none'}`);
}

type OpenedRun = Awaited<ReturnType<typeof openOne>>;

async function openOne(path: string) {
  const folder = openRunFolder(path);
  return { path, folder, ...(await readSettings(folder)) };
}

/** Settings of a run of an agent. @throws UsageError where it is of something else */
function settingsOf({ path, task, config }: OpenedRun) {
  const { evaluation, options } = config as {
    readonly evaluation?: { readonly episodes: number; readonly layouts: readonly string[] };
    readonly options?: EnvironmentOptions;
  };
  if (evaluation === undefined || options === undefined)
    throw new UsageError(`${path}: expected the run of an agent, received one of ${task.name}`);
  const name = task.environment ?? task.name;
  const { id } = options.env;
  const adapter = resolved(catalogue.find(name).entry, options);
  return {
    ...evaluation,
    environment: typeof id === 'string' ? id : name,
    play: (layout: string) => playCommand(adapter, options, layout),
  };
}

function requireAsMany(
  name: string,
  own: readonly OpenedRun[],
  reference: string,
  first: readonly OpenedRun[],
): void {
  if (own.length === first.length) return;
  throw new UsageError(
    `${name}: expected as many runs as ${reference}, one of each task: ${first.length}; received ${own.length}`,
  );
}

function requireSameWorld(first: OpenedRun, other: OpenedRun): void {
  const worldOf = ({ task, config }: OpenedRun) =>
    `${task.environment ?? task.name} with ${JSON.stringify((config as { options?: { env?: unknown } }).options?.env ?? {})}`;
  const seedsOf = ({ folder }: OpenedRun) => `${folder.readInfo().seeds.length} seeds`;
  for (const [what, of] of [
    ['the same world', worldOf],
    ['as many seeds', seedsOf],
  ] as const) {
    if (of(first) === of(other)) continue;
    throw new UsageError(
      `${other.path}: expected ${what} as ${first.path}, so that layouts and seeds can be paired: ${of(first)}; received ${of(other)}`,
    );
  }
}
