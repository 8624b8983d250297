import type { Sequence } from '../../src/sequence/sequence.ts';

/** A manager or a worker of the published size: N = 500, 80 inputs, 2 outputs (Capone et al. 2022, Fig. 3). */
export interface Student {
  /** Learns once from every demonstration, at rates that are multiplied by a factor. */
  present(demonstrations: readonly Sequence[], factor: number): void;
  /** Begins an episode without a teacher. */
  begin(): void;
  /** The output that the burst trace gives before the next step; the same array every time. */
  read(): Float64Array;
  /** Takes in input x and context c for one time step, without a teacher. */
  step(input: Float64Array, context: Float64Array): void;
}

/** Learning rates at the beginning. */
export interface Rates {
  /** η of the recurrence. */
  readonly recurrence: number;
  readonly readout: number;
  /** Does not fall. */
  readonly bias: number;
}
