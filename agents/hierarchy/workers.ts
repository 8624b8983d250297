import type { ActionDecoder, ObservationEncoder } from '../../src/encoding/encoder.ts';
import type { Learner } from '../learner.ts';
import { WorkerReadout } from './worker-readout.ts';

/** Those who carry out subtasks, however many networks they share. */
export interface Workers<Observation, Action> {
  readonly learners: readonly Learner[];
  /** Starts an episode. */
  reset(plastic?: boolean): void;
  /** Begins the turn of a subtask, where a turn is more than a step. */
  beginTurn(): void;
  /**
   * The action for an observation seen for one environment step while the given subtask is to be achieved.
   * @param taught the right action, where a teacher drives the distal compartments
   * @param taughtProgress the progress that the teacher tells with it
   */
  act(
    observation: Observation,
    subtask: number,
    durationMs: number,
    taught?: Action,
    taughtProgress?: number,
  ): Action;
  /** How near the subtask of the latest action is to its end, as its worker reads it; 0 of workers that do not learn that. */
  readonly progress: number;
  /** Learns that `action` would have been right just now, and which progress, of workers that learn that. */
  learn(action: Action, progress?: number): void;
}

/** What the workers see: the same for all, or for each subtask its own, all of one size. */
export type WorkersView<Observation> =
  | ObservationEncoder<Observation>
  | readonly ObservationEncoder<Observation>[];

/** What a subtask's worker sees. */
function viewOf<Observation>(
  view: WorkersView<Observation>,
  subtask: number,
): ObservationEncoder<Observation> {
  return 'encode' in view ? view : view[subtask]!;
}

/** One network for all subtasks; the subtask is the context that says which of its neurons may burst, as published. */
export class GatedWorkers<Observation, Action> implements Workers<Observation, Action> {
  readonly learners: readonly [Learner];
  progress = 0;
  readonly #view: WorkersView<Observation>;
  readonly #readout: WorkerReadout<Action>;
  readonly #input: Float64Array;
  readonly #context: Float64Array;
  readonly #turnsFromRest: boolean;
  #plastic = false;

  constructor(
    learner: Learner,
    view: WorkersView<Observation>,
    decoder: ActionDecoder<Action>,
    subtasks: number,
    repeatInhibition = 0,
    turnsFromRest = false,
  ) {
    this.learners = [learner];
    this.#turnsFromRest = turnsFromRest;
    this.#view = view;
    this.#readout = new WorkerReadout(decoder, repeatInhibition);
    this.#input = new Float64Array(viewOf(view, 0).size);
    this.#context = new Float64Array(subtasks);
  }

  reset(plastic = false): void {
    this.#plastic = plastic;
    this.learners[0].reset(plastic);
    this.#readout.reset();
  }

  beginTurn(): void {
    if (this.#turnsFromRest) this.learners[0].reset(this.#plastic);
  }

  act(
    observation: Observation,
    subtask: number,
    durationMs: number,
    taught?: Action,
    taughtProgress?: number,
  ): Action {
    const [learner] = this.learners;
    viewOf(this.#view, subtask).encode(this.#input, observation);
    this.#context.fill(0);
    this.#context[subtask] = 1;
    const teaching = this.#readout.teaching(learner, taught, taughtProgress);
    const readout = learner.perceive({ input: this.#input, context: this.#context, teaching }, durationMs);
    this.progress = this.#readout.progress(readout);
    return this.#readout.action(readout, observation, subtask);
  }

  learn(action: Action, progress?: number): void {
    const [learner] = this.learners;
    this.#readout.aim(learner, action, progress);
    learner.learn();
  }
}

/** One network for each subtask; only the one in charge runs, from rest when it takes over. */
export class SeparateWorkers<Observation, Action> implements Workers<Observation, Action> {
  readonly learners: readonly Learner[];
  progress = 0;
  readonly #view: WorkersView<Observation>;
  readonly #readout: WorkerReadout<Action>;
  readonly #input: Float64Array;
  readonly #context = Float64Array.of(1);
  readonly #turnsFromRest: boolean;
  #plastic = false;
  #inCharge = -1;

  /** @param learners one a subtask, in the order of the subtasks */
  constructor(
    learners: readonly Learner[],
    view: WorkersView<Observation>,
    decoder: ActionDecoder<Action>,
    repeatInhibition = 0,
    turnsFromRest = false,
  ) {
    this.learners = learners;
    this.#turnsFromRest = turnsFromRest;
    this.#view = view;
    this.#readout = new WorkerReadout(decoder, repeatInhibition);
    this.#input = new Float64Array(viewOf(view, 0).size);
  }

  reset(plastic = false): void {
    this.#plastic = plastic;
    this.#inCharge = -1;
    this.#readout.reset();
  }

  beginTurn(): void {
    if (this.#turnsFromRest) this.#inCharge = -1;
  }

  act(
    observation: Observation,
    subtask: number,
    durationMs: number,
    taught?: Action,
    taughtProgress?: number,
  ): Action {
    const learner = this.learners[subtask]!;
    if (subtask !== this.#inCharge) learner.reset(this.#plastic);
    this.#inCharge = subtask;
    viewOf(this.#view, subtask).encode(this.#input, observation);
    const teaching = this.#readout.teaching(learner, taught, taughtProgress);
    const readout = learner.perceive({ input: this.#input, context: this.#context, teaching }, durationMs);
    this.progress = this.#readout.progress(readout);
    return this.#readout.action(readout, observation, subtask);
  }

  learn(action: Action, progress?: number): void {
    const learner = this.learners[this.#inCharge]!;
    this.#readout.aim(learner, action, progress);
    learner.learn();
  }
}
