import type { ActionDecoder } from '../../src/encoding/encoder.ts';
import type { Learner } from '../learner.ts';
import { Repetitions } from '../repetitions.ts';

/** The readouts of a worker: its action, and one more, its progress, where it is to end its turns itself. */
export class WorkerReadout<Action> {
  readonly #decoder: ActionDecoder<Action>;
  readonly #repetitions: Repetitions;
  readonly #done: Float64Array;

  /** @param repeatInhibition see `Repetitions` */
  constructor(decoder: ActionDecoder<Action>, repeatInhibition = 0) {
    this.#decoder = decoder;
    this.#repetitions = new Repetitions(repeatInhibition, decoder.size);
    this.#done = new Float64Array(decoder.size);
  }

  /** Starts an episode. */
  reset(): void {
    this.#repetitions.reset();
  }

  /** The action that the readouts stand for, on an observation and for a subtask. */
  action(readout: Float64Array, observation: unknown, subtask: number): Action {
    const inhibited = this.#repetitions.inhibit(this.#ofAction(readout), observation, subtask);
    const action = this.#decoder.decode(inhibited);
    this.#decoder.encode(this.#done, action);
    this.#repetitions.note(this.#done);
    return action;
  }

  /** The progress by the last readout; 0 of workers that do not learn it. */
  progress(readout: Float64Array): number {
    return readout[this.#decoder.size] ?? 0;
  }

  /** Sets the target of a learner. */
  aim({ target }: Learner, action: Action, progress = 0): void {
    this.#decoder.encode(this.#ofAction(target), action);
    if (target.length > this.#decoder.size) target[this.#decoder.size] = progress;
  }

  /** The teaching signal for an action, or null where there is no teacher. */
  teaching(learner: Learner, taught?: Action, progress?: number): Float64Array | null {
    if (taught === undefined) return null;
    this.aim(learner, taught, progress);
    return learner.target;
  }

  #ofAction(readout: Float64Array): Float64Array {
    const { size } = this.#decoder;
    return readout.length === size ? readout : readout.subarray(0, size);
  }
}
