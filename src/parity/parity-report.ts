import type { Kernel } from '../models/burst/population.ts';
import type { Table } from '../report/report.ts';
import type { Difference } from './event-comparison.ts';

/** Comparison of one stored training presentation. */
export interface PresentationParity {
  /** Training iteration, from 0. */
  readonly iteration: number;
  /** Context unit that was on. */
  readonly context: number;
  /** Number of stored events that agreed before the first difference. */
  readonly events: number;
  /** null where all events agree. */
  readonly firstDifference: Difference | null;
  /** Whether all events agree or rounding excuses the first difference. */
  readonly agreed: boolean;
}

/** Comparison of one recall. */
export interface RecallParity {
  /** Context unit that was on. */
  readonly context: number;
  /** Number of stored somatic spikes that agreed before the first difference. */
  readonly events: number;
  /** The first event that differs; null where all agree. */
  readonly firstDifference: Difference | null;
  /** Largest difference of an output. */
  readonly outputDeviation: number;
  /** Recall error of the simulation. */
  readonly error: number;
  /** Difference of the errors, relative to the stored one. */
  readonly errorDeviation: number;
  /** null where it may differ, because rounding decided an event of the training, and does. */
  readonly agreed: boolean | null;
}

/** Comparison of the final weights. */
export interface WeightParity {
  /** Name of the matrix in the paper. */
  readonly name: 'J' | 'J_out' | 'bias';
  /** Number of compared values. */
  readonly values: number;
  /** Largest difference of a weight. */
  readonly deviation: number;
  /** null as for recalls. */
  readonly agreed: boolean | null;
}

/** Comparison of a reference file with a simulation of it; plain data. */
export interface ParityReport {
  /** Kernel that repeated the run. */
  readonly kernel: Kernel;
  /** Training, presentation by presentation. */
  readonly presentations: readonly PresentationParity[];
  /** Recalls after training, by context. */
  readonly recalls: readonly RecallParity[];
  /** Learned weights after training. */
  readonly weights: readonly WeightParity[];
  /**
   * Whether no part disagrees. In the first stored iteration all events agree (except in float32), in later ones all events
   * or those before the first one decided by rounding; without such an event, recalls and weights agree within rounding.
   */
  readonly agreed: boolean;
}

/** The report for people. */
export function parityTable({ presentations, recalls, weights }: ParityReport): Table {
  return {
    head: ['part', 'compared', 'first difference', 'largest deviation', 'agreed'],
    rows: [
      ...presentations.map(({ iteration, context, events, firstDifference, agreed }) => [
        `training: iteration ${iteration}, context ${context}`,
        `${events} events`,
        describeDifference(firstDifference),
        '',
        verdict(agreed),
      ]),
      ...recalls.map(({ context, events, firstDifference, outputDeviation, errorDeviation, agreed }) => [
        `recall: context ${context}`,
        `${events} spikes, outputs, error`,
        describeDifference(firstDifference),
        `output ${digits(outputDeviation)}, error ${digits(errorDeviation)} of itself`,
        verdict(agreed),
      ]),
      ...weights.map(({ name, values, deviation, agreed }) => [
        `final ${name}`,
        `${values} weights`,
        '',
        digits(deviation),
        verdict(agreed),
      ]),
    ],
  };
}

function describeDifference(difference: Difference | null): string {
  if (difference === null) return 'none';
  const { kind, index, neuron, side, margin } = difference;
  return `${kind} of neuron ${neuron} at t = ${index}: only in the ${side}, ${digits(margin)} from threshold`;
}

function digits(value: number): string {
  return value === 0 ? '0' : value.toExponential(1);
}

function verdict(agreed: boolean | null): string {
  if (agreed === null) return 'may differ';
  return agreed ? 'yes' : 'no';
}
