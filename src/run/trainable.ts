import type { Space } from 'gymnasium-js';
import type { z } from 'zod';
import type { Policy } from '../episodes/rollout.ts';
import type { Checkpoint, CheckpointType } from '../files/checkpoint.ts';
import type { NamedModel } from '../models/saved-state.ts';
import type { ReportDocument } from '../report/document.ts';
import type { Figure, Report } from '../report/report.ts';
import type { EvaluationContext, EvaluationPart, Examiner } from './examination.ts';
import type { Trainer } from './trainer.ts';

/** The fresh layouts on which learners are compared: the same for every learner of one seed. */
export interface TrialRequest {
  /** Number of layouts. */
  readonly episodes: number;
  /** Layout distribution of the task; the first of the evaluation if not given. */
  readonly layout?: string | undefined;
  /** Names the layouts; that of the training if not given. */
  readonly seed?: number | undefined;
}

/** Settings of a way of learning that is compared with others. */
export interface ContenderSettings {
  /** `key=value` each; those that are given to all may change these, e.g. the longest training. */
  readonly byDefault: readonly string[];
  /** `key=value` each: what makes it this way of learning. */
  readonly own: readonly string[];
}

/** What a learner achieved, and what it was told for that. */
export interface Trial {
  /** Whether it succeeded, layout by layout. */
  readonly successes: readonly boolean[];
  /** Steps of an episode on average, failures too: a long search can succeed without skill. */
  readonly meanSteps: number;
  /** Subtasks named to a manager during the training. */
  readonly managerLabels: number;
  /** Actions named to workers, or to a flat agent. */
  readonly workerLabels: number;
  /** Verdicts that name nothing right. */
  readonly inspections: number;
}

/** Says, step by step, which subtask it would have under way, while somebody else acts. */
export interface SubtaskObserver {
  /** Names of its subtasks. */
  readonly subtasks: readonly string[];
  /** Space of the observations that `choose` takes. */
  readonly observationSpace: Space;
  /** Starts an episode. */
  reset(): void;
  /** Index of the subtask that it chooses on an observation. */
  choose(observation: unknown): number;
}

/** What a checkpoint is restored for. */
export interface RestoreOptions {
  /** To train on: then how the agent acts may not differ, either. Default: to look at what was learned. */
  readonly toTrain?: boolean;
}

/** One run of a task: something that learns, and can be examined at any time. */
export interface Session extends Trainer, Examiner<EvaluationPart, unknown> {
  /** What it learns with, by name. */
  readonly models: readonly NamedModel[];
  /** Acts with what was learned; absent where the task has no environment. */
  readonly performer?: Policy<unknown, unknown>;
  /** Watches others with what was learned; absent where no subtasks are chosen. */
  readonly observer?: SubtaskObserver | undefined;
  /**
   * Continues from a checkpoint of the same settings; only how models are computed and how an agent acts may differ, to look
   * at what was learned.
   * @throws CheckpointError when shapes or settings differ
   */
  restore(checkpoint: Checkpoint, options?: RestoreOptions): void;
  /** Examines what was learned, on what it never saw; the report is the same for any number of threads. */
  evaluate(overrides?: EvaluationOverrides, context?: EvaluationContext): Promise<Report>;
  /** Plays fresh layouts, to be compared with others. Absent: this cannot be compared. */
  trial?(request: TrialRequest): Trial;
  /** Reports on the split into subtasks; absent where there are none. @throws UsageError where there is no expert */
  decompose?(overrides: DecompositionOverrides, context?: EvaluationContext): Promise<ReportDocument>;
  /** Pictures of what was learned; `metrics` are the lines logged during training. */
  draw(metrics: readonly Readonly<Record<string, unknown>>[]): Promise<Figure[]>;
}

/** What the command line may ask of an evaluation instead of what the config says. */
export interface EvaluationOverrides {
  /** Number of layouts of each distribution. */
  readonly episodes?: number | undefined;
  /** Names the layouts. */
  readonly seed?: number | undefined;
  /** The only layout distribution. */
  readonly layout?: string | undefined;
  /** Let the workers carry out this one subtask all along. */
  readonly subtask?: string | undefined;
  /** What is done to the agent and its world, beside an undisturbed evaluation; the task checks it. */
  readonly perturbations?: GivenPerturbations | undefined;
}

/** Perturbations as they were given, and where, for errors. */
export interface GivenPerturbations {
  /** Where they come from, for errors. */
  readonly source: string;
  /** As they were read, not yet checked. */
  readonly value: unknown;
}

/** What is asked of a report on the split into subtasks. */
export interface DecompositionOverrides {
  /** How the user names what is examined, e.g. a run folder. */
  readonly subject: string;
  /** The command that makes the report again. */
  readonly command: string;
  /** Number of layouts of each question. */
  readonly episodes?: number | undefined;
  /** Names the layouts. */
  readonly seed?: number | undefined;
  /** Layout distribution. */
  readonly layout?: string | undefined;
  /** The lines logged during training, where there are any. */
  readonly metrics?: readonly Readonly<Record<string, unknown>>[] | undefined;
  /** Datasets whose labels are splits of somebody’s own, for the long report. */
  readonly splits?: readonly string[] | undefined;
  /** Folder of these datasets; that of Minari if not given. */
  readonly root?: string | undefined;
  /** Whether the long report is asked for. */
  readonly full?: boolean | undefined;
  /** Whether an agent without subtasks is trained to compare with; true if not given. */
  readonly flat?: boolean | undefined;
}

/** Settings that every task has. */
export interface CommonConfig {
  /** Name of the trainable. */
  readonly task: string;
  /** Source of all randomness of a run. */
  readonly seed: number;
}

/** Something that can be trained by name. */
export interface Trainable<Config extends CommonConfig = CommonConfig, S extends Session = Session> {
  /** As `burstwise train` takes it. */
  readonly name: string;
  /** One sentence. */
  readonly description: string;
  /** Name of the task in `tasks` that its agents act in; absent where there is none. */
  readonly environment?: string;
  /** What `Trainer.advance` does once, in the plural: `episodes`. */
  readonly unit: string;
  /** Units of work between two checkpoints. */
  readonly checkpointEvery: number;
  /** Checks settings and fills in defaults. */
  readonly schema: z.ZodType<Config>;
  /** Kind and version of its checkpoints. */
  readonly checkpointType: CheckpointType;
  /** Data of the report of one seed, as they come back from a file. */
  readonly reportSchema: z.ZodType<Report['data']>;
  /** What runs of several seeds found together, from the data of their reports, in the order of the seeds. */
  summarise(seeds: readonly number[], reports: readonly Report['data'][]): Report;
  /**
   * Settings of a way of learning that is compared with others: it learns until a budget of labels is spent. Absent: there is
   * nothing to compare.
   * @param algorithm its name; `flat-` before it: by an agent without subtasks
   * @throws UsageError where there is no such algorithm or model
   */
  readonly contender?: ((algorithm: string, model: string) => ContenderSettings) | undefined;
  /** @throws ConfigError when settings do not fit together */
  begin(config: Config): S;
}
