import { createNetwork, type NetworkParameters, publishedNetwork } from '../../src/models/burst/network.ts';
import type { NeuronParameters } from '../../src/models/burst/parameters.ts';
import { Readout } from '../../src/models/readout/readout.ts';
import { RidgeRegression } from '../../src/models/readout/rules.ts';
import { streamGenerator } from '../../src/numeric/seeds.ts';
import type { Cell, ShowProgress } from '../../src/run/cells/cell.ts';
import { recallError, type Sequence } from '../../src/sequence/sequence.ts';
import { createTrajectorySequence } from '../../src/sequence/trajectory.ts';
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
    }
  /** No learned recurrence: a context that is always on lets neurons burst. */
  | { readonly kind: 'context'; readonly trace: Trace; readonly neuron: Partial<NeuronParameters> }
  /** No neurons. */
  | { readonly kind: 'linear' | 'random-relu' };

/** A way of storing a trajectory, under a disturbance. */
export interface RecallCell extends Cell {
  readonly part: 'recall';
  readonly store: Store;
  readonly disturbance: Disturbance;
  /** Presentations with the teacher on; only the rule learns from them. */
  readonly presentations: number;
}

const STEPS = 1000;
const BINS = 5;
const OUTPUTS = 3;
/** Recalls from which the readout learns under noise, and recalls of the test. */
const RECALLS = { learned: 5, tested: 5 };
const RIDGE = 1e-3;
const always = Float64Array.of(1);

/** Stores a trajectory, learns the same readout from free recalls, and returns the error of further recalls. */
export function storeAndRecall(cell: RecallCell, show: ShowProgress): number {
  const { store, seed, disturbance, presentations } = cell;
  const shape = { bins: BINS, outputs: OUTPUTS, steps: STEPS, timeStep: 1 };
  const sequence = createTrajectorySequence(shape, streamGenerator(seed, 'sequence', 0));
  const recaller = createRecaller(store, seed);
  const population = recaller instanceof NetworkRecaller ? recaller.network.population : null;
  const disturber = new Disturber(disturbance, population, streamGenerator(seed, 'disturbance'));
  if (store.kind === 'rule' && recaller instanceof NetworkRecaller) {
    for (let k = 1; k <= presentations; k++) {
      present(recaller, sequence, disturber);
      show(k, presentations);
    }
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

function createRecaller(store: Store, seed: number): Recaller {
  if (!('trace' in store)) return new ClockRecaller(BINS, store.kind, seed);
  const units = { inputs: BINS, contexts: 1, outputs: OUTPUTS };
  const network = createNetwork(networkOf(store), units, streamGenerator(seed, 'workerWeights'));
  return new NetworkRecaller(network, store.trace);
}

function networkOf(store: Extract<Store, { neuron: unknown }>): NetworkParameters {
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
function present({ network }: NetworkRecaller, { input, target }: Sequence, disturber: Disturber): void {
  network.reset(true);
  for (let t = 1; t < STEPS - 1; t++)
    network.perceive({ input: disturber.step(input[t]!), teaching: target[t]! }, 1);
  network.settle();
}

/** A recall without a teacher; `after` is called with the indices 1 … T − 3 of `recallError`, once φ is up to date. */
function recall(
  recaller: Recaller,
  { input }: Sequence,
  disturber: Disturber,
  after: (t: number) => void,
): void {
  recaller.reset();
  for (let t = 1; t < STEPS - 2; t++) {
    recaller.step({ input: disturber.step(input[t]!), context: always, teaching: null });
    after(t);
  }
}
