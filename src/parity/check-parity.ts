import { createPopulation } from '../models/burst/create-population.ts';
import { BurstNetwork } from '../models/burst/network.ts';
import { publishedNeuron, publishedPlasticity } from '../models/burst/parameters.ts';
import type { Kernel } from '../models/burst/population.ts';
import type { PopulationWeights } from '../models/burst/weights.ts';
import { createReadoutLearner } from '../models/readout/rules.ts';
import { recallError, recallSequence, type Sequence, trainPresentation } from '../sequence/sequence.ts';
import { EventComparison, type StoredEvents } from './event-comparison.ts';
import type { ParityReport, PresentationParity, RecallParity, WeightParity } from './parity-report.ts';
import type { ReferenceFile, StoredRecall } from './reference-file.ts';

/** How closely a kernel agrees with the reference. */
interface Precision {
  /** Largest difference of outputs and weights, relative to the largest stored one (to 1, if all are smaller). */
  readonly tolerance: number;
  /** Largest distance from a threshold at which rounding may decide an event. */
  readonly rounding: number;
  /** Whether rounding may decide no event of the first stored iteration. */
  readonly exactStart: boolean;
}

const double: Precision = { tolerance: 1e-9, rounding: 1e-6, exactStart: true };
const precisions: Readonly<Record<Kernel, Precision>> = {
  dense64: double,
  event64: double,
  simd: { tolerance: 1e-4, rounding: 1e-3, exactStart: false },
};

/**
 * Repeats a run of the reference implementation and compares events, outputs and weights with the stored ones.
 * @param onPresentation receives the number of completed training presentations, and of all
 */
export function checkParity(
  file: ReferenceFile,
  kernel: Kernel = 'event64',
  onPresentation?: (completed: number, total: number) => void,
): ParityReport {
  const network = networkOf(file, kernel);
  const precision = precisions[kernel];
  const sequences = file.targets.map((_, context) => sequenceOf(file, context));
  const presentations = repeatTraining(file, network, sequences, precision, onPresentation);
  // After rounding has decided one event, everything later may differ.
  const open = presentations.some(({ firstDifference, agreed }) => firstDifference !== null && agreed);
  const judge = (agrees: boolean) =>
    agrees || (open && presentations.every(({ agreed }) => agreed) ? null : false);
  const recalls = file.recall.map((stored) =>
    repeatRecall(stored, network, sequences[stored.context]!, precision, judge),
  );
  const weights = compareWeights(file, network, precision, judge);
  const agreed = [...presentations, ...recalls, ...weights].every((part) => part.agreed !== false);
  return { kernel, presentations, recalls, weights, agreed };
}

/** True where a part agrees; else null where an earlier event decided by rounding excuses it, or false. */
type Judge = (agrees: boolean) => boolean | null;

function repeatTraining(
  { parameters, training }: ReferenceFile,
  network: BurstNetwork,
  sequences: readonly Sequence[],
  { rounding, exactStart }: Precision,
  onPresentation?: (completed: number, total: number) => void,
): PresentationParity[] {
  const { iterations, contexts, eta_out, eta_bias } = parameters;
  const rule = { kind: 'delta', rate: eta_out, biasRate: eta_bias, annealing: 0 } as const;
  const learner = createReadoutLearner(rule, network.readout);
  const firstStored = Math.min(...training.map(({ iteration }) => iteration));
  return Array.from({ length: iterations * contexts }, (_, index) => {
    const [iteration, context] = [Math.floor(index / contexts), index % contexts];
    const stored = training.filter((entry) => entry.iteration === iteration && entry.context === context);
    const comparisons = stored.map((events) => compareEvents(events, network));
    trainPresentation(network, learner, sequences[context]!, {
      after: (t) => {
        for (const comparison of comparisons) comparison.compare(t + 1);
      },
    });
    onPresentation?.(index + 1, iterations * contexts);
    return comparisons.map(({ events, firstDifference }) => {
      const excused = firstDifference !== null && firstDifference.margin < rounding;
      const exact = exactStart && iteration === firstStored;
      return {
        iteration,
        context,
        events,
        firstDifference,
        agreed: firstDifference === null || (excused && !exact),
      };
    });
  }).flat();
}

function repeatRecall(
  stored: StoredRecall,
  network: BurstNetwork,
  sequence: Sequence,
  { tolerance, rounding }: Precision,
  judge: Judge,
): RecallParity {
  const { context } = stored;
  const comparison = compareEvents({ soma: stored.soma }, network);
  const outputs = recallSequence(network, sequence, { after: (t) => comparison.compare(t + 1) });
  const { events, firstDifference } = comparison;
  const error = recallError(sequence, outputs);
  const errorDeviation = Math.abs(error - stored.error) / (stored.error || 1);
  const recalled = stored.output.map((_, o) => outputs.map((output) => output[o]!));
  const [outputDeviation, outputScale] = deviation(recalled.flat(), stored.output.flat());
  const agrees =
    firstDifference === null
      ? errorDeviation <= tolerance && outputDeviation <= tolerance * outputScale
      : firstDifference.margin < rounding;
  return { context, events, firstDifference, outputDeviation, error, errorDeviation, agreed: judge(agrees) };
}

function compareWeights(
  file: ReferenceFile,
  network: BurstNetwork,
  { tolerance }: Precision,
  judge: Judge,
): WeightParity[] {
  const { final } = file;
  const J = columnsOf(final.J);
  const pairs = [
    ['J', network.population.weights.proximal ?? new Float64Array(J.length), J],
    ['J_out', network.readout.weights, final.J_out.flat()],
    ['bias', network.readout.bias, final.bias],
  ] as const;
  return pairs.map(([name, simulated, stored]) => {
    const [largest, scale] = deviation(simulated, stored);
    return { name, values: stored.length, deviation: largest, agreed: judge(largest <= tolerance * scale) };
  });
}

/** Largest difference between two lists, and the scale for its judgement. */
function deviation(
  simulated: ArrayLike<number>,
  stored: ArrayLike<number>,
): [largest: number, scale: number] {
  let largest = 0;
  let scale = 1;
  for (let k = 0; k < stored.length; k++) {
    const difference = Math.abs(simulated[k]! - stored[k]!);
    // NaN counts as an infinite difference.
    if (!(difference <= largest)) largest = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
    scale = Math.max(scale, Math.abs(stored[k]!));
  }
  return [largest, scale];
}

/** A comparison that begins with the network at rest. */
function compareEvents(stored: StoredEvents, network: BurstNetwork): EventComparison {
  network.reset();
  return new EventComparison(stored, network.population.state, publishedNeuron);
}

/** The initial network of a reference. */
function networkOf({ parameters, initial }: ReferenceFile, kernel: Kernel): BurstNetwork {
  const { N, N_E, I, O, contexts, eta, readout } = parameters;
  const weights: PopulationWeights = {
    input: columnsOf(initial.J_in),
    teaching: columnsOf(initial.J_target),
    apicalContext: columnsOf(initial.C_apical, parameters.sigma_ctx_apical),
    basalContext: columnsOf(initial.C_basal, parameters.sigma_ctx_basal),
    proximal: recurrenceOf(initial.J),
    basal: recurrenceOf(initial.w),
  };
  const population = createPopulation(
    { neurons: N, excitatory: N_E, inputs: I, contexts, outputs: O },
    weights,
    publishedNeuron,
    { ...publishedPlasticity, learningRate: eta },
    kernel,
  );
  const trace = readout === 'target' ? 'target-bursts' : 'recurrent-bursts';
  const network = new BurstNetwork(population, {
    feature: { trace, gain: 1 },
    timing: { mode: 'continuous' },
    neuron: publishedNeuron,
  });
  network.readout.weights.set(initial.J_out.flat());
  return network;
}

/** Input and target in one context, whose unit is on all the time. */
function sequenceOf({ parameters, input, targets }: ReferenceFile, context: number): Sequence {
  const { T, contexts } = parameters;
  const units = new Float64Array(contexts);
  units[context] = 1;
  const at = (rows: readonly (readonly number[])[]) =>
    Array.from({ length: T }, (_, t) => Float64Array.from(rows, (row) => row[t]!));
  return {
    input: at(input),
    target: at(targets[context]!),
    context: Array.from({ length: T }, () => units),
    timeStep: publishedNeuron.timeStep,
  };
}

/** factor · matrix, stored by presynaptic unit, from rows by postsynaptic unit. */
function columnsOf(rows: readonly (readonly number[])[], factor = 1): Float64Array {
  const columns = new Float64Array(rows.length * rows[0]!.length);
  rows.forEach((row, i) => {
    row.forEach((value, j) => {
      columns[j * rows.length + i] = factor * value;
    });
  });
  return columns;
}

/** A recurrent matrix, or null where no neuron is connected. */
function recurrenceOf(rows: readonly (readonly number[])[]): Float64Array | null {
  return rows.some((row) => row.some((value) => value !== 0)) ? columnsOf(rows) : null;
}
