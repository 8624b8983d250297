import type { SymmetricMatrix } from '../../numeric/symmetric-matrix.ts';

/** V ← leak V + drive; `reset` after a spike. */
export interface Compartment {
  readonly leak: number;
  readonly reset: number;
}

/** A soma under a burst window gains `burstDrive` and falls back to `burstReset` only. */
export interface Soma extends Compartment {
  readonly burstDrive: number;
  readonly burstReset: number;
}

/** An apical compartment is driven by `gain` · drive + `constant`. */
export interface Apical extends Compartment {
  readonly gain: number;
  readonly constant: number;
}

/**
 * The loops over neurons and synapses of the event-driven population in float64. Implementations compute each element in the
 * same order and so give the same bits. What they compute with must come from them: vectors have N elements, columns of a
 * matrix lie one after the other, `matrix[j * N + i]`. Traces come as they are stored, limits and kicks to match.
 */
export interface Loops {
  /** N */
  readonly neurons: number;
  /** Zeros. */
  values(length: number): Float64Array;
  list(length: number): Uint32Array;
  /** The same values, perhaps in the same array. */
  holding(values: Float64Array): Float64Array;
  /**
   * @param sparseVectors how many there is to be room for
   * @param rightRows most right-hand sides in a system of equations
   */
  symmetricMatrix(order: number, sparseVectors: number, rightRows: number): SymmetricMatrix;
  /** out ← decay · out + factor · Σ matrix columns of the first `count` listed neurons */
  decayAndGather(
    out: Float64Array,
    decay: number,
    matrix: Float64Array,
    list: Uint32Array,
    count: number,
    factor: number,
  ): void;
  /** out += factor · Σ matrix columns of the listed neurons; from each of these `correction` is taken after it was read. */
  gatherAndCorrect(
    out: Float64Array,
    matrix: Float64Array,
    list: Uint32Array,
    count: number,
    factor: number,
    correction: Float64Array,
  ): void;
  /** out = a · vectorA + b · vectorB */
  setSum(out: Float64Array, a: number, vectorA: Float64Array, b: number, vectorB: Float64Array): void;
  /** matrix column of neuron j += a · vectorA + b · vectorB */
  addSum(
    matrix: Float64Array,
    j: number,
    a: number,
    vectorA: Float64Array,
    b: number,
    vectorB: Float64Array,
  ): void;
  /** The same with one vector. */
  addMultiple(matrix: Float64Array, j: number, weight: number, vector: Float64Array): void;
  /** sum += power · vector;  out += weight · sum */
  absorb(out: Float64Array, weight: number, sum: Float64Array, power: number, vector: Float64Array): void;
  /** out = Σ_j source[j] · matrix column j; silent units cost nothing. */
  project(out: Float64Array, matrix: Float64Array, source: Float64Array): void;
  /** Inner product of matrix column j and a vector. */
  dot(matrix: Float64Array, j: number, vector: Float64Array): number;
  /**
   * V^s and z^s.
   * @param fatigue what the stored adaptation is to be multiplied by
   * @param spiking takes the neurons that spike
   * @returns how many these are
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
   * @param refractory takes 1 where the voltage was reset, else 0
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
