import { inPaths } from '../files/folders.ts';
import { computedBy } from '../models/saved-state.ts';
import { createRunFolder, isFree } from './create-run-folder.ts';
import type { RunFolder } from './run-folder.ts';
import { encodeSettings, type RunSettings } from './settings.ts';

/** Where a run is kept, and what else its folder says. */
export interface NewRun {
  /** The run folder; if not given, `runs/<task>-seed<n>`, numbered if there is one. */
  readonly out?: string | undefined;
  /** Replace the run that is there already. */
  readonly overwrite?: boolean | undefined;
  /** One run for each of these, in place of the seed of the settings. */
  readonly seeds?: readonly number[] | undefined;
  /** How the run came to be, for the record, e.g. a command line. */
  readonly command?: string | undefined;
}

/** A run that is ready to be trained. */
export interface StartedRun {
  /** Its files; nothing is trained yet. */
  readonly folder: RunFolder;
  /** For people: e.g. that a kernel took the place of another. */
  readonly notes: readonly string[];
}

/**
 * Makes the folder of a new run, with its settings; nothing is trained yet.
 *
 * @throws UsageError when the folder cannot be made, or holds something else
 * @throws ConfigError when settings do not fit together; nothing is written then
 */
export function startRun(
  settings: RunSettings,
  { out, overwrite = false, seeds, command = '' }: NewRun = {},
): StartedRun {
  const { task, config } = settings;
  const all = seeds ?? [config.seed];
  const first = { ...config, seed: all[0]! };
  // Everything that can be wrong with the settings is found before anything is written.
  const { models } = task.begin(first);
  const several = all.length > 1;
  const which = several ? `seeds${rangesOf(all)}` : `seed${first.seed}`;
  const folder = createRunFolder(out ?? freePath(`runs/${inPaths(task.name)}-${which}`), { overwrite });
  const write = (to: RunFolder, seed: number, of: readonly number[]) => {
    to.writeConfig(encodeSettings({ ...settings, config: { ...config, seed } }));
    to.writeInfo({ task: task.name, command, seeds: of, computedBy: computedBy(models) });
  };
  try {
    if (several) for (const seed of all) write(createRunFolder(folder.seedPath(seed)), seed, [seed]);
    write(folder, first.seed, all);
  } finally {
    folder.unlock();
  }
  const notes = models.flatMap(({ name, model: { notice } }) => (notice ? [`${name}: ${notice}`] : []));
  return { folder, notes };
}

/** The shortest text for seeds that `--seeds` reads, e.g. `1-5,8`. */
export function rangesOf(seeds: readonly number[]): string {
  const ranges: [first: number, last: number][] = [];
  for (const seed of seeds) {
    const latest = ranges.at(-1);
    if (latest?.[1] === seed - 1) latest[1] = seed;
    else ranges.push([seed, seed]);
  }
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(',');
}

/** The path itself if nothing is there, else the first free one of path-2, path-3, … */
function freePath(path: string): string {
  if (isFree(path)) return path;
  let number = 2;
  while (!isFree(`${path}-${number}`)) number++;
  return `${path}-${number}`;
}
