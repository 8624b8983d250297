import { type NetworkParameters, publishedNetwork } from '../../src/models/burst/network.ts';
import type { PopulationState } from '../../src/models/burst/state.ts';
import { SpikeRecorder } from '../../src/models/spike-recorder.ts';
import type { Cell, ShowProgress } from '../../src/run/cells/cell.ts';
import { cpuSeconds } from '../harness/cpu-seconds.ts';
import { Memory, rowsOf, targetVariance } from '../trajectories/memory.ts';

/** The differences between the settings of store & recall. */
export interface Setting {
  /** σ_target: 20 in the first release, 10 in the later one. */
  readonly teachingSigma: 10 | 20;
  /** Share of the teaching weights that are 0. */
  readonly teachingSparsity: 0 | 0.75;
  /** Whether η and η_out are halved every 100 presentations. */
  readonly halved: boolean;
}

/** A network that stores one trajectory. */
export interface StoreCell extends Cell {
  /** Null for the recipe: 1000 neurons, 50 clock units, and a readout by ridge regression from a recall. */
  readonly setting: Setting | null;
  readonly presentations: number;
  /** Presentations between two recalls. */
  readonly recallEvery: number;
  /** Whether spikes and outputs of the last recall are kept, for pictures. */
  readonly pictured: boolean;
}

/** A recall to be drawn. */
export interface Recall {
  /** Target and output, `[O][T − 3]`, from t = 1 ms on. */
  readonly target: readonly (readonly number[])[];
  readonly output: readonly (readonly number[])[];
  /** Times of spikes, and of those within bursts, of each neuron, ms. */
  readonly spikes: readonly (readonly number[])[];
  readonly burstSpikes: readonly (readonly number[])[];
}

/** The outcome of a training. */
export interface StoreResult {
  /** Errors of the recalls during and after training. */
  readonly errors: readonly number[];
  /** Error of recalling nothing. */
  readonly variance: number;
  /** CPU time of training, s; unlike the rest it differs from one measurement to the next. */
  readonly cpuSeconds: number;
  readonly recall: Recall | null;
}

const STEPS = 1000;
/** Presentations after which rates are halved. */
const HALVING = 100;
const clockBins = { published: 5, recipe: 50 };

/** Trains a network on one trajectory, and recalls it. */
export function store(cell: StoreCell, show: ShowProgress): StoreResult {
  const { setting, seed, presentations, recallEvery, pictured } = cell;
  const network = setting === null ? recipeNetwork : publishedNetworkWith(setting);
  const bins = setting === null ? clockBins.recipe : clockBins.published;
  const readoutRate = setting === null ? 0 : 0.01;
  const size = { contexts: 1, clockBins: bins, outputs: 3, steps: STEPS };
  const started = cpuSeconds();
  const memory = new Memory({ ...size, network, readoutRate }, seed);
  const errors: number[] = [];
  for (let k = 1; k <= presentations; k++) {
    memory.present();
    if (setting?.halved && k % HALVING === 0) memory.setRates(0.5 ** (k / HALVING));
    if (k % recallEvery === 0) {
      if (setting === null) memory.learnFromRecall({ kind: 'ridge', ridge: 1e-3 });
      errors.push(memory.meanError());
    }
    show(k, presentations);
  }
  const seconds = cpuSeconds() - started;
  const variance = targetVariance(memory.sequences[0]!);
  return { errors, variance, cpuSeconds: seconds, recall: pictured ? recordRecall(memory) : null };
}

const plastic = { ...publishedNetwork.plasticity, learningRate: 10 };

function publishedNetworkWith({ teachingSigma, teachingSparsity }: Setting): NetworkParameters {
  return { ...publishedNetwork, inputSigma: 12, teachingSigma, teachingSparsity, plasticity: plastic };
}

const recipeNetwork: NetworkParameters = {
  ...publishedNetwork,
  neurons: 1000,
  excitatory: 800,
  inputSigma: 12,
  teachingSigma: 20,
  plasticity: plastic,
  feature: { trace: 'recurrent-bursts', gain: 20 },
};

function recordRecall(memory: Memory): Recall {
  const [sequence] = memory.sequences;
  const { population } = memory.network;
  const recorder = new SpikeRecorder(activityOf(population.state, population.size.neurons));
  const { outputs } = memory.recall(sequence!, { after: (t) => recorder.record(t) });
  const { spikes, burstSpikes } = recorder;
  return { target: rowsOf(sequence!.target.slice(1, -2)), output: rowsOf(outputs), spikes, burstSpikes };
}

/** The spikes of a population: its state is read anew after every step. */
function activityOf(state: PopulationState, neurons: number) {
  return {
    neurons,
    get spikes() {
      return state.somaSpike;
    },
    get burstSpikes() {
      return state.burstSpike;
    },
  };
}
