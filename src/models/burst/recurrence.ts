import type { PopulationWeights } from './weights.ts';

/** The recurrent synapses of a population that has any. */
export type RecurrentWeights = Pick<PopulationWeights, 'basal'> & { readonly proximal: Float64Array };

/**
 * How recurrent drive reaches a population and how its proximal weights change. Implementations compute the same
 * numbers up to rounding: `dense-recurrence.ts` states the equations, and `event64` runs `event-recurrence.ts`.
 *
 * In step t a population calls, in this order: `drive`, then (with the new voltages and spikes) `learn` if plastic,
 * then `transmit`.
 */
export interface Recurrence {
  /** J F of this step, `[N]`; F is the transmitted trace ẑ left by the previous step. */
  readonly proximalDrive: Float64Array;
  /** w F of this step, `[N]`. */
  readonly basalDrive: Float64Array;
  /** `[N]`: the neurons that transmit a spike, written by the population. */
  readonly spiking: Uint32Array;
  /** J, `[N, N]`, up to date after `settle`; null where it is not a matrix. */
  readonly proximal: Float64Array | null;
  /** Renews decaying values (`src/numeric/low-pass.ts`). To be called between two steps, every few steps. */
  renew(): void;
  /** Settles, then starts an episode: all traces 0. */
  reset(plastic: boolean): void;
  /** Makes the drives of this step available. */
  drive(): void;
  /**
   * Takes the postsynaptic factor A of this step's weight change ΔJ = A ⊗ e, `[N]`. The change takes part in the
   * drives from the step after the next on, as in the released implementation (README.md, Time index).
   */
  learn(factor: Float64Array): void;
  /** The first `count` of `spiking` transmit a spike in this step. */
  transmit(count: number): void;
  /**
   * Ends plasticity in this episode and brings the proximal weights up to date, which may lack changes until
   * then. The change of the very last step, which is part of no drive, is dropped.
   */
  settle(): void;
}
