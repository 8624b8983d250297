import { z } from 'zod';
import { duration } from '../../src/config/units.ts';
import { type DivisionConfig, divisionSchema } from '../decomposition/division/division.ts';

/** Settings that every algorithm of imitation has. */
export interface ImitationConfig {
  /** Name of the algorithm. */
  readonly algorithm: string;
  /** Layout distribution of the training; `own`: as the options of the environment say. */
  readonly layout: string;
  /** Number of episodes that the expert shows. */
  readonly demonstrations: number;
  /** Id of recorded demonstrations in place of the expert's own. Absent: the expert shows. */
  readonly dataset?: string | undefined;
  /** Checksum of the dataset's data; others are refused. Absent: none is compared. */
  readonly datasetSha256?: string | undefined;
  /** Folder of all datasets. Absent: that of Minari. */
  readonly datasetRoot?: string | undefined;
  /** Names of the subtasks that a dataset labels. Absent: those of the task. */
  readonly subtasks?: readonly string[] | undefined;
  /** Another split into subtasks. Absent: the task's own. */
  readonly division?: DivisionConfig | undefined;
  /** Times that the demonstrations are shown. */
  readonly passes: number;
  /** ms */
  readonly labelInterval: number;
  /** Whether what is demonstrated drives the distal compartments. */
  readonly teaching: boolean;
  /** Control: names of subtasks are dealt out at random in every episode. */
  readonly shuffleSubtasks: boolean;
  /** Absent: no limit. */
  readonly labelBudget?: number | undefined;
}

/** What the settings of a task's imitation depend on. */
export interface ImitationDefaults {
  /** Names of layout distributions that the task has. */
  readonly layouts: readonly string[];
  /** The one to train on unless told otherwise. */
  readonly trainingLayout: string;
  /** Network time of an environment step, ms; default durations are multiples of it. */
  readonly stepDurationMs: number;
}

/** Fields of every algorithm's settings. */
export const imitationFields = ({ layouts, trainingLayout, stepDurationMs }: ImitationDefaults) => ({
  layout: z
    .enum(layouts)
    .default(trainingLayout)
    .describe('layout distribution to train on; own: as options.env says'),
  demonstrations: z.int().min(0).max(1_000_000).default(40).describe('episodes shown by the expert'),
  dataset: z
    .string()
    .optional()
    .describe('recorded demonstrations, [namespace/]name-vN, to show in place of the expert’s own'),
  datasetSha256: z.string().optional().describe('checksum of the dataset’s data: others are refused'),
  datasetRoot: z
    .string()
    .optional()
    .describe('folder of all datasets; default: MINARI_DATASETS_PATH, else ~/.minari/datasets'),
  subtasks: z
    .array(z.string())
    .min(1)
    .optional()
    .describe('subtasks that the dataset labels, where they are not those of the task’s expert'),
  division: divisionSchema
    .optional()
    .describe('another split into subtasks than the task’s own, to compare; the expert’s actions stay'),
  passes: z.int().min(1).max(1000).default(1).describe('times the demonstrations are shown'),
  labelInterval: duration({ default: wholeSteps(8, stepDurationMs), min: '0.01 ms', max: '1 h' }).describe(
    'network time between two labels',
  ),
  teaching: z
    .boolean()
    .default(false)
    .describe('the demonstrated choice and action drive the distal compartments during demonstrations'),
  shuffleSubtasks: z
    .boolean()
    .default(false)
    .describe('control: in every episode the names of the subtasks are dealt out at random'),
  labelBudget: z
    .int()
    .min(1)
    .max(1_000_000_000)
    .optional()
    .describe(
      'labels of manager and workers, each counted, after which training ends; no limit if not given',
    ),
});

/** The shortest time of whole environment steps that is no shorter than the given one, both in ms, as text. */
export function wholeSteps(timeMs: number, stepDurationMs: number): string {
  return `${stepDurationMs * Math.ceil(timeMs / stepDurationMs)} ms`;
}
