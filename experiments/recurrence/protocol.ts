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

/** A memory without neurons: low-passed copies of the context units. */
export interface Trace {
  /** Time constants, ms. */
  readonly timeConstants: readonly number[];
  /** Standard deviation of the noise on each unit, where a cue is 1. */
  readonly sigma: number;
}

/** A way to remember a cue. */
export interface Condition {
  readonly name: string;
  /** What remembers. */
  readonly memory: { readonly network: NetworkParameters } | { readonly trace: Trace };
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
/** The same in proportion to the current of a context: on one unit, and averaged over the 100 neurons of an assembly. */
const SIGMA = { unit: 0.125, assembly: 0.0125 };

/** What is compared. */
export const conditions: readonly Condition[] = [
  { name: 'learned recurrence', memory: { network: learns }, presentations: PRESENTATIONS, tonic: 0 },
  {
    name: 'learned recurrence, published reset',
    memory: { network: withPublishedReset(learns) },
    presentations: PRESENTATIONS,
    tonic: 0,
  },
  { name: 'control: no learned recurrence', memory: { network: fixed }, presentations: 0, tonic: 0 },
  {
    name: 'control: no learned recurrence, tonic apical drive',
    memory: { network: fixed },
    presentations: 0,
    tonic: 1,
  },
  {
    name: 'control: no learned recurrence, tonic apical drive, published reset',
    memory: { network: withPublishedReset(fixed) },
    presentations: 0,
    tonic: 1,
  },
  {
    name: 'control: learned weights of other neurons',
    memory: { network: learns },
    presentations: PRESENTATIONS,
    tonic: 0,
    shuffled: true,
  },
  traced('control: cue low-passed with 20 and 200 ms, no neurons', [20, 200], SIGMA.unit),
  traced('control: the same, noise averaged over an assembly', [20, 200], SIGMA.assembly),
  traced('control: cue low-passed with 20, 200 and 500 ms, no neurons', [20, 200, 500], SIGMA.unit),
];

/** The longest time constant of a neuron is 200 ms. */
function traced(name: string, timeConstants: readonly number[], sigma: number): Condition {
  return { name, memory: { trace: { timeConstants, sigma } }, presentations: 0, tonic: 0 };
}

/** Trials of each context from which a readout learns, and as many in which it is asked. */
export const TRIALS = 10;
