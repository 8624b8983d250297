import type { Vectors } from '../../numeric/vectors.ts';

/** V ← leak V + drive; `reset` after a spike. */
export interface Compartment {
  /** Factor by which the voltage decays in a time step. */
  readonly leak: number;
  /** Voltage after a spike. */
  readonly reset: number;
}

/** While a burst is under way a soma gains `burstDrive`, and spikes reset it to `burstReset`. */
export interface Soma extends Compartment {
  /** Additional drive while a burst is under way. */
  readonly burstDrive: number;
  /** Voltage after a spike while a burst is under way. */
  readonly burstReset: number;
}

/** An apical compartment is driven by `gain` · drive + `constant`. */
export interface Apical extends Compartment {
  /** Factor of the drive. */
  readonly gain: number;
  /** Constant part of the drive. */
  readonly constant: number;
}

/**
 * The loops over neurons and synapses of the event-driven population in float64. All implementations give the same
 * bits. Traces are stored values, and limits and kicks have the same scale.
 */
export interface BurstLoops extends Vectors {
  /**
   * V^s and z^s.
   * @param fatigue factor of the stored adaptation
   * @param spiking receives the neurons that spike
   * @returns number of neurons that spike
   */
  advanceSoma(
    voltage: Float64Array,
    soma: Soma,
    drive: Float64Array,
    adaptation: Float64Array,
    fatigue: number,
    targetTrace: Float64Array,
    recurrentTrace: Float64Array,
    burstLimit: number,
    spiking: Uint32Array,
  ): number;
  /**
   * V^d or V^p, then the trace of the bursts B or B^rec.
   * @param refractory receives 1 where the voltage was reset, else 0
   */
  advanceApical(
    voltage: Float64Array,
    apical: Apical,
    drive: Float64Array,
    windowTrace: Float64Array,
    windowLimit: number,
    burstTrace: Float64Array,
    kick: number,
    refractory: Float64Array,
  ): void;
}
