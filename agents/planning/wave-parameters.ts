import { type NeuronParameters, publishedNeuron } from '../../src/models/burst/parameters.ts';

/** Noise that is drawn anew in every step. */
export interface WaveNoise {
  /** Standard deviations of currents into the three compartments of every neuron. */
  readonly soma: number;
  /** As `soma`. */
  readonly distal: number;
  /** As `soma`. */
  readonly proximal: number;
  /** Probability that a synapse transmits nothing of a spike. */
  readonly failure: number;
}

/** Settings of a planner. Currents are in the units of the voltages, whose threshold is 0. */
export interface WaveParameters {
  /** n: neurons of a group. */
  readonly members: number;
  /** Current that arms the somata of places, open doors and the answers of the agent’s place; closed doors get its negative. */
  readonly arm: number;
  /** The neurons’ own factors of that current are uniform in 1 ± `spread`. */
  readonly spread: number;
  /** Distal current into the group of the goal. */
  readonly goalDrive: number;
  /** Time for which somata are armed before the goal is driven, ms. */
  readonly lead: number;
  /** Factor of the couplings’ weights while a wave runs. */
  readonly gain: number;
  /** Drawn anew in every step. */
  readonly noise: WaveNoise;
  /** Longest time of a plan, ms. */
  readonly longest: number;
  /** A wave that reaches no other neuron for so long has died, ms; it takes some 4 ms from place to place. */
  readonly quiet: number;
  /** Constants of every neuron. */
  readonly neuron: NeuronParameters;
}

/**
 * Constants of Capone et al. 2022, except that only spikes within bursts are transmitted, and currents under which waves were
 * measured to spread through open doors alone.
 */
export const waveParameters: WaveParameters = Object.freeze<WaveParameters>({
  members: 4,
  arm: 30,
  spread: 0.2,
  goalDrive: 3000,
  lead: 20,
  gain: 1,
  noise: Object.freeze<WaveNoise>({ soma: 0, distal: 0, proximal: 0, failure: 0 }),
  longest: 4000,
  quiet: 50,
  neuron: Object.freeze<NeuronParameters>({ ...publishedNeuron, transmission: 'burst-spikes' }),
});

/** Sum of the wired weights of one coupling onto a neuron. */
export const WIRED = 400;
/** Factor of learned weights while a wave runs. */
export const LEARNED_GAIN = 2;
