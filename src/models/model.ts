import type { RealVector } from '../numeric/vectors.ts';

/** The stimulus of a model. Each part stays until it is given anew or until the next reset, which removes it. */
export interface Stimulus {
  /** x, `[I]` */
  readonly input?: Float64Array | null;
  /** c, `[C]`: the context of the input, e.g. the subtask under way, one-hot. */
  readonly context?: Float64Array | null;
  /** y*, `[O]`: the target, where a teacher gives it while the model perceives; null: there is no teacher (any more). */
  readonly teaching?: Float64Array | null | undefined;
}

/** Numbers of units between a model and the rest of an agent. */
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
  /** In checkpoints, after the learner's name. */
  readonly name: string;
  /** Row-major. */
  readonly shape: readonly number[];
  /** The array itself, not a copy. */
  readonly data: RealVector;
}

/** All arrays of a model, at the moment of the call. */
export interface ModelArrays {
  /** Drawn at the start from the seed; never changes. */
  readonly fixed: readonly NamedArray[];
  /** Changed by learning: weights, and the memory of the learning rule. Restored in place. */
  readonly learned: readonly NamedArray[];
}

/** Currents into one kind of compartment: what projections from outside bring becomes gain · drive + current. `[N]` each. */
export interface CompartmentInjection {
  /** 1: the drive stays; 0: the current takes its place. */
  readonly gain: Float64Array;
  /** In the units of the model's other currents. */
  readonly current: Float64Array;
}

/** Currents that an experimenter injects into neurons. */
export interface Injection {
  /** Currents into every soma, `[N]`, in the units of the voltages. */
  readonly soma: CompartmentInjection;
  /** The distal apical compartment, which context and teacher drive. */
  readonly distal: CompartmentInjection;
}

/** Activity of a model of spiking neurons, for recorders and figures; its arrays are valid until the next step. */
export interface ActivitySource {
  /** N */
  readonly neurons: number;
  /** Called after every network step, with the time in ms since the reading began; null for no call. */
  watch: ((timeMs: number) => void) | null;
  /** z, `[N]`, 0 or 1: the neurons that spiked in the latest step. */
  readonly spikes: Uint8Array;
  /** `[N]`, 0 or 1: the spikes that were part of a burst; null where neurons do not burst. */
  readonly burstSpikes: Uint8Array | null;
  /** The context unit, 0 … C − 1, that each neuron belongs to, `[N]`; −1 for none. Null where neurons belong to no context. */
  readonly assemblies: Int32Array | null;
  /** Number of neurons whose target and recurrent bursts differ in the latest step. Absent where recurrent weights do not learn. */
  differingBursts?(): number;
  /** Everything that the neurons remember from one step to the next. Absent where the model does not say. */
  readonly state?: Readonly<Record<string, RealVector | Uint8Array>>;
  /**
   * Injects currents from now on, also after resets, until the next call; null for none. The vectors are read at every step,
   * so a caller may change them. Absent where currents cannot be injected.
   * @throws RangeError for vectors of a wrong length and values that float32 cannot hold
   */
  inject?(injection: Injection | null): void;
}

/**
 * The part of a manager or a worker that learns, together with its rule: the one interface of everything that learns.
 *
 * An episode is `reset`, then `perceive` for each observation, after any of which `learn` may give a label, then `settle`.
 * `apply` ends a lesson of one or more episodes.
 */
export interface Model {
  /** Numbers of inputs, contexts and outputs. */
  readonly units: ModelUnits;
  /** y, `[O]`: the same array every time, up to date after `perceive`. */
  readonly output: Float64Array;
  /** φ, `[F]`: the vector that the output is read from; in models without a hidden layer the input itself. */
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
   * Takes in a stimulus and lets time pass; `output` and `feature` are then up to date.
   * @param durationMs length of the environment's step, ms
   * @returns network steps simulated; 1 for models without time
   */
  perceive(stimulus: Stimulus, durationMs: number): number;
  /** Takes the latest stimulus as an example of a target y*, `[O]`. */
  learn(target: Float64Array): void;
  /** Ends an episode: plasticity stops, and arrays are up to date. */
  settle(): void;
  /**
   * Ends a lesson: learns from the collected examples.
   * @throws RangeError when there is no finite solution
   */
  apply(): void;
  /** Its arrays, for checkpoints. */
  arrays(): ModelArrays;
  /**
   * Makes its learned arrays as large as saved ones, before these are copied into them. Absent: their sizes never change.
   * @param shapes of the saved arrays by name
   * @throws RangeError when it cannot have arrays of such shapes
   */
  reserve?(shapes: ReadonlyMap<string, readonly number[]>): void;
  /** The first problem of its learned weights in words, e.g. `a weight of NaN`; undefined where there is none. */
  problem(): string | undefined;
}
