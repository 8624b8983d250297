import type { Env } from 'gymnasium-js';
import { type Lesson, practised, shown } from '../../src/episodes/lesson.ts';
import { streamGenerator, streamSeed } from '../../src/numeric/seeds.ts';
import type { Task } from '../../src/task/task.ts';
import type { Agent } from '../agent.ts';
import { openRecorded } from './open-recorded.ts';
import { type RecordedEpisodes, recorded } from './recorded.ts';
import type { ImitationConfig } from './settings.ts';
import { shuffled } from './shuffled.ts';
import { type Taught, teach } from './teach.ts';

/** Where an agent is taught: gives algorithms their lessons, and teaches them. */
export class School<Observation = unknown, Action = unknown> {
  readonly agent: Agent<Observation, Action>;
  readonly config: ImitationConfig;
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

  /** The `episode`-th demonstration, of the dataset if there is one, else of the expert. @throws DatasetError */
  demonstration(episode: number): Lesson<Observation, Action> {
    const lesson =
      this.#recorded === null
        ? shown(
            this.#task,
            this.#demonstrationEnv,
            streamGenerator(this.#seed, 'demonstration', episode, 1),
            { seed: streamSeed(this.#seed, 'demonstration', episode) },
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

  /** Teaches the agent a lesson. @throws DivergenceError */
  teach(lesson: Lesson<Observation, Action>, { teaching = false } = {}): Taught {
    const labelInterval = this.#task.stepsWithin(this.config.labelInterval);
    const taught = teach(this.agent, lesson, { labelInterval, teaching });
    this.#checkWeights();
    return taught;
  }

  /** Lets the agent learn all that the lessons so far have taught. @throws DivergenceError */
  conclude(): void {
    for (const learner of this.agent.learners) learner.apply();
    this.#checkWeights();
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
