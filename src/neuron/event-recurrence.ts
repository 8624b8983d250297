import { lowPassFactor } from './low-pass.ts';
import type { NeuronParameters } from './parameters.ts';
import type { Recurrence, RecurrentWeights } from './recurrence.ts';

/** Longest time, in steps, before a weight-change sum starts anew. */
const LONGEST_EPOCH = 64;
/** How large λ^−m and β^−m may become before that: it is what they cost in precision (β^−16 ≈ 3000 as published). */
const LARGEST_POWER = 3000;
/** Closest that λ and β may come: κ grows as the inverse. */
const CLOSEST_DECAYS = 1e-3;
/** A trace below this has no part in the drives at double precision. */
const NEGLIGIBLE = 1e-16;

/**
 * The recurrence driven by spikes: O(spikes × N) a step, equal to `DenseRecurrence` up to rounding.
 *
 * Notation: F transmitted trace, e eligibility, A(s) postsynaptic factor of step s, β and λ = 1 − a their decays.
 *
 * 1. The drive y = J F is kept from step to step: F decays by β and jumps by 1 − β for the neurons that spike, so
 *    y ← β (y + A (e·F)) + (1 − β) Σ_spiked J_j.
 * 2. A column changes by Σ_s A(s) e_j(s), and between two spikes of neuron j
 *       e_j(s) = P_j λ^(s−s0) − Q_j β^(s−s1),   Q_j = κ F_j,   P_j = e_j + Q_j,   κ = a β / (λ − β),
 *    with constant P_j, Q_j. So two shared sums, slow = Σ λ^(s−s0) A(s) and fast = Σ β^(s−s1) A(s), stand for the
 *    changes of all columns:  J_j = stored_j + P_j slow − Q_j fast.
 * 3. A spike of j raises P_j and Q_j; to leave the past alone, stored_j gives up the same multiple of the two sums: one
 *    correction vector serves every neuron that spikes in that step.
 * 4. The sums start anew (s0, s1) before λ^−m or β^−m could cost precision.
 */
export class EventRecurrence implements Recurrence {
  readonly proximalDrive: Float64Array;
  readonly basalDrive: Float64Array;

  readonly #size: number;
  readonly #weights: RecurrentWeights;
  /** λ, β, a, κ */
  readonly #slowDecay: number;
  readonly #fastDecay: number;
  readonly #gain: number;
  readonly #kappa: number;
  readonly #slowEpoch: number;
  readonly #fastEpoch: number;

  /** P_j and Q_j (or, when not plastic, neither). */
  readonly #slowPart: Float64Array;
  readonly #fastPart: Float64Array;
  readonly #slowSum: Float64Array;
  readonly #fastSum: Float64Array;
  readonly #correction: Float64Array;
  /** A of the step before, which `drive` has not used yet, and of this step. */
  #pendingFactor: Float64Array;
  #newFactor: Float64Array;
  /** λ^(s−s0), β^(s−s1) of the current step s, and the steps since s0, s1. */
  #slowPower = 1;
  #fastPower = 1;
  #slowAge = 0;
  #fastAge = 0;
  /** e(s)·F(s), F(s)·F(s) */
  #eligibleDrive = 0;
  #traceSquare = 0;
  /** e(s−1)·F(s), which the previous `transmit` left behind. */
  #overlap = 0;
  #plastic = false;

  /**
   * Whether the time constants allow this way of computing. They do not where membrane and synapse decay alike, or
   * either within a fraction of a time step.
   */
  static suits(parameters: NeuronParameters): boolean {
    const { slow, fast } = decaysOf(parameters);
    return Math.abs(slow - fast) >= CLOSEST_DECAYS && epochOf(slow) > 0 && epochOf(fast) > 0;
  }

  /** @param parameters that `suits` accepts */
  constructor(weights: RecurrentWeights, neurons: number, parameters: NeuronParameters) {
    this.#size = neurons;
    this.#weights = weights;
    this.#gain = parameters.timeStepMs / parameters.tauMembraneMs;
    const { slow, fast } = decaysOf(parameters);
    this.#slowDecay = slow;
    this.#fastDecay = fast;
    this.#slowEpoch = epochOf(slow);
    this.#fastEpoch = epochOf(fast);
    this.#kappa = (this.#gain * this.#fastDecay) / (this.#slowDecay - this.#fastDecay);
    const vector = () => new Float64Array(neurons);
    this.proximalDrive = vector();
    this.basalDrive = vector();
    this.#slowPart = vector();
    this.#fastPart = vector();
    this.#slowSum = vector();
    this.#fastSum = vector();
    this.#correction = vector();
    this.#pendingFactor = vector();
    this.#newFactor = vector();
  }

  reset(plastic: boolean): void {
    this.settle();
    this.#plastic = plastic;
    const vectors = [this.proximalDrive, this.basalDrive, this.#slowPart, this.#fastPart];
    for (const vector of [...vectors, this.#pendingFactor, this.#newFactor]) vector.fill(0);
    this.#slowPower = 1;
    this.#fastPower = 1;
    this.#slowAge = 0;
    this.#fastAge = 0;
    this.#eligibleDrive = 0;
    this.#traceSquare = 0;
    this.#overlap = 0;
  }

  /** The drives were made by the last `transmit`. */
  drive(): void {}

  learn(factor: Float64Array): void {
    this.#newFactor.set(factor);
  }

  transmit(spikes: Uint8Array): void {
    this.#decayDrives();
    const spiking = this.#plastic ? this.#advanceEligibility(spikes) : count(spikes);
    if (spiking > 0) this.#gather(spikes);
    if (this.#plastic) this.#startAnewWhenDue();
  }

  /** First half of y ← β (y + A (e·F)) + …; A and e are those of the previous step, F is this step's. */
  #decayDrives(): void {
    const { proximalDrive, basalDrive } = this;
    const decay = this.#fastDecay;
    const size = this.#size;
    if (this.#weights.basal) for (let i = 0; i < size; i++) basalDrive[i] *= decay;
    if (!this.#plastic) {
      for (let i = 0; i < size; i++) proximalDrive[i] *= decay;
      return;
    }
    const overlap = this.#overlap;
    const factor = this.#pendingFactor;
    for (let i = 0; i < size; i++) proximalDrive[i] = decay * (proximalDrive[i] + factor[i] * overlap);
  }

  /**
   * Takes this step's factor into the two sums and lets the spiking neurons' eligibility jump.
   * @returns the number of spiking neurons
   */
  #advanceEligibility(spikes: Uint8Array): number {
    const lambda = this.#slowDecay;
    const beta = this.#fastDecay;
    const gain = this.#gain;
    // The sums over the spiking neurons' e and F before this spike.
    let spiking = 0;
    let slow = 0;
    let fast = 0;
    for (let j = 0; j < this.#size; j++) {
      if (spikes[j] === 0) continue;
      spiking++;
      slow += this.#slowPart[j];
      fast += this.#fastPart[j];
    }
    this.#addPastColumns(slow, fast);
    const spikingTrace = (fast * this.#fastPower) / this.#kappa;
    const spikingEligibility = slow * this.#slowPower - fast * this.#fastPower;
    this.#accumulateFactor();

    // e(s)·F(s+1), then e(s+1)·F(s+1) and F(s+1)·F(s+1).
    this.#overlap = beta * this.#eligibleDrive + (1 - beta) * spikingEligibility;
    const jump = 1 - beta;
    this.#traceSquare =
      beta * beta * this.#traceSquare + 2 * beta * jump * spikingTrace + jump * jump * spiking;
    this.#eligibleDrive = lambda * this.#overlap + gain * this.#traceSquare;

    this.#slowPower *= lambda;
    this.#fastPower *= beta;
    this.#slowAge++;
    this.#fastAge++;
    if (spiking > 0) this.#raiseEligibility(spikes);
    return spiking;
  }

  /** What the sums hold of the spiking columns, as of the drive of the next step: (1 − β) Σ (P_j slow − Q_j fast). */
  #addPastColumns(slow: number, fast: number): void {
    if (slow === 0 && fast === 0) return;
    const slowWeight = (1 - this.#fastDecay) * slow;
    const fastWeight = (1 - this.#fastDecay) * fast;
    const { proximalDrive } = this;
    for (let i = 0; i < this.#size; i++) {
      proximalDrive[i] += slowWeight * this.#slowSum[i] - fastWeight * this.#fastSum[i];
    }
  }

  /** slow += λ^(s−s0) A(s), fast += β^(s−s1) A(s); the factor then waits for the next step's drive. */
  #accumulateFactor(): void {
    const factor = this.#newFactor;
    for (let i = 0; i < this.#size; i++) {
      this.#slowSum[i] += this.#slowPower * factor[i];
      this.#fastSum[i] += this.#fastPower * factor[i];
    }
    this.#newFactor = this.#pendingFactor;
    this.#pendingFactor = factor;
  }

  /** P_j and Q_j of the spiking neurons rise; the correction takes the past changes that this would add back out. */
  #raiseEligibility(spikes: Uint8Array): void {
    const fastRise = (this.#kappa * (1 - this.#fastDecay)) / this.#fastPower;
    const slowRise = ((this.#gain + this.#kappa) * (1 - this.#fastDecay)) / this.#slowPower;
    for (let j = 0; j < this.#size; j++) {
      if (spikes[j] === 0) continue;
      this.#slowPart[j] += slowRise;
      this.#fastPart[j] += fastRise;
    }
    for (let i = 0; i < this.#size; i++) {
      this.#correction[i] = slowRise * this.#slowSum[i] - fastRise * this.#fastSum[i];
    }
  }

  /** … + (1 − β) Σ_spiked stored_j, and the correction of the stored columns in the same pass. */
  #gather(spikes: Uint8Array): void {
    const size = this.#size;
    const jump = 1 - this.#fastDecay;
    const { proximal, basal } = this.#weights;
    const { proximalDrive, basalDrive } = this;
    const correction = this.#correction;
    for (let j = 0; j < size; j++) {
      if (spikes[j] === 0) continue;
      const column = proximal.subarray(j * size, (j + 1) * size);
      if (this.#plastic) {
        for (let i = 0; i < size; i++) {
          proximalDrive[i] += jump * column[i];
          column[i] -= correction[i];
        }
      } else {
        for (let i = 0; i < size; i++) proximalDrive[i] += jump * column[i];
      }
      if (!basal) continue;
      const basalColumn = basal.subarray(j * size, (j + 1) * size);
      for (let i = 0; i < size; i++) basalDrive[i] += jump * basalColumn[i];
    }
  }

  #startAnewWhenDue(): void {
    if (this.#fastAge >= this.#fastEpoch) this.#settleFast();
    if (this.#slowAge >= this.#slowEpoch) this.#settleSlow();
  }

  /** stored_j −= Q_j fast for the neurons that spiked lately, then s1 ← s. */
  #settleFast(): void {
    settleColumns(this.#weights.proximal, this.#fastPart, this.#fastSum, -1);
    for (let j = 0; j < this.#size; j++) {
      const now = this.#fastPart[j] * this.#fastPower;
      this.#fastPart[j] = Math.abs(now) < NEGLIGIBLE ? 0 : now;
    }
    this.#fastPower = 1;
    this.#fastAge = 0;
  }

  /** stored_j += P_j slow, then s0 ← s. */
  #settleSlow(): void {
    settleColumns(this.#weights.proximal, this.#slowPart, this.#slowSum, 1);
    for (let j = 0; j < this.#size; j++) this.#slowPart[j] *= this.#slowPower;
    this.#slowPower = 1;
    this.#slowAge = 0;
  }

  settle(): void {
    if (!this.#plastic) return;
    this.#dropPending();
    this.#settleFast();
    this.#settleSlow();
    this.#plastic = false;
  }

  /** Takes A(s) ⊗ e(s) of the last step back out of the columns; e(s) = (e(s+1) − a F(s+1)) / λ. */
  #dropPending(): void {
    const size = this.#size;
    const factor = this.#pendingFactor;
    const { proximal } = this.#weights;
    for (let j = 0; j < size; j++) {
      const fast = this.#fastPart[j] * this.#fastPower;
      const eligibility = this.#slowPart[j] * this.#slowPower - fast;
      const previous = (eligibility - (this.#gain * fast) / this.#kappa) / this.#slowDecay;
      if (previous === 0) continue;
      const column = proximal.subarray(j * size, (j + 1) * size);
      for (let i = 0; i < size; i++) column[i] -= factor[i] * previous;
    }
    factor.fill(0);
  }
}

/** λ and β */
function decaysOf({ timeStepMs, tauMembraneMs, tauSynapseMs }: NeuronParameters) {
  return { slow: 1 - timeStepMs / tauMembraneMs, fast: lowPassFactor(timeStepMs, tauSynapseMs) };
}

/** Steps m for which decay^−m stays small enough; 0 if there are none. */
function epochOf(decay: number): number {
  let steps = 0;
  for (let power = decay; power * LARGEST_POWER >= 1 && steps < LONGEST_EPOCH; power *= decay) steps++;
  return steps;
}

/** columns_j += sign · part_j · sum for every j with part_j ≠ 0; the sum is cleared. */
function settleColumns(columns: Float64Array, part: Float64Array, sum: Float64Array, sign: 1 | -1): void {
  const size = part.length;
  for (let j = 0; j < size; j++) {
    const weight = sign * part[j];
    if (weight === 0) continue;
    const column = columns.subarray(j * size, (j + 1) * size);
    for (let i = 0; i < size; i++) column[i] += weight * sum[i];
  }
  sum.fill(0);
}

function count(spikes: Uint8Array): number {
  let total = 0;
  for (let j = 0; j < spikes.length; j++) total += spikes[j];
  return total;
}
