import type { ObservationEncoder } from '../src/encoding/encoder.ts';
import type { Learner } from './learner.ts';

/**
 * How a manager remembers what it chose last (its efference copy): not at all, as additional sensory units (`basal`),
 * or as the context that gates its apical compartments (`apical`).
 */
export type ManagerMemory = 'none' | 'basal' | 'apical';

/** Picks the subtask: a burst network whose largest readout wins. */
export class Manager<Observation> {
  readonly learner: Learner;
  readonly #encoder: ObservationEncoder<Observation>;
  readonly #memory: ManagerMemory;
  readonly #subtasks: number;
  readonly #input: Float64Array;
  readonly #context: Float64Array;
  readonly #encoded: Float64Array;

  constructor(
    learner: Learner,
    encoder: ObservationEncoder<Observation>,
    memory: ManagerMemory,
    subtasks: number,
  ) {
    const units = managerUnits(encoder.size, memory, subtasks);
    this.learner = learner;
    this.#encoder = encoder;
    this.#memory = memory;
    this.#subtasks = subtasks;
    this.#input = new Float64Array(units.inputs);
    this.#encoded = this.#input.subarray(0, encoder.size);
    this.#context = new Float64Array(units.contexts);
  }

  /** Starts an episode; nothing has been chosen yet. */
  reset(plastic = false): void {
    this.learner.network.reset(plastic);
    this.#input.fill(0);
    this.#context.fill(this.#memory === 'apical' ? 0 : 1);
  }

  /**
   * The manager's choice after having seen the observation for one environment step.
   * @param taught the right choice, where a teacher drives the distal compartments
   */
  choose(observation: Observation, durationMs: number, taught?: number): number {
    const { learner } = this;
    this.#encoder.encode(this.#encoded, observation);
    if (taught !== undefined) this.#setTarget(taught);
    const teaching = taught === undefined ? null : learner.target;
    const readout = learner.perceive({ input: this.#input, context: this.#context, teaching }, durationMs);
    return largest(readout);
  }

  /** Tells the manager which subtask is being carried out, whoever chose it. */
  remember(subtask: number): void {
    if (this.#memory === 'none') return;
    const units = this.#memory === 'basal' ? this.#input.subarray(this.#encoder.size) : this.#context;
    units.fill(0);
    units[subtask] = 1;
  }

  /** Learns that `subtask` would have been the right choice just now. */
  learn(subtask: number): void {
    this.#setTarget(subtask);
    this.learner.learn();
  }

  #setTarget(subtask: number): void {
    for (let s = 0; s < this.#subtasks; s++) this.learner.target[s] = s === subtask ? 1 : 0;
  }
}

/** Units of a manager's network: what it sees, remembers and says. */
export function managerUnits(encoded: number, memory: ManagerMemory, subtasks: number) {
  return {
    inputs: encoded + (memory === 'basal' ? subtasks : 0),
    contexts: memory === 'apical' ? subtasks : 1,
    outputs: subtasks,
  };
}

function largest(values: Float64Array): number {
  let best = 0;
  for (let k = 1; k < values.length; k++) if (values[k] > values[best]) best = k;
  return best;
}
