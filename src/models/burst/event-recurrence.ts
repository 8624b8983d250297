import { renew, renewed } from '../../numeric/low-pass.ts';
import type { Vectors } from '../../numeric/vectors.ts';
import { decaysOf } from './compartments.ts';
import { MOST_FAST_SUMS } from './epochs.ts';
import { eventEpochs } from './event-epochs.ts';
import type { NeuronParameters } from './parameters.ts';
import type { Recurrence, RecurrentWeights } from './recurrence.ts';
import type { PopulationWeights } from './weights.ts';

/** A trace below this changes no drive in double precision. */
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
 * 3. A spike of j raises P_j and Q_j. To leave the past unchanged, the same multiple of the two sums is subtracted from
 *    stored_j: one correction vector serves every neuron that spikes in that step.
 * 4. β^−m soon costs precision. So every few steps a new fast sum begins (s1) and serves the spikes from then on, while the
 *    earlier sums continue to serve theirs: Q_j fast becomes Σ_k Q_jk fast_k. After an epoch, before λ^−m costs precision too,
 *    all columns add their sums, and the remainder of all Q_jk becomes Q_j0 of the next epoch.
 *
 * A(s) enters the sums one step late: until then it is part of no drive, and the end of plasticity may drop it.
 */
export class EventRecurrence implements Recurrence {
  readonly proximalDrive: Float64Array;
  readonly basalDrive: Float64Array;
  readonly spiking: Uint32Array;
  /** J; `settle` brings it up to date. */
  readonly proximal: Float64Array;

  readonly #loops: Vectors;
  readonly #basal: Float64Array | null;
  /** λ, β, a, κ */
  readonly #slowDecay: number;
  readonly #fastDecay: number;
  readonly #gain: number;
  readonly #kappa: number;
  /** Number of steps for which a fast sum takes new spikes, and of an epoch. */
  readonly #fastSteps: number;
  readonly #epochSteps: number;
  /** Number of fast sums, counted from the newest, that new factors still change. */
  readonly #livingSums: number;

  /** P_j, and Q_jk by k. */
  readonly #slowParts: Float64Array;
  readonly #fastParts: readonly Float64Array[];
  readonly #slowSum: Float64Array;
  readonly #fastSums: readonly Float64Array[];
  readonly #correction: Float64Array;
  /** A of the step before, which the sums do not contain yet, and A of this step. */
  #pendingFactor: Float64Array;
  #newFactor: Float64Array;
  /** s − s0 of the current step s, λ^(s−s0), and β^(s−s1) for each fast sum, 0 before it begins. */
  #age = 0;
  #slowPower = 1;
  readonly #fastPowers: Float64Array;
  /** (1 − β) Σ_j Q_jk over the spiking neurons. */
  readonly #fastWeights: Float64Array;
  /** e(s)·F(s), F(s)·F(s), and e(s−1)·F(s) */
  #eligibleDrive = 0;
  #traceSquare = 0;
  #overlap = 0;
  #plastic = false;

  /** Whether the time constants allow this way of computing, see `eventEpochs`. */
  static suits(parameters: NeuronParameters): boolean {
    return eventEpochs(parameters) !== null;
  }

  /** Memory that an instance takes from its loops: numbers, in arrays. */
  static memoryNeeded({ proximal, basal }: PopulationWeights, neurons: number) {
    const vectors = 8 + MOST_FAST_SUMS;
    const matrices = (proximal || basal ? 1 : 0) + (basal ? 1 : 0);
    return { values: (vectors + matrices * neurons) * neurons, arrays: vectors + matrices };
  }

  /** @param parameters that `suits` accepts */
  constructor(weights: RecurrentWeights, loops: Vectors, parameters: NeuronParameters) {
    const { neurons } = loops;
    const { membrane, synapse } = decaysOf(parameters);
    const { fastSteps, fastSums, livingSums } = eventEpochs(parameters)!;
    this.#gain = parameters.timeStep / parameters.tauMembrane;
    this.#slowDecay = membrane;
    this.#fastDecay = synapse;
    this.#kappa = (this.#gain * synapse) / (membrane - synapse);
    this.#fastSteps = fastSteps;
    this.#epochSteps = fastSums * fastSteps;
    this.#livingSums = livingSums;

    const vector = () => loops.values(neurons);
    this.#loops = loops;
    this.proximal = loops.holding(weights.proximal);
    this.#basal = weights.basal && loops.holding(weights.basal);
    this.spiking = loops.list(neurons);
    this.proximalDrive = vector();
    this.basalDrive = vector();
    this.#slowSum = vector();
    this.#fastSums = Array.from({ length: fastSums }, vector);
    this.#correction = vector();
    this.#pendingFactor = vector();
    this.#newFactor = vector();
    this.#slowParts = new Float64Array(neurons);
    this.#fastParts = Array.from({ length: fastSums }, () => new Float64Array(neurons));
    this.#fastPowers = new Float64Array(fastSums);
    this.#fastWeights = new Float64Array(fastSums);
  }

  reset(plastic: boolean): void {
    this.settle();
    this.#plastic = plastic;
    this.proximalDrive.fill(0);
    this.basalDrive.fill(0);
    if (!plastic) return;
    for (const part of [this.#slowParts, ...this.#fastParts]) part.fill(0);
    this.#newFactor.fill(0);
    this.#pendingFactor.fill(0);
    this.#eligibleDrive = 0;
    this.#traceSquare = 0;
    this.#overlap = 0;
    this.#beginEpoch();
  }

  #beginEpoch(): void {
    this.#age = 0;
    this.#slowPower = 1;
    this.#fastPowers.fill(0);
    this.#fastPowers[0] = 1;
    this.#slowSum.fill(0);
    for (const sum of this.#fastSums) sum.fill(0);
  }

  /** The drives were made by the last `transmit`. */
  drive(): void {}

  learn(factor: Float64Array): void {
    this.#newFactor.set(factor);
  }

  transmit(count: number): void {
    const decay = this.#fastDecay;
    const { spiking } = this;
    if (this.#plastic) this.#transmitPlastic(count);
    else this.#loops.decayAndGather(this.proximalDrive, decay, this.proximal, spiking, count, 1 - decay);
    if (!this.#basal) return;
    this.#loops.decayAndGather(this.basalDrive, decay, this.#basal, spiking, count, 1 - decay);
  }

  /** y ← β (y + A (e·F)) + (1 − β) Σ_spiked J_j;  then the spiking neurons' eligibility jumps. */
  #transmitPlastic(count: number): void {
    const { spiking } = this;
    const lambda = this.#slowDecay;
    const beta = this.#fastDecay;
    const gain = this.#gain;
    const jump = 1 - beta;
    const newest = Math.floor(this.#age / this.#fastSteps);

    // The sums over the spiking neurons' e and F before this spike.
    const slow = sumOf(this.#slowParts, spiking, count);
    let fastNow = 0;
    for (let k = 0; k <= newest; k++) {
      const fast = sumOf(this.#fastParts[k], spiking, count);
      this.#fastWeights[k] = jump * fast;
      fastNow += fast * this.#fastPowers[k];
    }
    const spikingTrace = fastNow / this.#kappa;
    const spikingEligibility = slow * this.#slowPower - fastNow;

    const slowRise = ((gain + this.#kappa) * jump) / (this.#slowPower * lambda);
    const fastRise = (this.#kappa * jump) / (this.#fastPowers[newest] * beta);
    this.#absorbPending(newest, jump * slow);
    // e(s)·F(s+1), then e(s+1)·F(s+1) and F(s+1)·F(s+1).
    this.#overlap = beta * this.#eligibleDrive + jump * spikingEligibility;
    this.#traceSquare =
      beta * beta * this.#traceSquare + 2 * beta * jump * spikingTrace + jump * jump * count;
    this.#eligibleDrive = lambda * this.#overlap + gain * this.#traceSquare;

    this.#age++;
    this.#slowPower *= lambda;
    for (let k = 0; k <= newest; k++) this.#fastPowers[k] *= beta;
    if (count > 0) this.#raiseParts(count, slowRise, newest, fastRise);
    this.#loops.gatherAndCorrect(this.proximalDrive, this.proximal, spiking, count, jump, this.#correction);
    if (this.#age === this.#epochSteps) this.#settleColumns();
    else if (this.#age % this.#fastSteps === 0) this.#fastPowers[newest + 1] = 1;
  }

  /**
   * Lets the drive decay; adds A of the step before to the drive and the sums; and adds the part of the spiking columns that
   * the sums hold to the drive: (1 − β) Σ_j (P_j slow − Σ_k Q_jk fast_k).
   */
  #absorbPending(newest: number, slowWeight: number): void {
    const factor = this.#pendingFactor;
    const drive = this.proximalDrive;
    const loops = this.#loops;
    const beta = this.#fastDecay;
    loops.setSum(drive, beta, drive, beta * this.#overlap, factor);
    loops.absorb(drive, slowWeight, this.#slowSum, this.#slowPower / this.#slowDecay, factor);
    const oldest = newest - this.#livingSums + 1;
    for (let k = 0; k <= newest; k++) {
      const sum = this.#fastSums[k];
      const weight = -this.#fastWeights[k];
      if (k >= oldest) loops.absorb(drive, weight, sum, this.#fastPowers[k] / beta, factor);
      else if (weight !== 0) loops.setSum(drive, 1, drive, weight, sum);
    }
    this.#pendingFactor = this.#newFactor;
    this.#newFactor = factor;
  }

  /** Raises P_j and the newest Q_jk of the spiking neurons, and computes the correction that leaves the past unchanged. */
  #raiseParts(count: number, slowRise: number, newest: number, fastRise: number): void {
    const slowParts = this.#slowParts;
    const fastParts = this.#fastParts[newest];
    const { spiking } = this;
    for (let k = 0; k < count; k++) {
      slowParts[spiking[k]] += slowRise;
      fastParts[spiking[k]] += fastRise;
    }
    this.#loops.setSum(this.#correction, slowRise, this.#slowSum, -fastRise, this.#fastSums[newest]);
  }

  /** stored_j += P_j slow − Σ_k Q_jk fast_k for all j, and a new epoch begins. */
  #settleColumns(): void {
    for (let j = 0; j < this.#slowParts.length; j++) {
      const tail = this.#settleColumn(j);
      this.#fastParts[0][j] = Math.abs(tail) < NEGLIGIBLE ? 0 : tail;
      const slowPart = this.#slowParts[j] * this.#slowPower;
      this.#slowParts[j] = Math.abs(slowPart) < NEGLIGIBLE ? 0 : slowPart;
    }
    this.#beginEpoch();
  }

  /** @returns Σ_k Q_jk β^(s−s1), their remainder */
  #settleColumn(j: number): number {
    const loops = this.#loops;
    let tail = 0;
    // Two sums at a time.
    let weight = this.#slowParts[j];
    let waiting = weight === 0 ? null : this.#slowSum;
    for (let k = 0; k < this.#fastSums.length; k++) {
      const fastPart = this.#fastParts[k][j];
      if (fastPart === 0) continue;
      this.#fastParts[k][j] = 0;
      tail += fastPart * this.#fastPowers[k];
      const sum = this.#fastSums[k];
      if (waiting) loops.addSum(this.proximal, j, weight, waiting, -fastPart, sum);
      waiting = waiting ? null : sum;
      weight = -fastPart;
    }
    if (waiting) loops.addMultiple(this.proximal, j, weight, waiting);
    return tail;
  }

  renew(): void {
    renew(this.proximalDrive);
    renew(this.basalDrive);
    this.#eligibleDrive = renewed(this.#eligibleDrive);
    this.#traceSquare = renewed(this.#traceSquare);
    this.#overlap = renewed(this.#overlap);
  }

  settle(): void {
    if (!this.#plastic) return;
    this.#pendingFactor.fill(0);
    this.#settleColumns();
    this.#plastic = false;
  }
}

function sumOf(values: Float64Array, list: Uint32Array, count: number): number {
  let sum = 0;
  for (let k = 0; k < count; k++) sum += values[list[k]];
  return sum;
}
