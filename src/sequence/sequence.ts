import type { BurstPopulation } from '../neuron/population.ts';
import { type BurstTrace, burstTrace, type Readout } from '../neuron/readout.ts';
import type { ReadoutLearner } from '../neuron/readout-learning.ts';

/** A trajectory to store: what the network sees and should output at each of T time steps. */
export interface Sequence {
  /** x(t), T vectors `[I]` */
  readonly input: readonly Float64Array[];
  /** y*(t), T vectors `[O]` */
  readonly target: readonly Float64Array[];
  /** c(t), T vectors `[C]`; null where there is no context */
  readonly context: readonly Float64Array[] | null;
}

/** Sees every step of a presentation; t is the index of the voltages just computed, the spikes are those at t + 1. */
export type StepObserver = (t: number) => void;

/**
 * One training presentation with the teacher on: recurrent plasticity (if the population's rate is not 0) and the
 * readout's learning rule.
 *
 * Index t runs from 1 to T − 2, as in the released implementation: a step at t reads x(t), y*(t) and leaves behind
 * the spikes and traces of t + 1. The readout learns from the trace of t before that step (model.md, section 5).
 */
export function trainPresentation(
  population: BurstPopulation,
  learner: ReadoutLearner,
  sequence: Sequence,
  feature: BurstTrace,
  observe?: StepObserver,
): void {
  population.reset({ plastic: true });
  const trace = burstTrace(population.state, feature);
  for (let t = 1; t < sequence.target.length - 1; t++) {
    present(population, sequence, t, 1);
    learner.learn(trace, sequence.target[t]);
    population.step();
    observe?.(t);
  }
  population.settle();
}

/**
 * Recall without a teacher.
 * @returns y(t) for t = 1 … T − 3, the indices of the released implementation: T − 3 vectors `[O]`
 */
export function recallSequence(
  population: BurstPopulation,
  readout: Readout,
  sequence: Sequence,
  feature: BurstTrace,
  observe?: StepObserver,
): Float64Array[] {
  population.reset();
  const trace = burstTrace(population.state, feature);
  const steps = sequence.target.length;
  const recalled: Float64Array[] = [];
  for (let t = 1; t < steps - 1; t++) {
    present(population, sequence, t, 0);
    if (t < steps - 2) recalled.push(readout.read(trace).slice());
    population.step();
    observe?.(t);
  }
  return recalled;
}

function present(population: BurstPopulation, sequence: Sequence, t: number, teachingGain: number): void {
  if (t === 1 || !sameVector(sequence.input[t], sequence.input[t - 1]))
    population.setInput(sequence.input[t]);
  const { context } = sequence;
  if (context && (t === 1 || context[t] !== context[t - 1])) population.setContext(context[t]);
  population.setTeaching(sequence.target[t], teachingGain);
}

function sameVector(a: Float64Array, b: Float64Array): boolean {
  if (a === b) return true;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/**
 * Error of a recall: variance over outputs and time of target − output (model.md, section 3).
 * @param recalled as `recallSequence` returns it
 */
export function recallError(sequence: Sequence, recalled: readonly Float64Array[]): number {
  let sum = 0;
  let squares = 0;
  let values = 0;
  for (let k = 0; k < recalled.length; k++) {
    for (let o = 0; o < recalled[k].length; o++) {
      const difference = sequence.target[k + 1][o] - recalled[k][o];
      sum += difference;
      squares += difference * difference;
      values++;
    }
  }
  const mean = sum / values;
  return squares / values - mean * mean;
}
