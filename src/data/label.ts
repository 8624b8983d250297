import { type Column, columnGroup, columnOf, numberColumn, valuesOf } from './column.ts';
import type { Dataset } from './dataset.ts';
import { type DatasetSpaces, type Demonstration, LABELS, labelsOf, stepsOf } from './demonstration.ts';
import { descriptionOf } from './derive.ts';
import type { DatasetDescription } from './recording.ts';

/** New labels of an episode of T steps. */
export interface EpisodeLabels {
  /** `[T]` index of the subtask under way. */
  readonly subtasks: ArrayLike<number>;
  /**
   * T values of the action space: what would have been right. Absent: what an expert said before, else what was done.
   */
  readonly actions?: readonly unknown[];
}

/** An episode with other labels; everything else stays. */
export function relabelled(
  episode: Demonstration,
  { subtasks, actions }: EpisodeLabels,
  { actionSpace }: Pick<DatasetSpaces, 'actionSpace'>,
): Omit<Demonstration, 'id'> {
  const { id: _, infos, ...rest } = episode;
  const steps = stepsOf(episode);
  if (subtasks.length !== steps)
    throw new RangeError(`subtasks: expected ${steps} labels, received ${subtasks.length}`);
  const lengthened = (values: readonly unknown[]): Column =>
    columnOf(actionSpace, [...values, values.at(-1)]);
  const taken = lengthened(valuesOf(actionSpace, episode.actions));
  const said = actions === undefined ? (labelsOf(episode)?.expertActions ?? taken) : lengthened(actions);
  const subtask = BigInt64Array.from({ length: steps + 1 }, (_, step) =>
    BigInt(subtasks[Math.min(step, steps - 1)]!),
  );
  const labels = columnGroup({
    subtask: numberColumn('int64', [steps + 1], subtask),
    expert_action: said,
    action_taken: taken,
  });
  return { ...rest, infos: columnGroup({ ...infos.columns, [LABELS]: labels }) };
}

/**
 * What a dataset with new labels says of itself.
 *
 * @param names of the subtasks
 * @param how the labels came about, for the record
 */
export function labelledDescription(
  dataset: Dataset,
  names: readonly string[],
  how: Readonly<Record<string, unknown>>,
): DatasetDescription {
  const description = descriptionOf(dataset);
  const recording = { labelled: dataset.id, ...how, from: description.own.recording };
  return { ...description, own: { ...description.own, subtasks: [...names], recording } };
}
