import type { Env, Info, Space } from 'gymnasium-js';
import type { EpisodeTrace, Expert } from '../environment-adapter.ts';
import type { Task } from '../task.ts';
import { checkDecoder, EncoderCheck } from './codes.ts';
import { type Faults, textOf } from './faults.ts';
import { PlacesCheck } from './places.ts';

/** Episodes that take longer are cut off: an expert that goes nowhere shall not keep the check from ending. */
const MOST_STEPS = 20_000;

/** Has the expert of a task, or chance where there is none, play episodes, and checks all that agents would meet. */
export class PlayCheck {
  readonly traces: EpisodeTrace[] = [];
  readonly #task: Task;
  readonly #faults: Faults;
  readonly #encoders: readonly EncoderCheck<unknown>[];

  constructor(task: Task, faults: Faults) {
    this.#task = task;
    this.#faults = faults;
    this.#encoders = [
      new EncoderCheck('workerEncoder', task.workerEncoder(), faults),
      new EncoderCheck('managerEncoder', task.managerEncoder(), faults),
    ];
  }

  /** Plays one episode on a layout distribution; its own options if none is named. */
  play(layout: string | undefined, seed: number): void {
    const env = this.#task.environment({ layout });
    try {
      this.traces.push(this.#episode(env, seed));
    } finally {
      env.close();
    }
  }

  #episode(env: Env, seed: number): EpisodeTrace {
    const task = this.#task;
    const decoder = task.actionDecoder();
    env.actionSpace.seed(seed);
    let [observation, info] = env.reset({ seed });
    const expert = task.hasExpert
      ? new ExpertCheck(task, task.expert(env), env.actionSpace, this.#faults)
      : null;
    const structure = task.places();
    const places = structure === undefined ? null : new PlacesCheck(structure, this.#faults);
    const milestones = new MilestonesCheck(task, info, this.#faults);
    const trace = { infos: [info], choices: [] as number[] };
    for (let [over, step] = [false, 0]; !over && step < MOST_STEPS; step++) {
      for (const encoder of this.#encoders) encoder.see(observation);
      const { subtask, action } = expert?.decide() ?? { subtask: 0, action: env.actionSpace.sample() };
      checkDecoder(decoder, action, this.#faults);
      if (expert !== null) places?.before(observation, subtask);
      const [next, , terminated, truncated, nextInfo] = env.step(action);
      if (expert !== null) places?.after(next);
      [observation, info, over] = [next, nextInfo, terminated || truncated];
      milestones.see(info);
      trace.infos.push(info);
      trace.choices.push(subtask);
    }
    return { ...trace, succeeded: milestones.succeeded };
  }
}

/** Checks the decisions of an expert during an episode. */
class ExpertCheck {
  readonly #task: Task;
  readonly #expert: Expert<unknown>;
  readonly #space: Space;
  readonly #faults: Faults;
  readonly #done = new Set<number>();

  constructor(task: Task, expert: Expert<unknown>, space: Space, faults: Faults) {
    this.#task = task;
    this.#expert = expert;
    this.#space = space;
    this.#faults = faults;
  }

  /** @throws Error where there is no going on */
  decide(): { readonly subtask: number; readonly action: unknown } {
    const { names, order } = this.#task.subtasks;
    const subtask = this.#expert.subtask();
    if (!(Number.isInteger(subtask) && subtask >= 0 && subtask < names.length))
      throw new RangeError(`a subtask of ${subtask}, of ${names.length} subtasks`);
    for (const [before, after] of order)
      this.#faults.unless(
        subtask !== after || this.#done.has(before),
        'subtasks.order',
        `"${names[after]}" only after "${names[before]}"`,
        'the expert naming it first',
        'take the pair out, or change what the expert names',
      );
    this.#done.add(subtask);
    const action = this.#expert.action(subtask);
    this.#checkRepeatable(subtask, action);
    if (!this.#space.contains(action))
      throw new RangeError(`an action of ${textOf(action)}, which ${this.#space} has not`);
    return { subtask, action };
  }

  /** Asks again in the same state. */
  #checkRepeatable(subtask: number, action: unknown): void {
    const [subtaskAgain, actionAgain] = [this.#expert.subtask(), this.#expert.action(subtask)];
    const same = subtaskAgain === subtask && textOf(actionAgain) === textOf(action);
    const said = (a: number, b: unknown) => `subtask ${a}, action ${textOf(b)}`;
    this.#faults.unless(
      same,
      'makeExpert',
      'the same answer to the same question in the same state',
      `${said(subtask, action)}, then ${said(subtaskAgain, actionAgain)}`,
      'decide from the state of the environment alone; perturb in makeDemonstrator',
    );
  }
}

/** Checks the milestones of an episode. */
class MilestonesCheck {
  readonly #task: Task;
  readonly #faults: Faults;
  #achieved: readonly boolean[] = [];

  constructor(task: Task, info: Info, faults: Faults) {
    this.#task = task;
    this.#faults = faults;
    this.see(info);
  }

  get succeeded(): boolean {
    return this.#achieved.at(-1) === true;
  }

  see(info: Info): void {
    const { milestones } = this.#task;
    const achieved = this.#task.achieved(info);
    this.#faults.unless(
      achieved.length === milestones.length,
      'achieved',
      `${milestones.length} values, one for each milestone`,
      String(achieved.length),
      'return a boolean for each milestone',
    );
    const lost = this.#achieved.findIndex((before, k) => before && achieved[k] !== true);
    this.#faults.unless(
      lost === -1,
      'achieved',
      'milestones that stay reached',
      `"${milestones[lost]}" reached and then not`,
      'have the info say what was reached in the episode so far',
    );
    this.#achieved = achieved;
  }
}
