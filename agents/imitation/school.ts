import type { Env, Generator, Space } from 'gymnasium-js';
import { z } from 'zod';
import { type Lesson, practised, shown } from '../../src/episodes/lesson.ts';
import { streamGenerator, streamSeed } from '../../src/numeric/seeds.ts';
import type { Task } from '../../src/task/task.ts';
import type { Agent } from '../agent.ts';
import { type Inspected, inspect } from './inspect.ts';
import { addLabels, type LabelCounts, labelCountsOf, labelsOfBoth, noLabels } from './label-counts.ts';
import { openRecorded } from './open-recorded.ts';
import { type RecordedEpisodes, recorded } from './recorded.ts';
import type { ImitationConfig } from './settings.ts';
import { shuffled } from './shuffled.ts';
import { type Taught, type TeachOptions, teach } from './teach.ts';

/** What a school remembers between two lessons, in checkpoints. */
const recordSchema = z.strictObject({
  counts: z.strictObject({
    labels: z.int().min(0),
    managerLabels: z.int().min(0),
    workerLabels: z.int().min(0),
    inspections: z.int().min(0),
  }),
  notes: z.record(z.string(), z.array(z.number())),
  concluded: z.boolean(),
});

/** What a school remembers between two lessons. */
export type SchoolRecord = z.infer<typeof recordSchema>;

/** How a school teaches a lesson. */
export interface LessonTeaching<Action>
  extends Pick<TeachOptions<Action>, 'teaching' | 'corrects' | 'compare'> {
  /** Whether its labels count; those of a demonstration that is shown again do not. Default: true. */
  readonly counted?: boolean;
}

/** Where an agent is taught: gives algorithms their lessons, and teaches them. */
export class School<Observation = unknown, Action = unknown> {
  readonly agent: Agent<Observation, Action>;
  readonly config: ImitationConfig;
  /** Answers of the expert so far. */
  counts: LabelCounts = noLabels;
  /** Numbers that an algorithm remembers from one episode to the next, by name. */
  notes: Readonly<Record<string, readonly number[]>> = {};
  /** Whether all lessons so far have been concluded. */
  #concluded = true;
  readonly #task: Task<Observation, Action>;
  readonly #seed: number;
  readonly #demonstrationEnv: Env<Observation, Action>;
  readonly #practiceEnv: Env<Observation, Action>;
  /** Demonstrations of a dataset, shown in place of the expert's own. */
  readonly #recorded: RecordedEpisodes<Observation, Action> | null;

  /** @param demonstrations the recorded ones that the config names */
  constructor(
    task: Task<Observation, Action>,
    agent: Agent<Observation, Action>,
    config: ImitationConfig,
    seed: number,
    demonstrations: RecordedEpisodes<Observation, Action> | null = openRecorded(task, config),
  ) {
    this.agent = agent;
    this.config = config;
    this.#task = task;
    this.#seed = seed;
    const { layout } = config;
    this.#demonstrationEnv = task.environment({ layout, demonstration: true });
    this.#practiceEnv = task.environment({ layout });
    this.#recorded = demonstrations;
  }

  /** Schema of a record in a checkpoint. */
  static readonly recordSchema = recordSchema;

  /** What is to be remembered in a checkpoint, beside the agent. */
  get record(): SchoolRecord {
    const notes = Object.entries(this.notes).map(([name, numbers]) => [name, [...numbers]]);
    return {
      counts: labelCountsOf(this.counts),
      notes: Object.fromEntries(notes),
      concluded: this.#concluded,
    };
  }

  /** Continues from a record. */
  restore({ counts, notes, concluded }: SchoolRecord): void {
    this.counts = counts;
    this.notes = notes;
    this.#concluded = concluded;
  }

  /** Whether all that was taught is learned. */
  get isConcluded(): boolean {
    return this.#concluded;
  }

  /** Whether the budget of labels is spent. */
  get isSpent(): boolean {
    return this.#allowance <= 0;
  }

  get #allowance(): number {
    return (this.config.labelBudget ?? Number.POSITIVE_INFINITY) - labelsOfBoth(this.counts);
  }

  /** The actions of the task. */
  get actionSpace(): Space<Action> {
    return this.#demonstrationEnv.actionSpace;
  }

  get stepDurationMs(): number {
    return this.#task.stepDurationMs;
  }

  /** A generator for a purpose of an algorithm. */
  generator(purpose: string, ...path: number[]): Generator {
    return streamGenerator(this.#seed, purpose, ...path);
  }

  /**
   * The `episode`-th demonstration, of the dataset if there is one, else of the expert.
   * @param perturb changes the actions that the expert takes; what it shows as right stays
   * @throws DatasetError
   */
  demonstration(episode: number, perturb?: (action: Action) => Action): Lesson<Observation, Action> {
    const lesson =
      this.#recorded === null
        ? shown(
            this.#task,
            this.#demonstrationEnv,
            streamGenerator(this.#seed, 'demonstration', episode, 1),
            { seed: streamSeed(this.#seed, 'demonstration', episode), perturb },
          )
        : recorded(this.#recorded.episode(episode));
    return this.#named(lesson, 0, episode);
  }

  /**
   * An episode in which the agent acts and the expert labels.
   * @param path of numbers that name the episode
   * @param manager who picks the subtasks that are carried out
   * @param durationMs longest episode, in network time
   */
  practice(
    path: readonly number[],
    manager: 'expert' | 'network',
    durationMs: number,
  ): Lesson<Observation, Action> {
    const lesson = practised(this.#task, this.#practiceEnv, manager, {
      seed: streamSeed(this.#seed, 'practice', ...path),
      maxSteps: this.#task.stepsWithin(durationMs),
    });
    return this.#named(lesson, 1, ...path);
  }

  /** Teaches the agent a lesson, as far as the budget of labels allows. @throws DivergenceError */
  teach(
    lesson: Lesson<Observation, Action>,
    { counted = true, ...options }: LessonTeaching<Action> = {},
  ): Taught {
    const labelInterval = this.#task.stepsWithin(this.config.labelInterval);
    const allowance = counted ? this.#allowance : Number.POSITIVE_INFINITY;
    const taught = teach(this.agent, lesson, { labelInterval, allowance, ...options });
    this.#concluded = false;
    this.#checkWeights();
    if (!counted) return { ...taught, ...noLabels };
    this.counts = addLabels(this.counts, taught);
    return taught;
  }

  /** Lets the agent play a lesson, and inspects it; nothing is learned. @throws DivergenceError */
  inspect(lesson: Lesson<Observation, Action>): Inspected {
    const inspected = inspect(this.agent, lesson);
    this.counts = addLabels(this.counts, { ...noLabels, inspections: inspected.inspections });
    return inspected;
  }

  /** Lets the agent learn all that the lessons so far have taught. @throws DivergenceError */
  conclude(): void {
    for (const learner of this.agent.learners) learner.apply();
    this.#concluded = true;
    this.#checkWeights();
  }

  /** Concludes, where lessons have been taught since the last time. @throws DivergenceError */
  end(): void {
    if (!this.#concluded) this.conclude();
  }

  #checkWeights(): void {
    for (const learner of this.agent.learners) learner.checkWeights();
  }

  /** The lesson with the names of the subtasks dealt out at random, where the control is asked for. */
  #named(lesson: Lesson<Observation, Action>, ...path: number[]): Lesson<Observation, Action> {
    if (!this.config.shuffleSubtasks) return lesson;
    const generator = streamGenerator(this.#seed, 'shuffledSubtasks', ...path);
    return shuffled(lesson, this.#task.subtasks.names.length, generator);
  }
}
