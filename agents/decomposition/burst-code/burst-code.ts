import type { Rows } from '../../discovery/sequences.ts';
import { crossDecode, type Decoded } from './decode.ts';
import { type BinnedActivity, type Signal, signals } from './record.ts';

/** How well the subtask can be read from a signal. */
export interface Decodability {
  readonly signal: Signal;
  /** Balanced accuracy on episodes that the decoder was not fitted to. */
  readonly accuracy: number;
  /** What guessing gives. */
  readonly chance: number;
  /** Mean time before a switch from which on the decoder names the next subtask, ms; null where there is no switch. */
  readonly leadMs: number | null;
}

/** What the activity of one learner says about subtasks. */
export interface SubtaskCode {
  /** Of the learner. */
  readonly name: string;
  readonly bins: number;
  /** Neurons, or features of models without neurons. */
  readonly units: number;
  /** How much the network spikes; null where it has no spikes. */
  readonly rates: SpikeRates | null;
  readonly decodability: readonly Decodability[];
  /** Of the mean activity of subtasks: bursts, or features of models without bursts. Null where there are not two subtasks. */
  readonly assemblies: AssemblyCode | null;
}

/** How much a network spikes. */
export interface SpikeRates {
  /** Spikes of all neurons in an environment step, which is a decision in gridworlds. */
  readonly spikesPerStep: number;
  /** Mean over neurons, spikes in a second of network time. */
  readonly rateHz: number;
  /** Share of the spikes that are part of bursts; null where neurons do not burst. */
  readonly burstShare: number | null;
}

/** How the subtasks share the neurons of a network. */
export interface AssemblyCode {
  readonly signal: Signal;
  /** The subtasks that occur, ascending. */
  readonly subtasks: readonly number[];
  /** Mean activity of each subtask: `[subtasks][subtasks]` cosine of the angle between two; 1: the same neurons, 0: none in common. */
  readonly overlap: readonly (readonly number[])[];
  /** Population sparseness (Vinje & Gallant 2000), mean over subtasks in which any neuron is active: 0 if all are equally, 1 if one alone is. */
  readonly sparsity: number;
  /** Mean over active neurons of (largest − mean of the others) / (largest + mean of the others) over subtasks: 1 for neurons of one subtask. */
  readonly selectivity: number;
  /** Share of neurons that are active in any subtask. */
  readonly active: number;
}

/** Measures what the activity of each learner says about the subtask under way; learners that run in one subtask alone say nothing. */
export function subtaskCodes(recorded: readonly BinnedActivity[]): SubtaskCode[] {
  return recorded.map((activity) => {
    const { name, subtasks, episodes } = activity;
    const decodability = signals.flatMap((signal) => {
      const rows = activity.signals[signal];
      const decoded = rows === undefined ? null : crossDecode(rows, subtasks, episodes);
      if (decoded === null) return [];
      const { balancedAccuracy: accuracy, labels } = decoded;
      return [{ signal, accuracy, chance: 1 / labels.length, leadMs: leadOf(activity, decoded) }];
    });
    const signal = activity.signals.bursts === undefined ? 'features' : 'bursts';
    return {
      name,
      bins: subtasks.length,
      units: activity.signals[signal]?.columns ?? 0,
      rates: ratesOf(activity),
      decodability,
      assemblies: assembliesOf(activity, signal),
    };
  });
}

function ratesOf({ signals: { spikes, bursts }, binMs, stepMs }: BinnedActivity): SpikeRates | null {
  if (spikes === undefined || spikes.values.length === 0) return null;
  const total = ({ values }: Rows) => values.reduce((sum, count) => sum + count, 0);
  const [all, inBursts] = [total(spikes), bursts === undefined ? null : total(bursts)];
  const bins = spikes.values.length / spikes.columns;
  return {
    spikesPerStep: (all / bins) * (stepMs / binMs),
    rateHz: (1000 * all) / (spikes.values.length * binMs),
    burstShare: inBursts === null || all === 0 ? null : inBursts / all,
  };
}

/** How long before its switch a decoder names the next subtask without a break, mean over switches. */
function leadOf({ subtasks, episodes, places, binMs }: BinnedActivity, { decoded }: Decoded): number | null {
  const leads: number[] = [];
  const follows = (bin: number) =>
    episodes[bin] === episodes[bin - 1] && places[bin] === places[bin - 1]! + 1;
  for (let bin = 1; bin < subtasks.length; bin++) {
    if (!follows(bin) || subtasks[bin] === subtasks[bin - 1]) continue;
    let first = bin;
    while (
      follows(first) &&
      decoded[first - 1] === subtasks[bin] &&
      subtasks[first - 1] === subtasks[bin - 1]
    )
      first--;
    leads.push((bin - first) * binMs);
  }
  return leads.length === 0 ? null : leads.reduce((sum, lead) => sum + lead, 0) / leads.length;
}

function assembliesOf(
  { subtasks: labels, signals: recorded }: BinnedActivity,
  signal: Signal,
): AssemblyCode | null {
  const rows = recorded[signal]!;
  const subtasks = [...new Set(labels)].sort((a, b) => a - b);
  if (subtasks.length < 2) return null;
  const means = subtasks.map((subtask) => meanActivity(rows, labels, subtask));
  const size = (mean: Float64Array) => Math.sqrt(dot(mean, mean));
  const sparse = means.flatMap((mean) => sparseness(mean) ?? []);
  const tuned = Array.from({ length: rows.columns }, (_, i) => selectivityOf(means.map((mean) => mean[i]!)));
  const active = tuned.filter((value) => value !== null);
  return {
    signal,
    subtasks,
    overlap: means.map((a) => means.map((b) => dot(a, b) / Math.max(1e-300, size(a) * size(b)))),
    sparsity: sparse.reduce((sum, value) => sum + value, 0) / Math.max(1, sparse.length),
    selectivity: active.reduce((sum, value) => sum + value, 0) / Math.max(1, active.length),
    active: active.length / Math.max(1, rows.columns),
  };
}

/** Mean absolute activity of each neuron while a subtask is under way. */
function meanActivity({ columns, values }: Rows, labels: Int32Array, subtask: number): Float64Array {
  const mean = new Float64Array(columns);
  let count = 0;
  labels.forEach((label, bin) => {
    if (label !== subtask) return;
    count++;
    for (let i = 0; i < columns; i++) mean[i]! += Math.abs(values[bin * columns + i]!);
  });
  return mean.map((sum) => sum / count);
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}

/** (1 − (Σ r/n)² / (Σ r²/n)) / (1 − 1/n); null where nothing is active. */
function sparseness(rates: Float64Array): number | null {
  const n = rates.length;
  const squares = dot(rates, rates) / n;
  if (n < 2 || squares === 0) return null;
  const mean = rates.reduce((sum, rate) => sum + rate, 0) / n;
  return (1 - (mean * mean) / squares) / (1 - 1 / n);
}

/** Of one neuron; null where it is never active. */
function selectivityOf(rates: readonly number[]): number | null {
  const largest = Math.max(...rates);
  if (largest === 0) return null;
  const others = (rates.reduce((sum, rate) => sum + rate, 0) - largest) / (rates.length - 1);
  return (largest - others) / (largest + others);
}
