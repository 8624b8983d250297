import type { ActionDecoder, ObservationEncoder } from '../../src/encoding/encoder.ts';
import type { Learner } from '../learner.ts';

/** Those who carry out subtasks, however many networks they share. */
export interface Workers<Observation, Action> {
  readonly learners: readonly Learner[];
  /** Starts an episode. */
  reset(plastic?: boolean): void;
  /**
   * The action for an observation seen for one environment step while the given subtask is to be achieved.
   * @param taught the right action, where a teacher drives the distal compartments
   */
  act(observation: Observation, subtask: number, durationMs: number, taught?: Action): Action;
  /** Learns that `action` would have been right just now. */
  learn(action: Action): void;
}

/** One network for all subtasks; the subtask is the context that says which of its neurons may burst, as published. */
export class GatedWorkers<Observation, Action> implements Workers<Observation, Action> {
  readonly learners: readonly [Learner];
  readonly #encoder: ObservationEncoder<Observation>;
  readonly #decoder: ActionDecoder<Action>;
  readonly #input: Float64Array;
  readonly #context: Float64Array;

  constructor(
    learner: Learner,
    encoder: ObservationEncoder<Observation>,
    decoder: ActionDecoder<Action>,
    subtasks: number,
  ) {
    this.learners = [learner];
    this.#encoder = encoder;
    this.#decoder = decoder;
    this.#input = new Float64Array(encoder.size);
    this.#context = new Float64Array(subtasks);
  }

  reset(plastic = false): void {
    this.learners[0].reset(plastic);
  }

  act(observation: Observation, subtask: number, durationMs: number, taught?: Action): Action {
    const [learner] = this.learners;
    this.#encoder.encode(this.#input, observation);
    this.#context.fill(0);
    this.#context[subtask] = 1;
    const teaching = teach(learner, this.#decoder, taught);
    const readout = learner.perceive({ input: this.#input, context: this.#context, teaching }, durationMs);
    return this.#decoder.decode(readout);
  }

  learn(action: Action): void {
    const [learner] = this.learners;
    this.#decoder.encode(learner.target, action);
    learner.learn();
  }
}

/** One network for each subtask; only the one in charge runs, from rest when it takes over. */
export class SeparateWorkers<Observation, Action> implements Workers<Observation, Action> {
  readonly learners: readonly Learner[];
  readonly #encoder: ObservationEncoder<Observation>;
  readonly #decoder: ActionDecoder<Action>;
  readonly #input: Float64Array;
  readonly #context = Float64Array.of(1);
  #plastic = false;
  #inCharge = -1;

  /** @param learners one a subtask, in the order of the subtasks */
  constructor(
    learners: readonly Learner[],
    encoder: ObservationEncoder<Observation>,
    decoder: ActionDecoder<Action>,
  ) {
    this.learners = learners;
    this.#encoder = encoder;
    this.#decoder = decoder;
    this.#input = new Float64Array(encoder.size);
  }

  reset(plastic = false): void {
    this.#plastic = plastic;
    this.#inCharge = -1;
  }

  act(observation: Observation, subtask: number, durationMs: number, taught?: Action): Action {
    const learner = this.learners[subtask]!;
    if (subtask !== this.#inCharge) learner.reset(this.#plastic);
    this.#inCharge = subtask;
    this.#encoder.encode(this.#input, observation);
    const teaching = teach(learner, this.#decoder, taught);
    const readout = learner.perceive({ input: this.#input, context: this.#context, teaching }, durationMs);
    return this.#decoder.decode(readout);
  }

  learn(action: Action): void {
    const learner = this.learners[this.#inCharge]!;
    this.#decoder.encode(learner.target, action);
    learner.learn();
  }
}

/** The teaching signal for an action, or null where there is no teacher. */
function teach<Action>(
  learner: Learner,
  decoder: ActionDecoder<Action>,
  taught?: Action,
): Float64Array | null {
  if (taught === undefined) return null;
  decoder.encode(learner.target, taught);
  return learner.target;
}
