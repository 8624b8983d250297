import type { Env } from 'gymnasium-js';
import type { Demonstration, EpisodeNotes } from '../data/demonstration.ts';
import { streamGenerator, streamSeed } from '../numeric/seeds.ts';
import type { EnvironmentOptions } from '../task/environment-adapter.ts';
import type { Task } from '../task/task.ts';
import { noExpert } from '../task/without-expert.ts';
import { EpisodeScript } from './episode-script.ts';
import { type Lesson, practised, shown } from './lesson.ts';
import type { Policy } from './rollout.ts';

/** An episode played for a dataset. */
export interface Attempt {
  readonly episode: Omit<Demonstration, 'id'>;
  /** Whether it reached the last milestone. */
  readonly succeeded: boolean;
}

export interface DemonstrateOptions<Observation, Action> {
  /** Names the episodes: those of the same seed and number are the same, and those that training would show. */
  readonly seed: number;
  /** Cuts an episode off after so many steps. */
  readonly maxSteps?: number | undefined;
  /** Experts of several kinds: each episode is of one of them, drawn by weight; their options differ in `expert` only. */
  readonly mixture?: readonly ExpertVariant[] | undefined;
  /** Acts; the expert, with the perturbations of its options, if not given. */
  readonly agent?: Policy<Observation, Action> | undefined;
}

/** One kind of expert among several. */
export interface ExpertVariant {
  readonly name: string;
  readonly weight: number;
  readonly options: EnvironmentOptions;
}

/** Plays numbered episodes, each by itself: any of them can be played first, in any process. */
export class DemonstrationPlayer<Observation, Action> {
  readonly env: Env<Observation, Action>;
  readonly #task: Task<Observation, Action>;
  readonly #settings: DemonstrateOptions<Observation, Action>;

  /**
   * @param task with the layout in its options: see `Task.forDemonstrations`
   * @throws UsageError when it has no expert, who is to demonstrate or to label
   */
  constructor(task: Task<Observation, Action>, settings: DemonstrateOptions<Observation, Action>) {
    if (!task.hasExpert) throw noExpert(task.name);
    this.#task = task;
    this.#settings = settings;
    this.env = task.environment();
  }

  /** The `index`-th episode. */
  play(index: number): Attempt {
    const { agent, seed } = this.#settings;
    const script = new EpisodeScript<Observation, Action>();
    const variant = this.#variant(index);
    const resetSeed = streamSeed(seed, 'demonstration', index);
    const lesson = this.#lesson(index, variant, resetSeed, script);
    let turn = lesson.next();
    agent?.reset();
    while (!turn.done) {
      const { observation, info, subtask, label, taken } = turn.value;
      const right = label(subtask);
      const action = script.decide(subtask, right, taken ?? agent?.act(observation, info) ?? right);
      turn = lesson.next(action);
    }
    const { terminated, achieved, last } = turn.value;
    const milestones = milestonesReached(this.#task, achieved);
    const notes = variant === undefined ? { milestones } : { milestones, expert: variant.name };
    return {
      episode: {
        ...script.episode(this.env, last as Observation, { terminated }),
        seed: resetSeed,
        options: null,
        notes,
      },
      succeeded: achieved.at(-1) === true,
    };
  }

  close(): void {
    this.env.close();
  }

  #lesson(
    index: number,
    variant: ExpertVariant | undefined,
    resetSeed: bigint,
    script: EpisodeScript<Observation, Action>,
  ): Lesson<Observation, Action> {
    const { agent, seed, maxSteps } = this.#settings;
    const task = variant === undefined ? this.#task : this.#task.with(variant.options);
    const options = {
      seed: resetSeed,
      maxSteps,
      observe: ({ observation, reward }: { observation: Observation; reward: number }) =>
        script.record(observation, reward),
    };
    if (agent !== undefined) return practised(task, this.env, 'network', options);
    return shown(task, this.env, streamGenerator(seed, 'demonstration', index, 1), options);
  }

  /** The expert that demonstrates the `index`-th episode, where there are several. */
  #variant(index: number): ExpertVariant | undefined {
    const { seed, mixture = [] } = this.#settings;
    if (mixture.length === 0) return undefined;
    const total = mixture.reduce((sum, { weight }) => sum + weight, 0);
    let left = streamGenerator(seed, 'demonstration', index, 2).random() * total;
    return mixture.find(({ weight }) => (left -= weight) < 0) ?? mixture.at(-1);
  }
}

/** The milestones of an episode by name. */
export function milestonesReached(
  { milestones }: Pick<Task, 'milestones'>,
  achieved: readonly boolean[],
): NonNullable<EpisodeNotes['milestones']> {
  return Object.fromEntries(milestones.map((name, k) => [name, achieved[k] === true]));
}
