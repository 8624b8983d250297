import type { Env, Space } from 'gymnasium-js';
import { valuesOf } from '../../src/data/column.ts';
import { type Dataset, openDataset } from '../../src/data/dataset.ts';
import { DatasetError } from '../../src/data/dataset-error.ts';
import { type Demonstration, LABELS, type Labels, labelsOf, stepsOf } from '../../src/data/demonstration.ts';
import { datasetsRoot } from '../../src/data/disk.ts';
import { hasLayoutOf } from '../../src/data/space-layout.ts';
import type { Task } from '../../src/task/task.ts';
import { labelProblem, noLabels } from './dataset-labels.ts';
import type { RecordedEpisode, RecordedEpisodes } from './recorded.ts';

/** Which dataset it has to be. */
export interface EpisodesOptions {
  /** Folder of all datasets. Default: that of Minari. */
  readonly root?: string | undefined;
  /** Least number of episodes. */
  readonly needed: number;
  /** SHA-256 of its data, where they have to be certain ones. */
  readonly sha256?: string | undefined;
}

/** Demonstrations read from a dataset, an episode at a time. */
export class DatasetEpisodes<Observation, Action> implements RecordedEpisodes<Observation, Action> {
  readonly #dataset: Dataset;
  readonly #milestones: readonly string[];
  readonly #subtasks: number;
  readonly #actionSpace: Space<Action>;

  /**
   * @param id name of the dataset
   * @param env the environment that the agent is to act in
   * @param task whose subtasks the labels of the dataset name
   * @throws UsageError when there is no such dataset
   * @throws DatasetError when it is damaged, has other data, or was recorded in an environment of other spaces or subtasks
   */
  constructor(
    id: string,
    env: Env<Observation, Action>,
    task: Pick<Task, 'adapter' | 'subtasks' | 'milestones'>,
    { root = datasetsRoot(), needed, sha256 }: EpisodesOptions,
  ) {
    const dataset = openDataset(root, id);
    const refuse = (path: string, expected: string, received: string, remedy?: string) => {
      dataset.close();
      throw new DatasetError(id, { path, expected, received, remedy });
    };
    const recorded = dataset.metadata.own?.sha256;
    if (sha256 !== undefined && recorded !== sha256)
      refuse('sha256', `${sha256}, as when the run began`, recorded ?? 'none', 'use the dataset of then');
    if (!hasLayoutOf(dataset.observationSpace, env.observationSpace))
      refuse('observation_space', `${env.observationSpace}`, `${dataset.observationSpace}`);
    if (!hasLayoutOf(dataset.actionSpace, env.actionSpace))
      refuse('action_space', `${env.actionSpace}`, `${dataset.actionSpace}`);
    const labels = labelProblem(dataset, task);
    if (labels !== null) refuse(labels.path, labels.expected, labels.received, labels.remedy);
    if (dataset.length < needed)
      refuse(
        'episodes',
        `at least ${needed}`,
        `${dataset.length}`,
        `set imitation.demonstrations=${dataset.length}`,
      );
    this.#dataset = dataset;
    this.#milestones = task.milestones;
    this.#subtasks = task.subtasks.names.length;
    this.#actionSpace = env.actionSpace;
  }

  /**
   * Reads an episode. The actions of an episode without labels are its labels where the task has one subtask.
   * @throws DatasetError when the episode is damaged, or has no labels and the task has several subtasks
   */
  episode(index: number): RecordedEpisode<Observation, Action> {
    const { observationSpace, actionSpace, id } = this.#dataset;
    const episode = this.#dataset.episode(index);
    const labels = labelsOf(episode) ?? (this.#subtasks === 1 ? actionsAsLabels(episode) : null);
    if (labels === null) throw new DatasetError(id, noLabels(`episode ${index}`));
    const strange = labels.subtasks.findIndex((subtask) => subtask >= this.#subtasks);
    if (strange >= 0) {
      const path = `episode ${index}, infos/${LABELS}/subtask[${strange}]`;
      const expected = `a label from 0 to ${this.#subtasks - 1}, the subtasks of the task`;
      const remedy = 'set imitation.subtasks to the names of all that the dataset has';
      throw new DatasetError(id, { path, expected, received: `${labels.subtasks[strange]}`, remedy });
    }
    const observations = valuesOf(observationSpace, episode.observations) as Observation[];
    const actions = valuesOf(actionSpace, labels.expertActions) as Action[];
    const outside = actions.findIndex((action) => !this.#actionSpace.contains(action));
    if (outside >= 0) {
      const path = `episode ${index}, step ${outside}, action`;
      throw new DatasetError(id, {
        path,
        expected: `one of ${this.#actionSpace}`,
        received: `${actions[outside]}`,
      });
    }
    const steps = labels.subtasks.map((subtask, i) => ({
      observation: observations[i]!,
      subtask,
      label: actions[i]!,
    }));
    const terminated = episode.terminations.at(-1) === 1;
    const achieved = this.#milestones.map((name) => episode.notes?.milestones?.[name] ?? terminated);
    return { steps, achieved, terminated };
  }
}

function actionsAsLabels(episode: Demonstration): Labels {
  return { subtasks: new Array<number>(stepsOf(episode)).fill(0), expertActions: episode.actions };
}
