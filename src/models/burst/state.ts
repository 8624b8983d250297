import type { RealVector } from '../../numeric/vectors.ts';

/**
 * Everything a population remembers from one step to the next; each array has one entry for each neuron. Read the arrays from
 * the state anew after every step: some kernels write an array only when it is read.
 */
export interface PopulationState {
  /** V^s */
  readonly somaVoltage: RealVector;
  /** V^d */
  readonly distalVoltage: RealVector;
  /** V^p */
  readonly proximalVoltage: RealVector;
  /** z^s, 0 or 1 */
  readonly somaSpike: Uint8Array;
  /** z^d, 0 or 1 */
  readonly distalSpike: Uint8Array;
  /** z^p, 0 or 1 */
  readonly proximalSpike: Uint8Array;
  /** r: z^s low-passed with tauBurst */
  readonly somaWindowTrace: RealVector;
  /** S: the soma was active lately, 0 or 1 */
  readonly somaWindow: Uint8Array;
  /** W: z^s low-passed with tauAdaptation */
  readonly adaptation: RealVector;
  /** B: coincidence of somatic activity and distal spike, 0 or 1 */
  readonly targetBurst: Uint8Array;
  /** B^rec: coincidence of somatic activity and proximal spike, 0 or 1 */
  readonly recurrentBurst: Uint8Array;
  /** b: B low-passed with tauBurst */
  readonly targetBurstTrace: RealVector;
  /** b^rec: B^rec low-passed with tauBurst */
  readonly recurrentBurstTrace: RealVector;
  /** A: a burst is under way, 0 or 1 */
  readonly burstWindow: Uint8Array;
  /** z^s · A(previous): a somatic spike fired within a burst, 0 or 1 */
  readonly burstSpike: Uint8Array;
  /** B̃: z^s · A(previous) low-passed with tauBurst */
  readonly burstSpikeTrace: RealVector;
}

/** A state of the given size with every entry 0; call `restState` before use. */
export function createState(size: number): PopulationState {
  const real = () => new Float64Array(size);
  const binary = () => new Uint8Array(size);
  return {
    somaVoltage: real(),
    distalVoltage: real(),
    proximalVoltage: real(),
    somaSpike: binary(),
    distalSpike: binary(),
    proximalSpike: binary(),
    somaWindowTrace: real(),
    somaWindow: binary(),
    adaptation: real(),
    targetBurst: binary(),
    recurrentBurst: binary(),
    targetBurstTrace: real(),
    recurrentBurstTrace: real(),
    burstWindow: binary(),
    burstSpike: binary(),
    burstSpikeTrace: real(),
  };
}

/** Puts a state to rest: all voltages at the resting input h, everything else 0. */
export function restState(state: PopulationState, restingInput: number): void {
  for (const values of Object.values(state)) values.fill(0);
  state.somaVoltage.fill(restingInput);
  state.distalVoltage.fill(restingInput);
  state.proximalVoltage.fill(restingInput);
}

/**
 * The trace that a readout reads. `target-bursts` b: bursts placed by teacher or context; `recurrent-bursts` b^rec: bursts
 * predicted by the recurrence; `burst-spikes` B̃: somatic spikes fired within bursts.
 */
export type BurstTrace = 'target-bursts' | 'recurrent-bursts' | 'burst-spikes';

/** The trace `[N]` that a name stands for. */
export function burstTrace(state: PopulationState, trace: BurstTrace): RealVector {
  switch (trace) {
    case 'target-bursts':
      return state.targetBurstTrace;
    case 'recurrent-bursts':
      return state.recurrentBurstTrace;
    case 'burst-spikes':
      return state.burstSpikeTrace;
  }
}
