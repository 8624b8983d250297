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

/** What networks for subtasks have in common, one or several: the way from what is seen to an action, and to what is learned. */
abstract class NetworkWorkers<Observation, Action> implements Workers<Observation, Action> {
  abstract readonly learners: readonly Learner[];
  progress = 0;
  /** Whether networks learn in this episode. */
  protected plastic = false;
  /** The context of the network in charge. */
  protected abstract readonly context: Float64Array;
  readonly #view: WorkersView<Observation>;
  readonly #readout: WorkerReadout<Action>;
  readonly #input: Float64Array;
  readonly #turnsFromRest: boolean;

  constructor(
    view: WorkersView<Observation>,
    decoder: ActionDecoder<Action>,
    repeatInhibition: number,
    turnsFromRest: boolean,
  ) {
    this.#view = view;
    this.#readout = new WorkerReadout(decoder, repeatInhibition);
    this.#input = new Float64Array(viewOf(view, 0).size);
    this.#turnsFromRest = turnsFromRest;
  }

  /** The network in charge. */
  protected abstract get inCharge(): Learner;

  /** Puts the network of a subtask in charge, with its context. */
  protected abstract charge(subtask: number): void;

  /** Lets the next action begin from rest. */
  protected abstract rest(): void;

  reset(plastic = false): void {
    this.plastic = plastic;
    this.rest();
    this.#readout.reset();
  }

  beginTurn(): void {
    if (this.#turnsFromRest) this.rest();
  }

  act(
    observation: Observation,
    subtask: number,
    durationMs: number,
    taught?: Action,
    taughtProgress?: number,
  ): Action {
    this.charge(subtask);
    const { inCharge, context } = this;
    const input = this.#input;
    viewOf(this.#view, subtask).encode(input, observation);
    const teaching = this.#readout.teaching(inCharge, taught, taughtProgress);
    const readout = inCharge.perceive({ input, context, teaching }, durationMs);
    this.progress = this.#readout.progress(readout);
    return this.#readout.action(readout, observation, subtask);
  }

  learn(action: Action, progress?: number): void {
    const { inCharge } = this;
    this.#readout.aim(inCharge, action, progress);
    inCharge.learn();
  }
}

/** One network for all subtasks; the subtask is the context that says which of its neurons may burst, as published. */
export class GatedWorkers<Observation, Action> extends NetworkWorkers<Observation, Action> {
  readonly learners: readonly [Learner];
  protected readonly context: Float64Array;

  constructor(
    learner: Learner,
    view: WorkersView<Observation>,
    decoder: ActionDecoder<Action>,
    subtasks: number,
    repeatInhibition = 0,
    turnsFromRest = false,
  ) {
    super(view, decoder, repeatInhibition, turnsFromRest);
    this.learners = [learner];
    this.context = new Float64Array(subtasks);
  }

  protected get inCharge(): Learner {
    return this.learners[0];
  }

  protected charge(subtask: number): void {
    this.context.fill(0);
    this.context[subtask] = 1;
  }

  protected rest(): void {
    this.learners[0].reset(this.plastic);
  }
}

/** One network for each subtask; only the one in charge runs, from rest when it takes over. */
export class SeparateWorkers<Observation, Action> extends NetworkWorkers<Observation, Action> {
  readonly learners: readonly Learner[];
  protected readonly context = Float64Array.of(1);
  /** The subtask of the network in charge; -1 for none. */
  #subtask = -1;

  /** @param learners one a subtask, in the order of the subtasks */
  constructor(
    learners: readonly Learner[],
    view: WorkersView<Observation>,
    decoder: ActionDecoder<Action>,
    repeatInhibition = 0,
    turnsFromRest = false,
  ) {
    super(view, decoder, repeatInhibition, turnsFromRest);
    this.learners = learners;
  }

  protected get inCharge(): Learner {
    return this.learners[this.#subtask]!;
  }

  protected charge(subtask: number): void {
    if (subtask !== this.#subtask) this.learners[subtask]!.reset(this.plastic);
    this.#subtask = subtask;
  }

  protected rest(): void {
    this.#subtask = -1;
  }
}
