import { valuesOf } from '../../src/data/column.ts';
import { labelsOf } from '../../src/data/demonstration.ts';
import { DemonstrationPlayer } from '../../src/episodes/demonstration-player.ts';
import type { Task } from '../../src/task/task.ts';

/** Demonstrations with the labels of the expert, which discovery does not see. */
export interface Demonstrations {
  /** What was seen, and what was done, noise included. */
  readonly episodes: readonly {
    readonly observations: readonly unknown[];
    readonly actions: readonly unknown[];
  }[];
  /** The expert's subtasks. */
  readonly given: readonly (readonly number[])[];
}

/** Plays demonstrations of a task. */
export function demonstrate(task: Task, seed: number, count: number): Demonstrations {
  const player = new DemonstrationPlayer(task.forDemonstrations(), { seed });
  const recorded = Array.from({ length: count }, (_, episode) => player.play(episode).episode);
  const { observationSpace, actionSpace } = player.env;
  player.close();
  return {
    episodes: recorded.map(({ observations, actions }) => ({
      observations: valuesOf(observationSpace, observations),
      actions: valuesOf(actionSpace, actions),
    })),
    given: recorded.map((episode) => labelsOf({ ...episode, id: 0 })!.subtasks),
  };
}
