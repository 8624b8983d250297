import { renewalPeriod, renewed, SMALLEST } from '../../numeric/low-pass.ts';
import { decaysOf } from './compartments.ts';
import type { BurstLoops } from './loops.ts';
import type { NeuronParameters } from './parameters.ts';
import type { BurstTrace, PopulationState } from './state.ts';

/**
 * The traces of an event-driven population. A trace is `scale` times the stored value: decay changes the scale alone, and an
 * event adds a kick, (1 − β) / scale, to the stored value of its neuron.
 */
export class EventTraces {
  /** r / burstScale, `[N]` */
  readonly window: Float64Array;
  /** b, b^rec and B̃ / burstScale, `[N]` each */
  readonly bursts: Readonly<Record<BurstTrace, Float64Array>>;
  /** W / adaptationScale, `[N]` */
  readonly adaptation: Float64Array;
  /** The scale of r, b, b^rec and B̃. */
  burstScale = 1;
  /** The scale of W. */
  adaptationScale = 1;
  readonly #burstDecay: number;
  readonly #adaptationDecay: number;
  /** Steps between two renewals, and since the last one. */
  readonly #period: number;
  #age = 0;

  /** Number of arrays `[N]` that an instance takes from its loops. */
  static readonly arrays = 5;

  constructor(neurons: number, neuron: NeuronParameters, loops: BurstLoops) {
    const vector = () => loops.values(neurons);
    this.window = vector();
    this.bursts = { 'target-bursts': vector(), 'recurrent-bursts': vector(), 'burst-spikes': vector() };
    this.adaptation = vector();
    // A trace that decays faster is negligible after one step in either case.
    const { burst, adaptation } = decaysOf(neuron);
    this.#burstDecay = Math.max(burst, SMALLEST);
    this.#adaptationDecay = Math.max(adaptation, SMALLEST);
    this.#period = renewalPeriod(Math.min(this.#burstDecay, this.#adaptationDecay));
  }

  /** Sets all traces to 0. */
  reset(): void {
    for (const trace of this.#stored()) trace.fill(0);
    this.burstScale = 1;
    this.adaptationScale = 1;
    this.#age = 0;
  }

  /** The rise of a stored r, b, b^rec or B̃ at an event. */
  get burstKick(): number {
    return (1 - this.#burstDecay) / this.burstScale;
  }

  /** The rise of a stored W at a spike. */
  get adaptationKick(): number {
    return (1 - this.#adaptationDecay) / this.adaptationScale;
  }

  /** One time step without an event. */
  decay(): void {
    this.burstScale *= this.#burstDecay;
    this.adaptationScale *= this.#adaptationDecay;
    this.#age++;
  }

  /** Whether the scales have become so small that `renew` must come before the next step. */
  get worn(): boolean {
    return this.#age === this.#period;
  }

  /** Multiplies the stored values by their scales, which become 1. */
  renew(): void {
    for (const trace of this.#stored()) {
      const scale = trace === this.adaptation ? this.adaptationScale : this.burstScale;
      const { length } = trace;
      for (let i = 0; i < length; i++) trace[i] = renewed(trace[i] * scale);
    }
    this.burstScale = 1;
    this.adaptationScale = 1;
    this.#age = 0;
  }

  /** Writes the traces into a state. */
  describe(out: PopulationState): void {
    const { window, adaptation, bursts, burstScale, adaptationScale } = this;
    for (let i = 0; i < window.length; i++) {
      out.somaWindowTrace[i] = window[i] * burstScale;
      out.adaptation[i] = adaptation[i] * adaptationScale;
      out.targetBurstTrace[i] = bursts['target-bursts'][i] * burstScale;
      out.recurrentBurstTrace[i] = bursts['recurrent-bursts'][i] * burstScale;
      out.burstSpikeTrace[i] = bursts['burst-spikes'][i] * burstScale;
    }
  }

  #stored(): Float64Array[] {
    return [this.window, this.adaptation, ...Object.values(this.bursts)];
  }
}
