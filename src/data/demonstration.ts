import type { Space } from 'gymnasium-js';
import { z } from 'zod';
import { type Column, type ColumnGroup, columnProblem, type NumberColumn } from './column.ts';
import { DatasetError } from './dataset-error.ts';
import { canonicalOptions, type OptionRecord, optionsProblem } from './options.ts';
import { storageProblem } from './storable.ts';

/** What the actions and observations of a dataset are. */
export interface DatasetSpaces {
  readonly observationSpace: Space;
  readonly actionSpace: Space;
  /** Labels are below the number of these names; null, or an empty list, where the subtasks have no names. */
  readonly own: { readonly subtasks: readonly string[] } | null;
}

/** Labels of subtasks without names are below this. */
const MOST_UNNAMED_SUBTASKS = 1024;

/** One episode of T ≥ 1 steps as it happened, and what the expert would have done. Frozen; made by `createDemonstration`. */
export interface Demonstration {
  /** Number in its dataset, from 0. */
  readonly id: number;
  /** Seed of the reset, below 2^64; null when there was none. */
  readonly seed: bigint | null;
  /** Options of the reset; null when there were none, or `{}`. */
  readonly options: OptionRecord | null;
  /** T + 1 values of the observation space: that of the reset, then that after each step. */
  readonly observations: Column;
  /** T values of the action space: what was done. */
  readonly actions: Column;
  /** `[T]` */
  readonly rewards: Float64Array;
  /** `[T]`, 0 or 1: the task ended with this step. Only the last can be 1. */
  readonly terminations: Uint8Array;
  /** `[T]`, 0 or 1: the episode was cut off after this step. Only the last can be 1. */
  readonly truncations: Uint8Array;
  /**
   * Anything else, by step; of recordings with an expert under `demonstration`, T + 1 rows each, of which the last
   * repeats the one before it: `subtask` (int64), `expert_action` and `action_taken` (values of the action space).
   */
  readonly infos: ColumnGroup;
  /** What else is known of the episode as a whole; absent: nothing. */
  readonly notes?: EpisodeNotes;
}

export const notesSchema = z.object({
  /** Which milestones of the task it reached, by name. */
  milestones: z.record(z.string(), z.boolean()).optional(),
  /** Who demonstrated, where there are several experts. */
  expert: z.string().optional(),
});

/** In the files these are attributes of the episode, so that Minari has them among its metadata: `burstwise/expert`, … */
export type EpisodeNotes = Readonly<z.infer<typeof notesSchema>>;

/** The name under which infos hold what the expert said. */
export const LABELS = 'demonstration';

/** What an expert said at each of T steps. */
export interface Labels {
  /** `[T]` index of the subtask under way. */
  readonly subtasks: readonly number[];
  /** T values of the action space (the last row repeats the one before it, as in all infos). */
  readonly expertActions: Column;
}

/** Number of steps T. */
export function stepsOf({ rewards }: Pick<Demonstration, 'rewards'>): number {
  return rewards.length;
}

/** Sum of rewards. */
export function returnOf({ rewards }: Pick<Demonstration, 'rewards'>): number {
  return rewards.reduce((sum, reward) => sum + reward, 0);
}

/**
 * The one way to make a demonstration, whether from an episode just played or from a file.
 *
 * @param source what to call it in errors
 * @throws DatasetError when lengths or shapes disagree, a reward, observation or action is not finite or not in its
 *   space, an end lies before the last step, a label names no subtask, or a file could not give back names, texts or
 *   options as they are
 */
export function createDemonstration(
  fields: Demonstration,
  spaces: DatasetSpaces,
  source: string,
): Demonstration {
  const { notes: givenNotes, ...rest } = fields;
  const notes = notesFrom(givenNotes);
  const episode = {
    ...rest,
    options: canonicalOptions(fields.options),
    ...(notes === null ? {} : { notes }),
  };
  const problem = problemOf(episode, spaces);
  if (problem !== null) throw new DatasetError(source, problem);
  return Object.freeze(episode);
}

/** Null where they say nothing. */
function notesFrom({ milestones = {}, expert }: EpisodeNotes = {}): EpisodeNotes | null {
  const notes = {
    ...(Object.keys(milestones).length === 0 ? {} : { milestones }),
    ...(expert === undefined ? {} : { expert }),
  };
  return Object.keys(notes).length === 0 ? null : notes;
}

function problemOf(fields: Demonstration, { observationSpace, actionSpace, own }: DatasetSpaces) {
  const { id, seed, options, notes, observations, actions, rewards, terminations, truncations, infos } =
    fields;
  const steps = rewards.length;
  if (!Number.isSafeInteger(id) || id < 0)
    return { path: 'id', expected: 'a whole number', received: `${id}` };
  if (steps === 0) return { path: 'rewards', expected: 'at least one step', received: 'none' };
  if (seed !== null && (seed < 0n || seed >= 1n << 64n))
    return { path: 'seed', expected: 'a whole number below 2^64', received: `${seed}` };
  const bad = rewards.findIndex((reward) => !Number.isFinite(reward));
  if (bad >= 0) return { path: `rewards[${bad}]`, expected: 'a finite number', received: `${rewards[bad]}` };
  for (const [path, flags] of Object.entries({ terminations, truncations })) {
    if (flags.length !== steps) return { path, expected: `${steps} flags`, received: `${flags.length}` };
    const odd = flags.findIndex((flag) => flag > 1);
    if (odd >= 0) return { path: `${path}[${odd}]`, expected: '0 or 1', received: `${flags[odd]}` };
    const early = flags.indexOf(1);
    if (early >= 0 && early < steps - 1)
      return { path: `${path}[${early}]`, expected: 'no end before the last step', received: 'an end' };
  }
  return (
    storageProblem({ observations, actions, infos }) ??
    columnProblem(observationSpace, observations, steps + 1, 'observations') ??
    columnProblem(actionSpace, actions, steps, 'actions') ??
    infoProblem(infos, steps, 'infos') ??
    labelProblem(fields, actionSpace, own?.subtasks.length || MOST_UNNAMED_SUBTASKS) ??
    (options === null ? null : optionsProblem(options, 'options')) ??
    (notes === undefined ? null : optionsProblem(notes as OptionRecord, 'notes'))
  );
}

/** Infos may be anything, NaN too, but what has rows has one for each observation or step. */
function infoProblem(
  { columns }: ColumnGroup,
  steps: number,
  path: string,
): { path: string; expected: string; received: string } | null {
  for (const [name, column] of Object.entries(columns)) {
    const where = `${path}/${name}`;
    if (column.kind === 'group') {
      const problem = infoProblem(column, steps, where);
      if (problem !== null) return problem;
      continue;
    }
    const rows = column.kind === 'text' ? column.values.length : column.shape[0];
    if (rows !== undefined && rows !== steps + 1 && rows !== steps)
      return { path: where, expected: `${steps + 1} rows`, received: `${rows}` };
  }
  return null;
}

/** The labels, where there are any, are whole and agree with the actions. */
function labelProblem({ infos, rewards, actions }: Demonstration, actionSpace: Space, subtasks: number) {
  const group = infos.columns[LABELS];
  if (group === undefined) return null;
  const path = `infos/${LABELS}`;
  const rows = rewards.length + 1;
  if (group.kind !== 'group') return { path, expected: 'a group', received: 'an array' };
  const { subtask, expert_action: expert, action_taken: taken } = group.columns;
  if (subtask?.kind !== 'numbers' || subtask.dtype !== 'int64' || `${subtask.shape}` !== `${rows}`)
    return { path: `${path}/subtask`, expected: `int64 [${rows}]`, received: 'something else' };
  const strange = (subtask.data as BigInt64Array).findIndex((label) => label < 0n || label >= subtasks);
  if (strange >= 0)
    return {
      path: `${path}/subtask[${strange}]`,
      expected: `a label from 0 to ${subtasks - 1}`,
      received: `${subtask.data[strange]}`,
    };
  if (expert === undefined || taken === undefined)
    return {
      path,
      expected: 'subtask, expert_action and action_taken',
      received: Object.keys(group.columns).join(', '),
    };
  const problem =
    columnProblem(actionSpace, expert, rows, `${path}/expert_action`) ??
    columnProblem(actionSpace, taken, rows, `${path}/action_taken`);
  if (problem !== null || beginsWith(taken, actions)) return problem;
  return { path: `${path}/action_taken`, expected: 'the same as actions', received: 'other values' };
}

/** Whether a column of one more row has the same values in all rows but that. */
function beginsWith(longer: Column, shorter: Column): boolean {
  if (shorter.kind === 'group') {
    const { columns } = longer as ColumnGroup;
    return Object.entries(shorter.columns).every(([name, column]) => beginsWith(columns[name]!, column));
  }
  const [a, b]: readonly ArrayLike<unknown>[] =
    shorter.kind === 'text'
      ? [(longer as typeof shorter).values, shorter.values]
      : [(longer as NumberColumn).data, shorter.data];
  for (let i = 0; i < b!.length; i++) if (a![i] !== b![i]) return false;
  return true;
}

/** What the expert said; null where the episode has no labels. */
export function labelsOf({ infos }: Demonstration): Labels | null {
  const group = infos.columns[LABELS];
  if (group?.kind !== 'group') return null;
  const { data } = group.columns['subtask'] as NumberColumn;
  return {
    subtasks: Array.from((data as BigInt64Array).subarray(0, -1), Number),
    expertActions: group.columns['expert_action']!,
  };
}
