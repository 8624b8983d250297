/**
 * Constants of a population of three-compartment burst neurons (Capone et al. 2022, arXiv 2201.11717, Methods).
 * Voltages are dimensionless with the threshold at 0; times are in ms.
 */
export interface NeuronParameters {
  /** dt: length of a time step, ms. */
  readonly timeStep: number;
  /** tau_m: membrane time constant of all three compartments, and of the eligibility trace, ms. */
  readonly tauMembrane: number;
  /** tau_s: time constant of the trace ẑ that recurrent synapses transmit, ms. */
  readonly tauSynapse: number;
  /** tau_star: time constant of the soma window and of the burst traces, ms. */
  readonly tauBurst: number;
  /** tau_W: time constant of the spike-frequency adaptation, ms. */
  readonly tauAdaptation: number;
  /** h: resting input to every compartment; also the initial voltage. */
  readonly restingInput: number;
  /** h_ref: additional input to both apical compartments. */
  readonly apicalInput: number;
  /** V^s_reset: soma voltage after a somatic spike; divided by 1 + 2 A during a burst. */
  readonly somaReset: number;
  /** V^apical_reset: voltage of an apical compartment after its spike. */
  readonly apicalReset: number;
  /** b_W: strength of the adaptation. */
  readonly adaptationStrength: number;
  /** Somatic input while a burst is under way (20 in the paper). */
  readonly burstAmplification: number;
  /** θ_soma: the soma counts as active while its window trace is above this. */
  readonly somaWindowThreshold: number;
  /** θ_burst: a burst is under way while either burst trace is above this. */
  readonly burstThreshold: number;
  /**
   * Whether V^p leaks like the other compartments (the paper's text) or is set anew in every step (`memoryless`: the
   * released implementation, which produced the published results).
   */
  readonly proximalCompartment: 'memoryless' | 'leaking';
  /** Which somatic spikes travel along the recurrent synapses: all (the paper), or those within bursts only. */
  readonly transmission: 'spikes' | 'burst-spikes';
}

/** Constants of the burst-dependent plasticity of the proximal recurrent weights. */
export interface PlasticityParameters {
  /** η: learning rate; 0 switches plasticity off. */
  readonly learningRate: number;
  /** δu: width of the spike probability σ(V^p / δu). */
  readonly escapeWidth: number;
}

/** The constants of the released implementation, which produced the published figures. */
export const publishedNeuron: NeuronParameters = Object.freeze({
  timeStep: 1,
  tauMembrane: 20,
  tauSynapse: 2,
  tauBurst: 20,
  tauAdaptation: 200,
  restingInput: -1,
  apicalInput: -5,
  somaReset: -20,
  apicalReset: -160,
  adaptationStrength: 100,
  burstAmplification: 20,
  somaWindowThreshold: 0.025,
  burstThreshold: 0.0125,
  proximalCompartment: 'memoryless',
  transmission: 'spikes',
});

/** The published escape width, with plasticity off. */
export const publishedPlasticity: PlasticityParameters = Object.freeze({ learningRate: 0, escapeWidth: 0.1 });
