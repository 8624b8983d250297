import type { BurstNetwork } from '../models/burst/network.ts';
import type { Stimulus } from '../models/model.ts';
import type { ReadoutLearner } from '../models/readout/rules.ts';

/** A trajectory to store: the input and the target output at each of T time steps. */
export interface Sequence {
  /** x(t), T vectors `[I]` */
  readonly input: readonly Float64Array[];
  /** y*(t), T vectors `[O]` */
  readonly target: readonly Float64Array[];
  /** c(t), T vectors `[C]`; null where there is no context */
  readonly context: readonly Float64Array[] | null;
  /** dt */
  readonly timeStep: number;
}

/** Watches a presentation or recall step by step. */
export interface StepObserver {
  /** Before the step at index t: the network's feature is that of t. */
  readonly before?: ((t: number) => void) | undefined;
  /** After the step at index t: voltages are those of t, spikes and traces those of t + 1. */
  readonly after?: ((t: number) => void) | undefined;
}

/**
 * One training presentation with the teacher on: recurrent plasticity (if the population's rate is not 0) and, unless
 * null, the readout's learning rule.
 *
 * Index t runs from 1 to T − 2, as in the released implementation: a step at t reads x(t), y*(t) and leaves behind
 * the spikes and traces of t + 1. The readout learns from the trace of t before that step
 * (src/models/burst/README.md, Time index).
 */
export function trainPresentation(
  network: BurstNetwork,
  learner: ReadoutLearner | null,
  sequence: Sequence,
  observe?: StepObserver,
): void {
  network.reset(true);
  for (let t = 1; t < sequence.target.length - 1; t++) {
    learner?.learn(network.feature, sequence.target[t]!);
    const teaching = changed(sequence.target, t) ? sequence.target[t] : undefined;
    network.perceive(stimulusAt(sequence, t, teaching), sequence.timeStep);
    observe?.after?.(t);
  }
  network.settle();
}

/**
 * Recall without a teacher.
 * @returns y(t) for t = 1 … T − 3, the indices of the released implementation: T − 3 vectors `[O]`
 */
export function recallSequence(
  network: BurstNetwork,
  sequence: Sequence,
  observe?: StepObserver,
): Float64Array[] {
  network.reset();
  const steps = sequence.target.length;
  const recalled: Float64Array[] = [];
  for (let t = 1; t < steps - 1; t++) {
    if (t < steps - 2) {
      observe?.before?.(t);
      recalled.push(network.read().slice());
    }
    network.perceive(stimulusAt(sequence, t, null), sequence.timeStep);
    observe?.after?.(t);
  }
  return recalled;
}

/** The changes of the stimulus at index t; an undefined teaching signal stays. */
function stimulusAt(
  { input, context }: Sequence,
  t: number,
  teaching: Float64Array | null | undefined,
): Stimulus {
  return {
    input: changed(input, t) ? input[t]! : null,
    context: context && (t === 1 || context[t] !== context[t - 1]) ? context[t]! : null,
    teaching,
  };
}

/** Whether the vector at index t differs from the one before, of which index 1 has none. */
function changed(vectors: readonly Float64Array[], t: number): boolean {
  return t === 1 || !sameVector(vectors[t]!, vectors[t - 1]!);
}

function sameVector(a: Float64Array, b: Float64Array): boolean {
  if (a === b) return true;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/**
 * Error of a recall: variance over outputs and time of target − output (Capone et al. 2022, Fig. 1).
 * @param recalled outputs of `recallSequence`
 */
export function recallError(sequence: Sequence, recalled: readonly Float64Array[]): number {
  let sum = 0;
  let squares = 0;
  let values = 0;
  for (let k = 0; k < recalled.length; k++) {
    for (let o = 0; o < recalled[k]!.length; o++) {
      const difference = sequence.target[k + 1]![o]! - recalled[k]![o]!;
      sum += difference;
      squares += difference * difference;
      values++;
    }
  }
  const mean = sum / values;
  return squares / values - mean * mean;
}
