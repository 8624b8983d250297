import { Box, type Env, type Space } from 'gymnasium-js';
import { valuesOf } from '../../src/data/column.ts';
import { type Dataset, openDataset } from '../../src/data/dataset.ts';
import { DatasetError } from '../../src/data/dataset-error.ts';
import { type Demonstration, type Labels, labelsOf, stepsOf } from '../../src/data/demonstration.ts';
import { datasetsRoot } from '../../src/data/disk.ts';
import type { Task } from '../../src/task/task.ts';
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
   * @throws UsageError when there is no such dataset
   * @throws DatasetError when it is damaged, has other data, or was recorded in an environment of other spaces or subtasks
   */
  constructor(
    id: string,
    env: Env<Observation, Action>,
    { subtasks, milestones }: Pick<Task, 'subtasks' | 'milestones'>,
    { root = datasetsRoot(), needed, sha256 }: EpisodesOptions,
  ) {
    const dataset = openDataset(root, id);
    const refuse = (path: string, expected: string, received: string, remedy?: string) => {
      dataset.close();
      throw new DatasetError(id, { path, expected, received, remedy });
    };
    const own = dataset.metadata.own?.subtasks ?? [];
    const isUnlabelled = own.length === 0 && subtasks.names.length === 1;
    const recorded = dataset.metadata.own?.sha256;
    if (sha256 !== undefined && recorded !== sha256)
      refuse('sha256', `${sha256}, as when the run began`, recorded ?? 'none', 'use the dataset of then');
    if (!dataset.observationSpace.equals(env.observationSpace))
      refuse('observation_space', `${env.observationSpace}`, `${dataset.observationSpace}`);
    if (!isLike(dataset.actionSpace, env.actionSpace))
      refuse('action_space', `${env.actionSpace}`, `${dataset.actionSpace}`);
    if (!isUnlabelled && own.join() !== subtasks.names.join())
      refuse(
        'subtasks',
        subtasks.names.join(', '),
        own.join(', ') || 'none',
        own.length === 0
          ? 'record it with burstwise record'
          : `to learn those, set imitation.subtasks=${JSON.stringify(own)}`,
      );
    if (dataset.length < needed)
      refuse(
        'episodes',
        `at least ${needed}`,
        `${dataset.length}`,
        `set imitation.demonstrations=${dataset.length}`,
      );
    this.#dataset = dataset;
    this.#milestones = milestones;
    this.#subtasks = subtasks.names.length;
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
    if (labels === null) {
      const remedy = 'record it with burstwise record';
      const path = `episode ${index}`;
      throw new DatasetError(id, { path, expected: 'labels of an expert', received: 'none', remedy });
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

/** Whether two spaces are equal, or boxes that differ in their bounds only: the actions are then checked one by one. */
function isLike(recorded: Space, own: Space): boolean {
  if (recorded.equals(own)) return true;
  return (
    recorded instanceof Box &&
    own instanceof Box &&
    recorded.dtype === own.dtype &&
    recorded.shape.join() === own.shape.join()
  );
}

function actionsAsLabels(episode: Demonstration): Labels {
  return { subtasks: new Array<number>(stepsOf(episode)).fill(0), expertActions: episode.actions };
}
