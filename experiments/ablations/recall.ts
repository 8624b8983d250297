import {
  type BurstNetwork,
  createNetwork,
  type NetworkParameters,
  publishedNetwork,
} from '../../src/models/burst/network.ts';
import type { NeuronParameters } from '../../src/models/burst/parameters.ts';
import type { Kernel } from '../../src/models/burst/population.ts';
import type { PopulationState } from '../../src/models/burst/state.ts';
import { Readout } from '../../src/models/readout/readout.ts';
import { RidgeRegression } from '../../src/models/readout/rules.ts';
import { streamGenerator } from '../../src/numeric/seeds.ts';
import type { Cell, ShowProgress } from '../../src/run/cells/cell.ts';
import { recallError, type Sequence } from '../../src/sequence/sequence.ts';
import { createTrajectorySequence } from '../../src/sequence/trajectory.ts';
import { copyLearnedWeights, dealOutRecurrence } from '../harness/learned-weights.ts';
import { type Disturbance, Disturber } from './disturbance.ts';
import { ClockRecaller, NetworkRecaller, type Recaller, type Trace } from './recaller.ts';

/** What stores the trajectory. */
export type Store =
  /** The paper's rule: a teacher evokes bursts, which the recurrence learns to predict. */
  | {
      readonly kind: 'rule';
      readonly trace: Trace;
      readonly learningRate: number;
      readonly teachingSparsity: number;
      readonly neuron: Partial<NeuronParameters>;
      /** Whether bursts follow the teacher alone while the recurrence learns, whatever it predicts. */
      readonly forced?: true;
      /** Whether the learned weights are given to other neurons afterwards. */
      readonly dealtOut?: true;
    }
  /** No learned recurrence: a context that is always on lets neurons burst. */
  | { readonly kind: 'context'; readonly trace: Trace; readonly neuron: Partial<NeuronParameters> }
  /** No neurons. */
  | { readonly kind: 'linear' | 'random-relu' };

type NetworkStore = Extract<Store, { neuron: unknown }>;

/** A way of storing a trajectory, under a disturbance. */
export interface RecallCell extends Cell {
  readonly part: 'recall';
  readonly store: Store;
  readonly disturbance: Disturbance;
  /** Units of the clock and length of the trajectory, if not 5 units and 1000 ms. */
  readonly clock?: { readonly bins: number; readonly steps: number };
  /** Presentations with the teacher on; only the rule learns from them. */
  readonly presentations: number;
}

const CLOCK = { bins: 5, steps: 1000 };
const OUTPUTS = 3;
/** Recalls from which the readout learns under noise, and recalls of the test. */
const RECALLS = { learned: 5, tested: 5 };
const RIDGE = 1e-3;
const always = Float64Array.of(1);

/** Stores a trajectory, learns the same readout from free recalls, and returns the error of further recalls. */
export function storeAndRecall(cell: RecallCell, show: ShowProgress): number {
  const { store, seed, disturbance, presentations, clock = CLOCK } = cell;
  const shape = { ...clock, outputs: OUTPUTS, timeStep: 1 };
  const sequence = createTrajectorySequence(shape, streamGenerator(seed, 'sequence', 0));
  const recaller = createRecaller(store, clock.bins, seed);
  const population = recaller instanceof NetworkRecaller ? recaller.network.population : null;
  const disturber = new Disturber(disturbance, population, streamGenerator(seed, 'disturbance'));
  if (store.kind === 'rule' && recaller instanceof NetworkRecaller) {
    const { network } = recaller;
    const taught = store.forced ? drawNetwork(store, clock.bins, seed, 'dense64') : network;
    for (let k = 1; k <= presentations; k++) {
      present(taught, sequence, disturber, store.forced ?? false);
      show(k, presentations);
    }
    if (taught !== network) copyLearnedWeights(taught, network);
    if (store.dealtOut) dealOutRecurrence(network, streamGenerator(seed, 'shuffle'));
  }
  const noisy = disturbance.kind === 'input' || disturbance.kind === 'membranes';
  const readout = new Readout(OUTPUTS, recaller.feature.length);
  const rule = new RidgeRegression(readout, RIDGE, 0, recaller.feature.length);
  for (let k = 0; k < (noisy ? RECALLS.learned : 1); k++)
    recall(recaller, sequence, disturber, (t) => rule.learn(recaller.feature, sequence.target[t]!));
  rule.apply();
  disturber.afterLearning();
  let sum = 0;
  for (let k = 0; k < RECALLS.tested; k++) {
    const outputs: Float64Array[] = [];
    recall(recaller, sequence, disturber, () => outputs.push(readout.read(recaller.feature).slice()));
    sum += recallError(sequence, outputs);
  }
  return sum / RECALLS.tested;
}

function createRecaller(store: Store, bins: number, seed: number): Recaller {
  if (!('trace' in store)) return new ClockRecaller(bins, store.kind, seed);
  return new NetworkRecaller(drawNetwork(store, bins, seed), store.trace);
}

function drawNetwork(store: NetworkStore, bins: number, seed: number, kernel?: Kernel): BurstNetwork {
  const units = { inputs: bins, contexts: 1, outputs: OUTPUTS };
  return createNetwork(networkOf(store), units, streamGenerator(seed, 'workerWeights'), kernel);
}

function networkOf(store: NetworkStore): NetworkParameters {
  const neuron = { ...publishedNetwork.neuron, ...store.neuron };
  const common = { ...publishedNetwork, inputSigma: 12, neuron };
  if (store.kind === 'context') {
    const apicalContext = { sigma: 50, distribution: 'half-normal', targets: 'all', sparsity: 0 } as const;
    return { ...common, apicalContext };
  }
  const { learningRate, teachingSparsity } = store;
  const plasticity = { ...publishedNetwork.plasticity, learningRate };
  return { ...common, teachingSigma: 20, teachingSparsity, plasticity };
}

/** One presentation with the teacher on. */
function present(
  network: BurstNetwork,
  { input, target }: Sequence,
  disturber: Disturber,
  forced: boolean,
): void {
  network.reset(true);
  for (let t = 1; t < target.length - 1; t++) {
    network.perceive({ input: disturber.step(input[t]!, t), teaching: target[t]! }, 1);
    if (forced) forceBursts(network.population.state);
  }
  network.settle();
}

/**
 * Opens the burst windows that the teacher's bursts open, and shuts those that the recurrence alone has opened. Only the dense
 * kernel takes them from the state.
 */
export function forceBursts({ burstWindow, targetBurstTrace }: PopulationState): void {
  for (let i = 0; i < burstWindow.length; i++)
    burstWindow[i] = targetBurstTrace[i]! > publishedNetwork.neuron.burstThreshold ? 1 : 0;
}

/** A recall without a teacher; `after` is called with the indices 1 … T − 3 of `recallError`, once φ is up to date. */
function recall(
  recaller: Recaller,
  { input }: Sequence,
  disturber: Disturber,
  after: (t: number) => void,
): void {
  recaller.reset();
  for (let t = 1; t < input.length - 2; t++) {
    recaller.step({ input: disturber.step(input[t]!, t), context: always, teaching: null });
    after(t);
  }
}
