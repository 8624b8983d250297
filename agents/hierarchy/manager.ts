import type { ObservationEncoder } from '../../src/encoding/encoder.ts';
import type { Learner } from '../learner.ts';
import type { PlacePlanner } from '../planning/place-planner.ts';
import { Repetitions } from '../repetitions.ts';
import { type DecisionRule, largestReadout } from './decisions.ts';

/**
 * How a manager remembers what it chose last (its efference copy): not at all, as additional sensory units (`basal`),
 * or as the context that gates its apical compartments (`apical`).
 */
export type ManagerMemory = 'none' | 'basal' | 'apical';

/** Whether a manager remembers, as additional sensory units, which turns have ended in this episode. */
export type ManagerHistory = 'none' | 'ended';

/** What a manager decides on, beside what it sees. */
export interface Occasion {
  /** The right choice, where a teacher drives the distal compartments. */
  readonly taught?: number | undefined;
  /** Whether no worker is in charge: none was yet, or its turn has ended. */
  readonly turnOver?: boolean;
  /** A subtask that is not to be chosen again. */
  readonly excluded?: number | null;
}

/** Picks the subtask: a burst network whose largest readout wins, unless another rule is given. */
export class Manager<Observation> {
  readonly learner: Learner;
  readonly #encoder: ObservationEncoder<Observation>;
  readonly #memory: ManagerMemory;
  readonly #subtasks: number;
  readonly #rule: DecisionRule<Observation>;
  readonly #repetitions: Repetitions;
  readonly #chosen: Float64Array;
  readonly #planner: PlacePlanner<Observation> | null;
  readonly #input: Float64Array;
  readonly #context: Float64Array;
  readonly #encoded: Float64Array;
  /** The parts of the input that remember and plan. */
  readonly #remembered: Float64Array;
  readonly #planned: Float64Array;
  readonly #ended: Float64Array;
  #choice = 0;
  #decided = false;

  constructor(
    learner: Learner,
    encoder: ObservationEncoder<Observation>,
    memory: ManagerMemory,
    subtasks: number,
    rule: DecisionRule<Observation> = largestReadout,
    planner: PlacePlanner<Observation> | null = null,
    history: ManagerHistory = 'none',
    repeatInhibition = 0,
  ) {
    const units = managerUnits(encoder.size, memory, subtasks, planner !== null, history);
    this.learner = learner;
    this.#encoder = encoder;
    this.#memory = memory;
    this.#subtasks = subtasks;
    this.#rule = rule;
    this.#repetitions = new Repetitions(repeatInhibition, subtasks);
    this.#chosen = new Float64Array(subtasks);
    this.#planner = planner;
    this.#input = new Float64Array(units.inputs);
    let from = 0;
    const part = (size: number) => this.#input.subarray(from, (from += size));
    this.#encoded = part(encoder.size);
    this.#remembered = part(memory === 'basal' ? subtasks : 0);
    this.#planned = part(planner === null ? 0 : subtasks);
    this.#ended = part(history === 'ended' ? subtasks : 0);
    this.#context = new Float64Array(units.contexts);
  }

  /** Everything in it that learns: its network, and its planner if it has one. */
  get learners(): readonly Learner[] {
    return this.#planner === null ? [this.learner] : [this.learner, this.#planner.learner];
  }

  /** Whether it decides at every step; else a choice stands for several. */
  get decidesEveryStep(): boolean {
    return this.#rule.everyStep;
  }

  /** Whether the latest observation asked for a decision. */
  get hasDecided(): boolean {
    return this.#decided;
  }

  /** Starts an episode; nothing has been chosen yet. */
  reset(plastic = false): void {
    this.learner.reset(plastic);
    this.#rule.reset();
    this.#repetitions.reset();
    this.#planner?.reset();
    this.#choice = 0;
    this.#decided = false;
    this.#input.fill(0);
    this.#context.fill(this.#memory === 'apical' ? 0 : 1);
  }

  /**
   * The manager's choice after having seen the observation for one environment step; where no decision is due,
   * its last choice, and the observation is ignored.
   */
  choose(
    observation: Observation,
    durationMs: number,
    { taught, turnOver = false, excluded }: Occasion = {},
  ): number {
    const { learner } = this;
    this.#decided = this.#rule.due(observation, turnOver);
    if (!this.#decided) return this.#choice;
    this.#encoder.encode(this.#encoded, observation);
    if (this.#planner !== null) this.#planned.set(this.#planner.perceive(observation, durationMs));
    if (taught !== undefined) this.#setTarget(taught);
    const teaching = taught === undefined ? null : learner.target;
    const readout = learner.perceive({ input: this.#input, context: this.#context, teaching }, durationMs);
    const inhibited = this.#repetitions.inhibit(readout, observation);
    this.#choice = this.#rule.choose(inhibited, observation, excluded);
    this.#chosen.fill(0)[this.#choice] = 1;
    this.#repetitions.note(this.#chosen);
    return this.#choice;
  }

  /** Tells the manager which subtask is being carried out, chosen by itself or by others. */
  remember(subtask: number): void {
    if (this.#memory === 'none') return;
    const units = this.#memory === 'basal' ? this.#remembered : this.#context;
    units.fill(0);
    units[subtask] = 1;
  }

  /** Tells the manager that the turn of a subtask has ended. */
  noteEnd(subtask: number): void {
    if (this.#ended.length > 0) this.#ended[subtask] = 1;
  }

  /** Learns that `subtask` would have been the right choice just now. Returns whether there was a choice to be made. */
  learn(subtask: number): boolean {
    if (!this.#decided) return false;
    this.#setTarget(subtask);
    this.learner.learn();
    this.#planner?.learn();
    return true;
  }

  #setTarget(subtask: number): void {
    for (let s = 0; s < this.#subtasks; s++) this.learner.target[s] = s === subtask ? 1 : 0;
  }
}

/** Units of a manager's network: what it sees, remembers, plans and says. */
export function managerUnits(
  encoded: number,
  memory: ManagerMemory,
  subtasks: number,
  plans = false,
  history: ManagerHistory = 'none',
) {
  const parts = Number(memory === 'basal') + Number(plans) + Number(history === 'ended');
  return {
    inputs: encoded + parts * subtasks,
    contexts: memory === 'apical' ? subtasks : 1,
    outputs: subtasks,
  };
}
