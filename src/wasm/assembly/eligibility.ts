/**
 * Plasticity that does not touch every column in every step. `src/models/burst/event-recurrence.ts` explains the algorithm and
 * the notation: between two spikes of neuron j its eligibility is e_j = P_j λ^(s−s0) − Q_j β^(s−s1), so shared
 * sums of the factors A stand for the changes of all columns.
 *
 * Float32 has too few digits for a long fast sum: with the published constants β^−16 alone would cost three of its seven.
 * So an epoch has up to eight fast sums. Each serves the neurons that spike within `fastSteps` steps (10) and takes factors
 * for four times as long (β^40 ≈ 10⁻⁹). At any time
 *
 *     J_j = stored_j + P_j slow − Σ_k Q_jk fast_k,   slow = Σ_s λ^(s−s0) A(s),   fast_k = Σ_s β^(s−s0−k·fastSteps) A(s).
 *
 * A spike touches the column of its own neuron only. At the end of an epoch (80 steps) the sums are added to all columns, and
 * the remainder of all Q_jk becomes Q_j0 of the next epoch.
 */
import { addMultiple, addTwoMultiples, gatherAndCorrect } from './columns';
import { lanesOf } from './lanes';
import {
  column,
  correction,
  extent,
  fastParts,
  fastPowers,
  fastSums,
  fastWeights,
  neurons,
  newFactor,
  pendingFactor,
  proximalDrive,
  proximalWeights,
  SPACING,
  slowParts,
  slowSum,
  spikes,
} from './memory';
import { synapseDecay, synapseScale } from './scales';

/** Largest number of fast sums, and number of those that take factors at a time. */
const FAST_SUMS: u32 = 8;
const LIVING: u32 = 4;
/** Parts below this change no weight of order 1 in float32. */
const NEGLIGIBLE: f32 = 1e-8;

/** a = dt/tauMembrane, λ = 1 − a, β = exp(−dt/tauSynapse), κ = a β / (λ − β) */
let eligibilityGain: f64 = 0;
let eligibilityDecay: f64 = 0;
let traceDecay: f64 = 0;
let kappa: f64 = 0;
/** s − s0 and λ^(s−s0) of the current step s; the β^(s−s0−k·fastSteps) lie in `fastPowers`. */
let age: u32 = 0;
let slowPower: f64 = 1;
/** e(s)·F(s), F(s)·F(s), and e(s−1)·F(s) */
let eligibleDrive: f64 = 0;
let traceSquare: f64 = 0;
let overlap: f64 = 0;

/** Steps for which a fast sum takes new spikes, and steps of an epoch. */
let fastSteps: u32 = 0;
let epochSteps: u32 = 0;

/** @param sums of an epoch, at most 8 */
export function setTimeConstants(gain: f64, decay: f64, steps: u32, sums: u32): void {
  eligibilityGain = gain;
  eligibilityDecay = 1 - gain;
  traceDecay = decay;
  kappa = (gain * decay) / (eligibilityDecay - decay);
  fastSteps = steps;
  epochSteps = steps * sums;
}

/** No neuron is eligible. */
export function clearEligibility(): void {
  eligibleDrive = 0;
  traceSquare = 0;
  overlap = 0;
  memory.fill(slowParts, 0, extent);
  memory.fill(fastParts, 0, <usize>FAST_SUMS * extent);
  memory.fill(pendingFactor, 0, extent);
  beginEpoch();
}

function beginEpoch(): void {
  age = 0;
  slowPower = 1;
  memory.fill(slowSum, 0, extent);
  for (let k: u32 = 0; k < FAST_SUMS; k++) {
    memory.fill(fastSum(k), 0, extent);
    setFastPower(k, k === 0 ? 1 : 0);
  }
}

function fastSum(k: u32): usize {
  return fastSums + <usize>k * SPACING;
}

function fastPower(k: u32): f64 {
  return load<f64>(k << 3, fastPowers);
}

function setFastPower(k: u32, power: f64): void {
  store<f64>(k << 3, power, fastPowers);
}

/**
 * Makes the proximal drive of the next step, in which the `count` listed neurons have spiked, and lets their
 * eligibility jump:  y ← β (y + A (e·F)) + (1 − β) Σ_spiked J_j  with A and e of the step before.
 */
export function transmitPlastic(count: u32): void {
  const jump = 1 - traceDecay;
  const slow = sumParts(count);
  let fast: f64 = 0;
  for (let k: u32 = 0; k < FAST_SUMS; k++) fast += <f64>load<f32>(k << 2, fastWeights) * fastPower(k);
  const spikingTrace = fast / kappa;
  const spikingEligibility = slow * slowPower - fast;
  const formerOverlap = overlap;
  overlap = traceDecay * eligibleDrive + jump * spikingEligibility;
  traceSquare =
    traceDecay * traceDecay * traceSquare + 2 * traceDecay * jump * spikingTrace + jump * jump * <f64>count;
  eligibleDrive = eligibilityDecay * overlap + eligibilityGain * traceSquare;

  // The rises of P and of the newest Q of a spiking neuron, for the next step.
  const newest = age / fastSteps;
  const slowRise = <f32>(((eligibilityGain + kappa) * jump) / (slowPower * eligibilityDecay));
  const fastRise = <f32>((kappa * jump) / (fastPower(newest) * traceDecay));
  // Scaled like the stored drive, see scales.ts.
  const storedJump = jump / synapseScale;
  const storedOverlap = (formerOverlap * synapseDecay) / synapseScale;
  absorbFactor(newest, <f32>storedOverlap, <f32>(storedJump * slow), <f32>storedJump, slowRise, fastRise);
  raiseParts(newest, count, slowRise, fastRise);
  gatherAndCorrect(proximalDrive, proximalWeights, column, spikes, count, <f32>storedJump, correction);
  grow();
}

/** Adds up the listed neurons' Q, by k, in `fastWeights`; returns the sum of their P. */
function sumParts(count: u32): f64 {
  let slow: f64 = 0;
  let first = f32x4.splat(0);
  let last = f32x4.splat(0);
  for (let k: u32 = 0; k < count; k++) {
    const j = load<u32>(k << 2, spikes);
    slow += <f64>load<f32>(j << 2, slowParts);
    first = f32x4.add(first, v128.load(j << 5, fastParts));
    last = f32x4.add(last, v128.load(j << 5, fastParts + 16));
  }
  v128.store(fastWeights, first);
  v128.store(fastWeights, last, 16);
  return slow;
}

/**
 * Adds the factor A of the step before to the drive and the sums; adds the part of the listed columns that the sums hold to
 * the drive; and computes the correction of those columns for the rise of P and Q:
 *
 *     y ← y + A overlap;  slow += λ^… A, fast_k += β^… A;  y += jump (Σ_j P_j slow − Σ_jk Q_jk fast_k);
 *     correction = slowRise slow − fastRise fast_newest
 */
function absorbFactor(
  newest: u32,
  storedOverlap: f32,
  slowWeight: f32,
  jump: f32,
  slowRise: f32,
  fastRise: f32,
): void {
  const oldest: u32 = newest < LIVING ? 0 : newest - LIVING + 1;
  const sum0 = fastSum(oldest);
  const sum1 = fastSum(oldest + 1);
  const sum2 = fastSum(oldest + 2);
  const sum3 = fastSum(oldest + 3);
  const power0 = lanesOf(<f32>(fastPower(oldest) / traceDecay));
  const power1 = lanesOf(<f32>(fastPower(oldest + 1) / traceDecay));
  const power2 = lanesOf(<f32>(fastPower(oldest + 2) / traceDecay));
  const power3 = lanesOf(<f32>(fastPower(oldest + 3) / traceDecay));
  const weight0 = lanesOf(jump * load<f32>(oldest << 2, fastWeights));
  const weight1 = lanesOf(jump * load<f32>((oldest + 1) << 2, fastWeights));
  const weight2 = lanesOf(jump * load<f32>((oldest + 2) << 2, fastWeights));
  const weight3 = lanesOf(jump * load<f32>((oldest + 3) << 2, fastWeights));
  const power = lanesOf(<f32>(slowPower / eligibilityDecay));
  const weight = lanesOf(slowWeight);
  const overlapping = lanesOf(storedOverlap);
  const riseSlow = lanesOf(slowRise);
  const riseFast = lanesOf(fastRise);
  const newestSum = fastSum(newest);
  const end = extent;
  for (let i: usize = 0; i < end; i += 16) {
    const factor = v128.load(i, pendingFactor);
    const slow = f32x4.add(v128.load(i, slowSum), f32x4.mul(power, factor));
    const fast0 = f32x4.add(v128.load(sum0 + i), f32x4.mul(power0, factor));
    const fast1 = f32x4.add(v128.load(sum1 + i), f32x4.mul(power1, factor));
    const fast2 = f32x4.add(v128.load(sum2 + i), f32x4.mul(power2, factor));
    const fast3 = f32x4.add(v128.load(sum3 + i), f32x4.mul(power3, factor));
    v128.store(i, slow, slowSum);
    v128.store(sum0 + i, fast0);
    v128.store(sum1 + i, fast1);
    v128.store(sum2 + i, fast2);
    v128.store(sum3 + i, fast3);
    const kept = f32x4.add(v128.load(i, proximalDrive), f32x4.mul(overlapping, factor));
    const pair0 = f32x4.add(f32x4.mul(weight0, fast0), f32x4.mul(weight1, fast1));
    const pair1 = f32x4.add(f32x4.mul(weight2, fast2), f32x4.mul(weight3, fast3));
    const past = f32x4.sub(f32x4.mul(weight, slow), f32x4.add(pair0, pair1));
    v128.store(i, f32x4.add(kept, past), proximalDrive);
    v128.store(
      i,
      f32x4.sub(f32x4.mul(riseSlow, slow), f32x4.mul(riseFast, v128.load(newestSum + i))),
      correction,
    );
    v128.store(i, v128.load(i, newFactor), pendingFactor);
  }
  for (let k: u32 = 0; k < oldest; k++) {
    const frozen = jump * load<f32>(k << 2, fastWeights);
    if (frozen !== 0) addMultiple(proximalDrive, fastSum(k), -frozen);
  }
}

function raiseParts(newest: u32, count: u32, slowRise: f32, fastRise: f32): void {
  for (let k: u32 = 0; k < count; k++) {
    const j = load<u32>(k << 2, spikes);
    const slow = j << 2;
    const fast = (j << 5) + (newest << 2);
    store<f32>(slow, load<f32>(slow, slowParts) + slowRise, slowParts);
    store<f32>(fast, load<f32>(fast, fastParts) + fastRise, fastParts);
  }
}

/** The next step: powers shrink, a new fast sum begins, or a new epoch. */
function grow(): void {
  slowPower *= eligibilityDecay;
  for (let k: u32 = 0; k < FAST_SUMS; k++) setFastPower(k, fastPower(k) * traceDecay);
  age++;
  if (age === epochSteps) settleColumns();
  else if (age % fastSteps === 0) setFastPower(age / fastSteps, 1);
}

/**
 * stored_j += P_j slow − Σ_k Q_jk fast_k for all j, and a new epoch begins. (The factor of the very last step, which no
 * drive contains, is not yet part of the sums.)
 */
export function settleColumns(): void {
  for (let j: u32 = 0; j < neurons; j++) {
    const tail = settleColumn(proximalWeights + <usize>j * column, j);
    store<f32>(j << 5, abs(tail) < NEGLIGIBLE ? 0 : tail, fastParts);
    const slowPart = load<f32>(j << 2, slowParts) * <f32>slowPower;
    store<f32>(j << 2, abs(slowPart) < NEGLIGIBLE ? 0 : slowPart, slowParts);
  }
  beginEpoch();
}

/** @returns Σ_k Q_jk β^(s−s0−k·fastSteps), their remainder */
function settleColumn(weights: usize, j: u32): f32 {
  let tail: f64 = 0;
  // Two sums at a time.
  let weight = load<f32>(j << 2, slowParts);
  let waiting = weight === 0 ? 0 : slowSum;
  for (let k: u32 = 0; k < FAST_SUMS; k++) {
    const place = (j << 5) + (k << 2);
    const part = load<f32>(place, fastParts);
    if (part === 0) continue;
    store<f32>(place, 0, fastParts);
    tail += <f64>part * fastPower(k);
    if (waiting) addTwoMultiples(weights, waiting, weight, fastSum(k), -part);
    waiting = waiting ? 0 : fastSum(k);
    weight = -part;
  }
  if (waiting) addMultiple(weights, waiting, weight);
  return <f32>tail;
}
