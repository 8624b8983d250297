import type { ActionDecoder, ObservationEncoder } from '../../src/encoding/encoder.ts';
import type { ActOptions, Agent, Correction } from '../agent.ts';
import { type LabelCounts, noLabels } from '../imitation/label-counts.ts';
import type { Learner } from '../learner.ts';
import { Repetitions } from '../repetitions.ts';

/** One learner that sees everything and acts, without subtasks: the control that shows what a hierarchy adds. */
export class FlatAgent<Observation = unknown, Action = unknown> implements Agent<Observation, Action> {
  readonly learners: readonly [Learner];
  readonly choice = null;
  readonly subtask = null;
  readonly #encoder: ObservationEncoder<Observation>;
  readonly #decoder: ActionDecoder<Action>;
  readonly #stepDurationMs: number;
  readonly #input: Float64Array;
  readonly #context = Float64Array.of(1);
  readonly #repetitions: Repetitions;
  readonly #done: Float64Array;

  /**
   * @param stepDurationMs network time in ms that passes during one environment step
   * @param repeatInhibition see `Repetitions`
   */
  constructor(
    learner: Learner,
    encoder: ObservationEncoder<Observation>,
    decoder: ActionDecoder<Action>,
    stepDurationMs: number,
    repeatInhibition = 0,
  ) {
    this.learners = [learner];
    this.#encoder = encoder;
    this.#decoder = decoder;
    this.#stepDurationMs = stepDurationMs;
    this.#input = new Float64Array(encoder.size);
    this.#repetitions = new Repetitions(repeatInhibition, decoder.size);
    this.#done = new Float64Array(decoder.size);
  }

  reset(plastic = false): void {
    this.learners[0].reset(plastic);
    this.#repetitions.reset();
  }

  act(observation: Observation, { teaching }: ActOptions<Action> = {}): Action {
    const [learner] = this.learners;
    this.#encoder.encode(this.#input, observation);
    if (teaching !== undefined) this.#decoder.encode(learner.target, teaching.action);
    const stimulus = {
      input: this.#input,
      context: this.#context,
      teaching: teaching === undefined ? null : learner.target,
    };
    const readout = learner.perceive(stimulus, this.#stepDurationMs);
    const action = this.#decoder.decode(this.#repetitions.inhibit(readout, observation));
    this.#decoder.encode(this.#done, action);
    this.#repetitions.note(this.#done);
    return action;
  }

  learn({ action }: Correction<Action>): LabelCounts {
    if (action === undefined) return noLabels;
    const [learner] = this.learners;
    this.#decoder.encode(learner.target, action);
    learner.learn();
    return { ...noLabels, labels: 1, workerLabels: 1 };
  }
}
