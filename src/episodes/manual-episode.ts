import type { Env } from 'gymnasium-js';
import { columnGroup, numberColumn } from '../data/column.ts';
import { type Demonstration, type EpisodeNotes, LABELS } from '../data/demonstration.ts';
import type { Expert } from '../task/environment-adapter.ts';
import { EpisodeScript } from './episode-script.ts';
import { Playthrough, type Transition } from './rollout.ts';

/** In the labels of people's episodes: 1 where the subtask is the person's word, `[T + 1]` as all infos. */
export const BY_PERSON = 'subtask_by_person';

interface TakenStep<Observation, Action> extends Transition<Observation, Action> {
  readonly subtask: number;
  readonly byPerson: boolean;
}

/**
 * An episode that a person plays. The person is who is to be imitated: actions are labels. Which subtask is under way
 * the person may say; otherwise it is the expert's word.
 */
export class ManualEpisode<Observation = unknown, Action = unknown> {
  readonly seed: number | bigint;
  readonly #env: Env<Observation, Action>;
  readonly #expert: Expert<Action> | null;
  readonly #maxSteps: number;
  readonly #play: Playthrough<Observation, Action>;
  readonly #steps: TakenStep<Observation, Action>[] = [];
  #marked: number | null = null;
  #ended = false;

  /**
   * Resets the environment.
   *
   * @param expert of the environment; null where there is none
   * @param maxSteps cuts the episode off
   */
  constructor(
    env: Env<Observation, Action>,
    expert: Expert<Action> | null,
    seed: number | bigint,
    maxSteps = Number.POSITIVE_INFINITY,
  ) {
    this.#env = env;
    this.#expert = expert;
    this.#maxSteps = maxSteps;
    this.seed = seed;
    this.#play = new Playthrough(env, { seed });
  }

  get steps(): number {
    return this.#play.steps;
  }

  /** Sum of rewards. */
  get return(): number {
    return this.#play.return;
  }

  get info() {
    return this.#play.info;
  }

  /** The latest observation. */
  get observation(): Observation {
    return this.#play.observation;
  }

  get terminated(): boolean {
    return this.#play.terminated;
  }

  get over(): boolean {
    return this.#ended || this.#play.over || this.steps >= this.#maxSteps;
  }

  /** What the expert says should be under way; null where there is no expert. */
  get expertSubtask(): number | null {
    return this.#expert?.subtask() ?? null;
  }

  /** What the person says is under way; null where that is left to the expert. */
  get marked(): number | null {
    return this.#marked;
  }

  /** What the expert would do; null where there is no expert. */
  hint(): Action | null {
    return this.#expert?.action(this.#marked ?? this.#expert.subtask()) ?? null;
  }

  act(action: Action): void {
    const subtask = this.#marked ?? this.expertSubtask ?? 0;
    const byPerson = this.#marked !== null;
    this.#steps.push({ ...this.#play.step(action), subtask, byPerson });
  }

  /** Cuts the episode off here. */
  end(): void {
    this.#ended = true;
  }

  /** From now on this subtask is under way; with null, the one that the expert says. */
  mark(subtask: number | null): void {
    this.#marked = subtask;
  }

  /** The latest steps that have the same subtask; null before the first. */
  get lastStretch(): { readonly subtask: number; readonly from: number; readonly to: number } | null {
    const last = this.#steps.at(-1);
    if (last === undefined) return null;
    const other = this.#steps.findLastIndex(({ subtask }) => subtask !== last.subtask);
    return { subtask: last.subtask, from: other + 1, to: this.#steps.length - 1 };
  }

  /** The person says what the latest subtask really was. */
  correct(subtask: number): void {
    const stretch = this.lastStretch;
    if (stretch === null) return;
    for (let i = stretch.from; i <= stretch.to; i++)
      this.#steps[i] = { ...this.#steps[i]!, subtask, byPerson: true };
  }

  /**
   * The episode so far, of at least one step, as a demonstration; without labels where neither expert nor player names subtasks.
   *
   * @param milestones which it has reached
   */
  demonstration(milestones: NonNullable<EpisodeNotes['milestones']> = {}): Omit<Demonstration, 'id'> {
    const script = new EpisodeScript<Observation, Action>();
    for (const { subtask, action, observation, reward } of this.#steps) {
      script.decide(subtask, action, action);
      script.record(observation, reward);
    }
    const { infos, ...episode } = script.episode(this.#env, this.#play.observation, this);
    const notes = Object.keys(milestones).length === 0 ? {} : { notes: { milestones } };
    return { ...episode, infos: this.#labels(infos), seed: BigInt(this.seed), options: null, ...notes };
  }

  #labels(infos: Demonstration['infos']): Demonstration['infos'] {
    const labels = infos.columns[LABELS];
    const flags = this.#steps.map(({ byPerson }) => (byPerson ? 1 : 0));
    if (labels?.kind !== 'group' || (this.#expert === null && !flags.includes(1))) return columnGroup({});
    const byPerson = Uint8Array.of(...flags, flags.at(-1)!);
    return columnGroup({
      [LABELS]: columnGroup({
        ...labels.columns,
        [BY_PERSON]: numberColumn('bool', [byPerson.length], byPerson),
      }),
    });
  }
}
