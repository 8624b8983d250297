/**
 * Decay of traces and recurrent drives without touching them: value = scale · stored, where the one number `scale` decays, and
 * only spikes change stored values, by 1/scale. Every few steps a renewal multiplies the stored values by their scale and sets
 * those to 0 that are too small to matter. (Denormal numbers are slow, and WebAssembly cannot tell the processor to flush them.)
 */
import { lanesOf } from './lanes';
import {
  adaptation,
  basalDrive,
  burstSpikeTrace,
  extent,
  proximalDrive,
  recurrentBurstTrace,
  somaWindowTrace,
  targetBurstTrace,
} from './memory';
import { limitOwed, scaleFollowed } from './readout';

/** Most steps between two renewals, and the smallest scale. */
const LONGEST: u32 = 32;
const SMALLEST: f64 = 1e-24;
/** 2^−30: less than the rounding of the trace of a single spike. */
const TINY: f32 = 9.313225746154785e-10;

/** β of tauSynapse, tauBurst and tauAdaptation, and the scales that decay by them. */
export let synapseDecay: f64 = 0;
export let burstDecay: f64 = 0;
export let adaptationDecay: f64 = 0;
export let synapseScale: f64 = 1;
export let burstScale: f64 = 1;
export let adaptationScale: f64 = 1;

let period: u32 = 0;
let age: u32 = 0;

export function setDecays(synapse: f64, burst: f64, adapting: f64): void {
  // A value that decays faster is negligible after one step in either case.
  synapseDecay = max(synapse, SMALLEST);
  burstDecay = max(burst, SMALLEST);
  adaptationDecay = max(adapting, SMALLEST);
  const fastest = min(synapseDecay, min(burstDecay, adaptationDecay));
  period = 1;
  for (let scale = fastest * fastest; scale >= SMALLEST && period < LONGEST; scale *= fastest) period++;
}

/** Sets all traces and recurrent drives to 0. */
export function clearTraces(): void {
  age = 0;
  setScales(1, 1, 1);
  memory.fill(somaWindowTrace, 0, extent);
  memory.fill(adaptation, 0, extent);
  memory.fill(targetBurstTrace, 0, extent);
  memory.fill(recurrentBurstTrace, 0, extent);
  memory.fill(burstSpikeTrace, 0, extent);
  memory.fill(proximalDrive, 0, extent);
  memory.fill(basalDrive, 0, extent);
}

function setScales(synapse: f64, burst: f64, adapting: f64): void {
  synapseScale = synapse;
  burstScale = burst;
  adaptationScale = adapting;
}

/** Lets all traces and recurrent drives decay by one step. */
export function decayTraces(): void {
  setScales(synapseScale * synapseDecay, burstScale * burstDecay, adaptationScale * adaptationDecay);
  limitOwed(burstScale);
  age++;
}

/** Renews the values when it is time. To be called between two steps. */
export function renewTraces(): void {
  if (age < period) return;
  age = 0;
  scaleFollowed(burstScale);
  renew(somaWindowTrace, <f32>burstScale);
  renew(targetBurstTrace, <f32>burstScale);
  renew(recurrentBurstTrace, <f32>burstScale);
  renew(burstSpikeTrace, <f32>burstScale);
  renew(adaptation, <f32>adaptationScale);
  renew(proximalDrive, <f32>synapseScale);
  renew(basalDrive, <f32>synapseScale);
  setScales(1, 1, 1);
}

/** vector ← scale · vector, tiny values 0 */
function renew(vector: usize, scale: f32): void {
  const factor = lanesOf(scale);
  const tiny = lanesOf(TINY);
  const end = extent;
  for (let i: usize = 0; i < end; i += 16) {
    const values = f32x4.mul(factor, v128.load(vector + i));
    v128.store(vector + i, v128.and(values, f32x4.gt(f32x4.abs(values), tiny)));
  }
}
