import type { Lesson } from '../../src/episodes/lesson.ts';
import type { ObservationSource } from '../standardise.ts';

/** One step of a recorded demonstration: what was seen, and what the expert said about it. */
export interface RecordedStep<Observation, Action> {
  /** What was seen. */
  readonly observation: Observation;
  /** Index of the subtask that was due. */
  readonly subtask: number;
  /** The action that was right. */
  readonly label: Action;
}

/** A recorded demonstration, to be learned from without its environment. */
export interface RecordedEpisode<Observation, Action> {
  /** In their order. */
  readonly steps: readonly RecordedStep<Observation, Action>[];
  /** Which milestones it reached; of recordings that do not say, all if the task came to its end. */
  readonly achieved: readonly boolean[];
  /** Whether the task came to its end. */
  readonly terminated: boolean;
}

/** Recorded demonstrations by number. */
export interface RecordedEpisodes<Observation, Action> {
  /**
   * Reads one of them.
   * @throws DatasetError when the episode is damaged, or has no labels
   */
  episode(index: number): RecordedEpisode<Observation, Action>;
}

/** Shows all observations of the first `count` episodes that actions were chosen on. */
export function observationsOf<Observation>(
  episodes: RecordedEpisodes<Observation, unknown>,
  count: number,
): ObservationSource<Observation> {
  return (see) => {
    for (let index = 0; index < count; index++)
      for (const { observation } of episodes.episode(index).steps) see(observation);
  };
}

/** A recorded demonstration as a lesson. */
export function* recorded<Observation, Action>({
  steps,
  achieved,
  terminated,
}: RecordedEpisode<Observation, Action>): Lesson<Observation, Action> {
  for (const { observation, subtask, label } of steps) {
    yield { observation, info: {}, subtask, label: () => label, inCharge: subtask };
  }
  return { steps: steps.length, terminated, achieved };
}
