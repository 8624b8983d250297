import { resolve } from 'node:path';
import { UsageError } from '../../errors.ts';
import type { Cell } from '../cells/cell.ts';
import { openRunFolder } from '../run-folder.ts';
import { readSettings } from '../settings.ts';

/** Which trained runs are compared, and on what. */
export interface RunsRequest {
  /** Folders of at least two runs, of one seed or several; the first is the reference. */
  readonly runs: readonly string[];
  /** Fresh layouts; if not given, as many as the first run evaluates on. */
  readonly episodes?: number | undefined;
  /** Names the layouts, the same for every seed of every run; 1 if not given. */
  readonly seed?: number | undefined;
  /** Layout distribution; the first of the first run's evaluation if not given. */
  readonly layout?: string | undefined;
}

/** One trained seed of a run, which is to play. */
export interface RunCell extends Cell {
  readonly path: string;
  readonly episodes: number;
  readonly layoutSeed: number;
  readonly layout: string | null;
}

/**
 * The trained seeds that are to play.
 * @throws UsageError when runs are not of the same task, world and number of seeds
 */
export async function planRuns({ runs, episodes, seed = 1, layout }: RunsRequest) {
  if (runs.length < 2 || new Set(runs.map((path) => resolve(path))).size < runs.length)
    throw new UsageError(`runs: expected at least two different ones, received ${runs.join(', ') || 'none'}`);
  const opened = await Promise.all(
    runs.map(async (path) => {
      const folder = openRunFolder(path);
      return { path, folder, ...(await readSettings(folder)) };
    }),
  );
  const first = opened[0]!;
  const evaluation = first.config as { readonly evaluation?: { readonly episodes: number } };
  const count = episodes ?? evaluation.evaluation?.episodes;
  if (count === undefined)
    throw new UsageError(`${first.path}: expected the run of an agent, received one of ${first.task.name}`);
  for (const run of opened) requireSameWorld(first, run);
  const cells = opened.flatMap(({ path, folder }) => {
    const { seeds } = folder.readInfo();
    return seeds.map(
      (trained): RunCell => ({
        name: path,
        seed: trained,
        path: seeds.length > 1 ? folder.seedPath(trained) : path,
        episodes: count,
        layoutSeed: seed,
        layout: layout ?? null,
      }),
    );
  });
  return { task: first.task.name, cells, episodes: count, seed };
}

type OpenedRun = { readonly path: string } & Awaited<ReturnType<typeof readSettings>> & {
    readonly folder: ReturnType<typeof openRunFolder>;
  };

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
