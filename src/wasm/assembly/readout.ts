/**
 * The readout of φ without a visit to all neurons. While φ is a multiple of one burst trace, its readout decays like the
 * trace, and a burst adds the weights of its own neuron. So in place of sums over all neurons, U_o = Σ_i W_oi trace_i is
 * followed from burst to burst.
 *
 * The delta rule adds change_o φ_i to all weights in every step. As long as trace i has no burst it keeps its ratio to
 * all other traces, so the changes of its weights are one multiple of it. With C_o = Σ change_o φ_i / trace_i,
 *
 *     weights[o, i] = W_oi + C_o trace_i,   y_o ∝ U_o + C_o Σ_i trace_i².
 *
 * A burst of neuron i corrects W_oi by −C_o · kick, which keeps the sum of both. C moves into W whenever the traces are renewed,
 * the weights are asked for, or an episode is settled; and before kicks, which grow as the scale of traces falls, are so much
 * larger than the traces of which C was made that the sum would lose digits.
 */
import { setMultiple } from './columns';
import {
  column,
  feature,
  followedSums,
  outputCount,
  owedChanges,
  readoutValues,
  readoutWeights,
} from './memory';
import { addToRows, readRows, squareOf } from './readout-rows';
import { burstScale } from './scales';

/** The trace that the host reads. */
export let followed: usize = 0;
/** Whether the sums belong to the present weights; whether they may after changes of the weights. */
let following = false;
let deferring = false;
/** Whether C and Σ trace² are in use, and the latter. */
let learning = false;
let power: f64 = 0;
/** Scale of the traces when C began to grow; 0 while it is 0. The share of it down to which C may be kept. */
let owedScale: f64 = 0;
const LOWEST_SHARE: f64 = 0.125;
/** φ is this multiple of the trace; `fresh`: of the trace of the present step; `owed`: and has not been written yet. */
let share: f32 = 0;
let fresh = false;
let owed = false;
/** Whether `readoutValues` holds the readout of φ. */
let valid = false;

/** All traces are 0. @param follow whether the sums are used before weights change, too */
export function beginReadout(follow: bool): void {
  following = follow && outputCount > 0;
  deferring = outputCount > 0;
  learning = false;
  owedScale = 0;
  fresh = false;
  owed = false;
  valid = following;
  clear(followedSums);
  clear(readoutValues);
}

function clear(values: usize): void {
  memory.fill(values, 0, (<usize>outputCount) << 3);
}

/** Names the trace that φ will be made of. To be called before the steps towards φ. */
export function followTrace(trace: usize): void {
  if (trace === followed) return;
  keepFeature();
  settleReadout();
  learning = false;
  followed = trace;
  if (following) readRows(followed, followedSums, outputCount);
}

/** Brings the weights up to date for a host that may change them, and uses no sums until the next episode. */
export function stopFollowing(): void {
  outdateSums();
  deferring = false;
}

/** To be called before the weights change. */
function outdateSums(): void {
  settleReadout();
  following = false;
  learning = false;
  valid = false;
}

/** W += C ⊗ trace, C = 0 */
export function settleReadout(): void {
  if (!learning || owedScale === 0) return;
  owedScale = 0;
  addToRows(followed, owedChanges, outputCount);
  for (let o: u32 = 0; o < outputCount; o++) {
    const sum = followedSums + (o << 3);
    store<f64>(sum, load<f64>(sum) + load<f64>(owedChanges + (o << 3)) * power);
  }
  clear(owedChanges);
}

/** Follows a burst that raised the followed trace of the neuron `place` bytes into a vector. */
export function followBurst(place: usize, kick: f32): void {
  if (!following) return;
  const rise = <f64>kick;
  const weight = readoutWeights + (place << 1);
  if (learning) correctWeights(weight, rise, <f64>load<f32>(followed + place));
  else {
    for (let o: u32 = 0; o < outputCount; o++) {
      const sum = followedSums + (o << 3);
      store<f64>(sum, load<f64>(sum) + rise * load<f64>(weight + <usize>o * 2 * column));
    }
  }
}

/** The same while C is in use. @param after the trace of the neuron after the burst */
function correctWeights(weight: usize, rise: f64, after: f64): void {
  for (let o: u32 = 0; o < outputCount; o++, weight += 2 * column) {
    const sum = followedSums + (o << 3);
    const before = load<f64>(weight);
    const change = load<f64>(owedChanges + (o << 3));
    store<f64>(sum, load<f64>(sum) + rise * (before - change * after));
    store<f64>(weight, before - change * rise);
  }
  power += rise * (2 * after - rise);
}

/** To be called when the scale of the traces has fallen, before kicks. */
export function limitOwed(scale: f64): void {
  if (scale < LOWEST_SHARE * owedScale) settleReadout();
}

/** To be called before a renewal of the traces, which multiplies them by their scale. */
export function scaleFollowed(scale: f64): void {
  if (!following) return;
  settleReadout();
  power *= scale * scale;
  for (let o: u32 = 0; o < outputCount; o++) {
    const sum = followedSums + (o << 3);
    store<f64>(sum, load<f64>(sum) * scale);
  }
}

/** φ is a multiple of a trace as it is now. It is written when somebody asks for it. */
export function presentFeature(trace: usize, weight: f32): void {
  share = weight;
  fresh = trace === followed;
  owed = fresh;
  if (!fresh) setMultiple(feature, trace, weight);
}

/** Keeps φ as it is while the traces change. To be called before steps that do not end with `presentFeature`. */
export function keepFeature(): void {
  writeFeature();
  fresh = false;
}

/** Brings the vector φ up to date. */
export function writeFeature(): void {
  if (owed) setMultiple(feature, followed, share);
  owed = false;
}

/** Adds a multiple of the trace to the readout of φ, as it is added to φ; `first`: φ begins anew. */
export function followFeature(trace: usize, weight: f32, first: bool): void {
  valid = following && trace === followed && (first || valid);
  if (!valid) return;
  for (let o: u32 = 0; o < outputCount; o++) {
    const value = readoutValues + (o << 3);
    const part = <f64>weight * followedSum(o);
    store<f64>(value, first ? part : load<f64>(value) + part);
  }
}

/** Σ_i weights[o, i] trace_i */
function followedSum(output: u32): f64 {
  const sum = load<f64>(followedSums + (output << 3));
  return learning ? sum + load<f64>(owedChanges + (output << 3)) * power : sum;
}

/** value_o = Σ_i weights[o, i] φ_i, φ a float32 vector */
export function readFeature(vector: usize, outputs: u32): void {
  if (vector === feature) {
    if (!valid && fresh) followFeature(followed, share, true);
    if (valid) return;
    writeFeature();
  }
  settleReadout();
  readRows(vector, readoutValues, outputs);
  valid = false;
}

/** weights[o, i] += value_o φ_i */
export function addToReadout(vector: usize, outputs: u32): void {
  valid = false;
  if (vector === feature && fresh && deferring) {
    if (!learning) beginLearning();
    if (owedScale === 0) owedScale = burstScale;
    for (let o: u32 = 0; o < outputs; o++) {
      const change = owedChanges + (o << 3);
      store<f64>(change, load<f64>(change) + load<f64>(readoutValues + (o << 3)) * <f64>share);
    }
    return;
  }
  if (vector === feature) writeFeature();
  outdateSums();
  addToRows(vector, readoutValues, outputs);
}

/** The sums of the present weights and traces, and C = 0. */
function beginLearning(): void {
  readRows(followed, followedSums, outputCount);
  power = squareOf(followed);
  clear(owedChanges);
  owedScale = 0;
  following = true;
  learning = true;
}
