import type { RealVector } from '../numeric/vectors.ts';

/** What a model is shown; each part counts until it is shown anew, or until the next reset, after which there is nothing. */
export interface Stimulus {
  /** x, `[I]` */
  readonly input?: Float64Array | null;
  /** c, `[C]`: the context in which the input is to be read, e.g. the subtask under way, one-hot. */
  readonly context?: Float64Array | null;
  /** y*, `[O]`: the target, where a teacher gives it while the model perceives; null: there is no teacher (any more). */
  readonly teaching?: Float64Array | null;
}

/** Numbers of units by which a model meets the rest of an agent. */
export interface ModelUnits {
  /** I */
  readonly inputs: number;
  /** C */
  readonly contexts: number;
  /** O */
  readonly outputs: number;
}

/** One array of a model by name, for checkpoints: `data` is the model's own array, row-major in `shape`. */
export interface NamedArray {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: RealVector;
}

/** Everything that a model is made of, at the moment of the call. */
export interface ModelArrays {
  /** Drawn at the start from the seed; never changes. */
  readonly fixed: readonly NamedArray[];
  /** What learning changes: weights, and all that the learning rule remembers. Restored in place. */
  readonly learned: readonly NamedArray[];
}

/** What a model of spiking neurons shows to recorders and figures; its arrays are valid until the next step. */
export interface ActivitySource {
  /** N */
  readonly neurons: number;
  /** Called after every network step, with the time in ms since the reading began; null: nobody looks. */
  watch: ((timeMs: number) => void) | null;
  /** z, `[N]`, 0 or 1: the neurons that spiked in the latest step. */
  readonly spikes: Uint8Array;
  /** `[N]`, 0 or 1: the spikes that were part of a burst; null where neurons do not burst. */
  readonly burstSpikes: Uint8Array | null;
  /** The context unit, 0 … C − 1, that each neuron belongs to, `[N]`; −1 for none. Null where contexts are not dealt out. */
  readonly assemblies: Int32Array | null;
}

/**
 * What a manager or a worker thinks with, and the rule it learns by: the one interface of everything that learns.
 *
 * An episode is `reset`, then `perceive` for each observation, after any of which `learn` may give a label, then `settle`.
 * `apply` ends a lesson of one or more episodes.
 */
export interface Model {
  readonly units: ModelUnits;
  /** y, `[O]`: the same array every time, up to date after `perceive`. */
  readonly output: Float64Array;
  /** φ, `[F]`: what the output is read from; the input itself where there is nothing between. */
  readonly feature: RealVector;
  /** Spikes and bursts; null where the model has none. */
  readonly activity: ActivitySource | null;
  /** How it is computed, for the record of a run, e.g. `simd`. */
  readonly computedBy: string;
  /** What people should know about how it is computed, e.g. that a kernel took the place of another. */
  readonly notice?: string | undefined;
  /** Starts an episode; `plastic` lets weights learn while it perceives, from a teacher. */
  reset(plastic?: boolean): void;
  /**
   * Takes in what there is to see and lets time pass; `output` and `feature` are then up to date.
   * @param durationMs length of the environment's step, ms
   * @returns network steps simulated; 1 for models without time
   */
  perceive(stimulus: Stimulus, durationMs: number): number;
  /** Takes as an example that what was perceived last stands for a target y*, `[O]`. */
  learn(target: Float64Array): void;
  /** Ends an episode: plasticity stops, and arrays are up to date. */
  settle(): void;
  /**
   * Ends a lesson: what was collected is learned.
   * @throws RangeError when there is no finite solution
   */
  apply(): void;
  arrays(): ModelArrays;
  /**
   * Makes its learned arrays as large as saved ones, before these are copied into them. Absent: their sizes never change.
   * @param shapes of the saved arrays by name
   * @throws RangeError when it cannot have arrays of such shapes
   */
  reserve?(shapes: ReadonlyMap<string, readonly number[]>): void;
  /** What is wrong with its learned weights in words, e.g. `a weight of NaN`; undefined where nothing is. */
  problem(): string | undefined;
}
