import { basename, resolve } from 'node:path';
import { z } from 'zod';
import { isLocked } from '../../files/folder-lock.ts';
import { type Estimate, proportion } from '../../statistics/proportions.ts';
import { stateOf } from '../leases/item-state.ts';
import { Liveness } from '../leases/liveness.ts';
import type { MetricsLine } from '../metrics-log.ts';
import { openRunFolder, type RunFolder } from '../run-folder.ts';
import type { RunRecord } from '../run-info.ts';
import { openSweep } from '../sweep/sweep-folder.ts';
import type { FoundRun, SweepPlace } from './find-runs.ts';
import { flatResults, flatSettings, isEstimate, type Scalar } from './flat.ts';

/** How far a run has come; `unfinished`: it waits to be continued. */
export type EntryState = 'done' | 'running' | 'unfinished' | 'failed';

const reportSchema = z.looseObject({});

/** Results of the first layout and condition, as reports of agents have them; the last milestone is the goal. */
const goalSchema = z.looseObject({ results: z.array(z.looseObject({ success: z.looseObject({}) })).min(1) });

/** A run as its folder shows it; nothing is trained or played, and no module of users is loaded. */
export class RunEntry {
  readonly folder: RunFolder;
  readonly name: string;
  /** Name of the run of several seeds that it is a seed of. */
  readonly group: string | null;
  readonly place: SweepPlace | null;
  readonly info: RunRecord;
  /**
   * Stays the same while the run continues, and wherever its folder is: the beginning of a SHA-256 of what the run began with,
   * its time and its settings.
   */
  readonly id: string;
  readonly state: EntryState;
  /** Units of work, e.g. episodes, that are logged; of several seeds the least. */
  readonly completed: number;
  /** The numbers of its report by dotted name. */
  readonly results: Readonly<Record<string, number | Estimate>>;
  /** Success at the goal in the first layout and condition of its report; null where there is none. */
  readonly success: Estimate | null;
  #settings: Readonly<Record<string, Scalar>> | undefined;

  /** @throws ConfigError naming the file of the folder that is damaged, and what is wrong with it */
  constructor({ folder, name, place }: FoundRun, group: string | null = null) {
    this.folder = folder;
    this.name = name;
    this.group = group;
    this.place = place;
    this.info = folder.readInfo();
    this.id = folder.identity().slice(0, ID_LENGTH);
    this.state = stateIn(folder, place);
    const counts = this.#seedFolders().map((each) => each.metrics.last()?.completed ?? 0);
    this.completed = Math.min(...counts);
    const report = folder.hasReport ? folder.readReport(reportSchema) : {};
    // The seed is a setting, and reports of single seeds are in their own folders.
    const found = { ...report, seed: undefined, runs: undefined };
    this.results = { ...flatResults(found), ...sharedResults(folder, place) };
    this.success = successIn(report);
  }

  /** Path of its folder. */
  get path(): string {
    return this.folder.path;
  }

  /** Settings by dotted name, as its `config.yaml` has them. @throws ConfigError when the file is damaged */
  get settings(): Readonly<Record<string, Scalar>> {
    this.#settings ??= flatSettings(this.folder.readConfig());
    return this.#settings;
  }

  /** What was logged during training, of one seed after the other. @throws ConfigError naming a line that is damaged */
  metrics(): readonly MetricsLine[] {
    return this.#seedFolders().flatMap((each) => each.metrics.read());
  }

  /** The runs of its seeds; itself where there is only one. */
  members(): readonly RunEntry[] {
    const { seeds } = this.info;
    if (seeds.length === 1) return [this];
    return seeds.map((seed, k) => {
      const found = { folder: this.#seedFolders()[k]!, name: `${this.name}/seed-${seed}`, place: this.place };
      return new RunEntry(found, this.name);
    });
  }

  #seedFolders(): readonly RunFolder[] {
    const { seeds } = this.info;
    return seeds.length === 1
      ? [this.folder]
      : seeds.map((seed) => openRunFolder(this.folder.seedPath(seed)));
  }
}

/** Characters of an id: enough for billions of runs. */
const ID_LENGTH = 20;

/** Workers on other machines that have not reported a death are taken to live: to look twice would take minutes. */
const patient = new Liveness({ expiresAfter: Number.POSITIVE_INFINITY });

function stateIn(folder: RunFolder, place: SweepPlace | null): EntryState {
  if (place !== null && place.point !== null) {
    const { state } = stateOf(openSweep(place.sweep), basename(resolve(folder.path)), patient);
    return state === 'waiting' ? 'unfinished' : state;
  }
  if (folder.hasReport) return 'done';
  return isLocked(folder.path) ? 'running' : 'unfinished';
}

/** What a run of a sweep found on the layouts that all runs of it share. */
function sharedResults(
  { path }: RunFolder,
  place: SweepPlace | null,
): Readonly<Record<string, number | Estimate>> {
  if (place === null) return {};
  const [sweep, id] = [openSweep(place.sweep), basename(resolve(path))];
  const trial = sweep.isDone(id) ? sweep.readResult(id).trial : null;
  if (trial === null) return {};
  const successes = trial.successes.split('').filter((each) => each === '1').length;
  return {
    'shared.success': proportion(successes, trial.successes.length),
    'shared.meanSteps': trial.meanSteps,
  };
}

function successIn(report: unknown): Estimate | null {
  const { success, data } = goalSchema.safeParse(report);
  const goal = success ? Object.values(data.results[0]!.success).at(-1) : undefined;
  return isEstimate(goal) ? goal : null;
}
