import { type NetworkParameters, publishedNetwork } from '../../src/models/burst/network.ts';
import type { Cell, ShowProgress } from '../../src/run/cells/cell.ts';
import { recallError, type Sequence } from '../../src/sequence/sequence.ts';
import { Memory, rowsOf, targetVariance } from '../trajectories/memory.ts';

/** A network that stores trajectories, each in a context. */
export interface ContextCell extends Cell {
  /** `published`: the protocol of Fig. 2; `recipe`: fewer presentations, and a readout by ridge regression from recalls. */
  readonly protocol: 'published' | 'recipe';
  /** Compartment that the context reaches. */
  readonly site: 'apical' | 'basal';
  readonly contexts: number;
  readonly neurons: number;
  /** T, ms. */
  readonly steps: number;
  /** Presentations of every trajectory. */
  readonly presentations: number;
  /** Whether outputs are kept, for pictures. */
  readonly pictured: boolean;
}

/** What was recalled. */
export interface ContextResult {
  /** Error of the recall in context c (row) against the target of context k (column). */
  readonly matrix: readonly (readonly number[])[];
  /** Error of recalling nothing, mean over targets. */
  readonly variance: number;
  /** Errors of recalls whose context is switched off half-way. */
  readonly switchedOff: SwitchedOff;
  /** Recalls of the first trajectory; null where they are not pictured. */
  readonly recalls: Recalls | null;
}

/** Target and outputs of the first trajectory, `[O][T − 3]`, from t = 1 ms on. */
export interface Recalls {
  readonly target: readonly (readonly number[])[];
  readonly output: readonly (readonly number[])[];
  /** Output of a recall whose context is switched off half-way. */
  readonly switchedOff: readonly (readonly number[])[];
}

/** Errors in two parts of a recall, against its own target and against the others; 100 ms around the switch are left out. */
export interface SwitchedOff {
  readonly before: { readonly own: number; readonly others: number };
  readonly after: { readonly own: number; readonly others: number };
}

/** Presentations after which rates are halved. */
const HALVING = 100;
const MARGIN = 100;

/** Stores trajectories, and recalls each in its context. */
export function storeInContexts(cell: ContextCell, show: ShowProgress): ContextResult {
  const { protocol, contexts, steps, presentations, pictured, seed } = cell;
  const network = networkOf(cell);
  const readoutRate = protocol === 'published' ? 0.01 : 0;
  const memory = new Memory({ network, contexts, clockBins: 50, outputs: 3, steps, readoutRate }, seed);
  for (let k = 1; k <= presentations; k++) {
    memory.present();
    if (protocol === 'published' && k % HALVING === 0) memory.setRates(0.5 ** (k / HALVING));
    show(k, presentations);
  }
  if (protocol === 'recipe') memory.learnFromRecall({ kind: 'ridge', ridge: 1e-3 });
  return {
    matrix: errorMatrix(memory),
    variance: mean(memory.sequences.map(targetVariance)),
    switchedOff: switchOff(memory),
    recalls: pictured ? recordRecalls(memory) : null,
  };
}

function networkOf({ site, neurons, protocol }: ContextCell): NetworkParameters {
  const context = { sigma: 20, distribution: 'normal', targets: 'all', sparsity: 0.75 } as const;
  const gain = protocol === 'published' ? 1 : 20;
  return {
    ...publishedNetwork,
    neurons,
    excitatory: Math.round(0.8 * neurons),
    inputSigma: 12,
    teachingSigma: 30,
    teachingSparsity: 0.75,
    ...(site === 'apical' ? { apicalContext: context } : { basalContext: context }),
    plasticity: { ...publishedNetwork.plasticity, learningRate: 10 },
    feature: { trace: 'recurrent-bursts', gain },
  };
}

function errorMatrix(memory: Memory): readonly (readonly number[])[] {
  return memory.sequences.map((sequence) => {
    const { outputs } = memory.recall(sequence);
    return memory.sequences.map((other) => recallError(other, outputs));
  });
}

/** Recalls with the context on for the first half, as in the published notebook. */
function switchOff(memory: Memory): SwitchedOff {
  const { sequences } = memory;
  const half = halfOf(sequences[0]!);
  const recalls = sequences.map((sequence) => memory.recall(withContextOff(sequence)).outputs);
  const errors = (from: number, to: number) => {
    const part = (recalled: number, target: number) =>
      partError(sequences[target]!, recalls[recalled]!, from, to);
    const pairs = sequences.flatMap((_, k) => sequences.map((__, l) => [k, l] as const));
    return {
      own: mean(sequences.map((_, k) => part(k, k))),
      others: mean(pairs.filter(([k, l]) => k !== l).map(([k, l]) => part(k, l))),
    };
  };
  return { before: errors(0, half - MARGIN), after: errors(half + MARGIN, recalls[0]!.length) };
}

/** A sequence whose context is on for the first half only. */
function withContextOff(sequence: Sequence): Sequence {
  const off = new Float64Array(sequence.context![0]!.length);
  const half = halfOf(sequence);
  return { ...sequence, context: sequence.context!.map((units, t) => (t <= half ? units : off)) };
}

function halfOf({ target }: Sequence): number {
  return Math.floor(target.length / 2);
}

function recordRecalls(memory: Memory): Recalls {
  const [sequence] = memory.sequences;
  return {
    target: rowsOf(sequence!.target.slice(1, -2)),
    output: rowsOf(memory.recall(sequence!).outputs),
    switchedOff: rowsOf(memory.recall(withContextOff(sequence!)).outputs),
  };
}

/** Error of a part of a recall: outputs from … to − 1, of which the first belongs to t = 1. */
function partError(sequence: Sequence, outputs: readonly Float64Array[], from: number, to: number): number {
  return recallError({ ...sequence, target: sequence.target.slice(from) }, outputs.slice(from, to));
}

/** 0 for no values. */
function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
