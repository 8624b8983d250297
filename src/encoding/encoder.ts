/** Turns an observation into the input vector x of a model. */
export interface ObservationEncoder<Observation> {
  /** Number of input units. */
  readonly size: number;
  /** Meaning of each unit, for figures and reports; length `size`. */
  readonly labels: readonly string[];
  /** Writes the input vector for an observation into `out` (`[size]`), overwriting all of it. */
  encode(out: Float64Array, observation: Observation): void;
}

/** Turns a readout vector into an action and back. */
export interface ActionDecoder<Action> {
  /** Number of readout units. */
  readonly size: number;
  /** The action that a readout `[size]` stands for. */
  decode(readout: Float64Array): Action;
  /** Writes the readout that stands for an action into `out` (`[size]`): the regression target of a demonstration. */
  encode(out: Float64Array, action: Action): void;
}
