import type { Env } from 'gymnasium-js';
import { valuesOf } from '../../src/data/column.ts';
import type { Dataset } from '../../src/data/dataset.ts';
import { DatasetError } from '../../src/data/dataset-error.ts';
import { labelsOf } from '../../src/data/demonstration.ts';
import { makeDatasetEnv } from '../../src/episodes/dataset-env.ts';
import { taskOf } from '../../src/episodes/dataset-task.ts';
import { replay } from '../../src/episodes/replay.ts';
import type { Expert } from '../../src/task/environment-adapter.ts';
import type { Task } from '../../src/task/task.ts';
import { fingerprint } from './fingerprint.ts';

/** An episode of a dataset, as reports see it. */
export interface DatasetEpisode {
  /** Its subtask at each step; empty where it has no labels. */
  readonly labels: readonly number[];
  /** What the expert says of the same steps; null where it cannot be asked. */
  readonly expert: readonly number[] | null;
  /** Whether it was played again. */
  readonly replayed: boolean;
  /** Where it went another way, in words; null where everything agreed, or it was not played again. */
  readonly difference: string | null;
  /** Seed and options of its reset; null where neither is recorded. */
  readonly layout: string | null;
  /** Equal for episodes with equal first observations, and with equal infos beside these where it was played again. */
  readonly beginning: number;
}

/** Reads the episodes of a dataset, and plays them again where the environment is known. */
export class DatasetReader {
  readonly #dataset: Dataset;
  readonly #env: Env | null;
  readonly #task: Task | null;

  constructor(dataset: Dataset) {
    this.#dataset = dataset;
    this.#env = environmentOf(dataset);
    this.#task = this.#env && taskOf(dataset);
  }

  /** Whether an expert can label the episodes again. */
  get knowsExpert(): boolean {
    return this.#task?.hasExpert === true;
  }

  read(index: number): DatasetEpisode {
    const episode = this.#dataset.episode(index);
    const labels = labelsOf(episode)?.subtasks ?? [];
    const [first] = valuesOf(this.#dataset.observationSpace, episode.observations);
    const { seed, options } = episode;
    const layout = seed === null && options === null ? null : JSON.stringify([`${seed}`, options]);
    const beginning = fingerprint(first);
    if (this.#env === null || layout === null)
      return { labels, expert: null, replayed: false, difference: null, layout, beginning };
    const due: number[] = [];
    const expert: Expert<unknown> | null = this.knowsExpert ? this.#task!.expert(this.#env) : null;
    const { difference, infos } = replay(this.#env, episode, this.#dataset, () => {
      if (expert !== null) due.push(expert.subtask());
    });
    return {
      labels,
      expert: expert !== null && difference === null ? due : null,
      replayed: true,
      difference,
      layout,
      beginning: fingerprint([first, infos[0]]),
    };
  }

  close(): void {
    this.#env?.close();
  }
}

/** The environment of a dataset; null where it is not known here. */
function environmentOf(dataset: Dataset): Env | null {
  try {
    return makeDatasetEnv(dataset).env;
  } catch (error) {
    if (error instanceof DatasetError) return null;
    throw error;
  }
}
