import type { NetworkParameters } from '../../src/models/burst/network.ts';
import { publishedNetwork } from '../../src/models/burst/network.ts';

/** Contexts, of which one is to be remembered. */
export const CONTEXTS = 4;
/** The context is shown for this time, ms, and asked for during the time after it. */
export const CUE = 100;
export const DELAY = 2000;
/** Accuracy is counted in spans of this time, ms. */
export const SPAN = 100;
/** Steps between two examples or questions. */
export const INTERVAL = 10;

/** A way to remember a cue. */
export interface Condition {
  readonly name: string;
  /** Changes of the network; null for a memory without neurons. */
  readonly network: NetworkParameters | null;
  /** Presentations of each context before the test. */
  readonly presentations: number;
  /** Context units after the cue, all alike: 0, or a tonic drive that tells nothing. */
  readonly tonic: number;
  /** Whether the learned weights are dealt out at random to other neurons afterwards. */
  readonly shuffled?: boolean;
}

/**
 * Neurons and rule have the published constants but for one: a distal compartment that is driven spikes at nearly every step, so that the
 * recurrence learns to predict it with certainty.
 */
const learns: NetworkParameters = {
  ...publishedNetwork,
  neurons: 400,
  excitatory: 400,
  apicalContext: { sigma: 50, distribution: 'half-normal', targets: 'assemblies', sparsity: 0 },
  feature: { trace: 'burst-spikes', gain: 20 },
  neuron: { ...publishedNetwork.neuron, apicalReset: -1 },
  plasticity: { ...publishedNetwork.plasticity, learningRate: 1 },
};

const fixed = withRate(learns, 0);
/** With the published reset of the distal compartment, which then spikes every 50 ms or so. */
function withPublishedReset(network: NetworkParameters): NetworkParameters {
  return { ...network, neuron: { ...network.neuron, apicalReset: publishedNetwork.neuron.apicalReset } };
}

function withRate(network: NetworkParameters, learningRate: number): NetworkParameters {
  return { ...network, plasticity: { ...network.plasticity, learningRate } };
}

/** Presentations of each context before the test, in networks that learn, and their length, ms. */
const PRESENTATIONS = 20;
export const PRESENTATION = 1000;

/** Standard deviation of the current that is drawn anew for every soma and every distal compartment at every step. */
export const NOISE = 5;
/** The same of the inputs of a memory without neurons, where a cue is 1; in proportion to the current of a context. */
export const INPUT_NOISE = 0.125;

/** What is compared. */
export const conditions: readonly Condition[] = [
  { name: 'learned recurrence', network: learns, presentations: PRESENTATIONS, tonic: 0 },
  {
    name: 'learned recurrence, published reset',
    network: withPublishedReset(learns),
    presentations: PRESENTATIONS,
    tonic: 0,
  },
  { name: 'control: no learned recurrence', network: fixed, presentations: 0, tonic: 0 },
  { name: 'control: no learned recurrence, tonic apical drive', network: fixed, presentations: 0, tonic: 1 },
  {
    name: 'control: no learned recurrence, tonic apical drive, published reset',
    network: withPublishedReset(fixed),
    presentations: 0,
    tonic: 1,
  },
  {
    name: 'control: learned weights of other neurons',
    network: learns,
    presentations: PRESENTATIONS,
    tonic: 0,
    shuffled: true,
  },
  {
    name: 'control: cue low-passed with 20 and 200 ms, no neurons',
    network: null,
    presentations: 0,
    tonic: 0,
  },
];

/** Trials of each context from which a readout learns, and as many in which it is asked. */
export const TRIALS = 2;
