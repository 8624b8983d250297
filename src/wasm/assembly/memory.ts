/**
 * The layout of the memory. Constants and vectors have fixed places, far enough apart for the largest population, so that
 * instructions can address them directly; memory that a smaller population never touches is never committed. The
 * matrices follow, stored by presynaptic unit, one column after the other.
 *
 * Vectors and columns are padded to whole cache lines; the neurons of the padding rest for ever. Columns begin an odd number of
 * lines apart, so that equal places of different columns do not compete for the same cache set. Only J and the readout weights,
 * which the host reads, have no gaps: work on whole lines then also reads, and writes back unchanged, a little of the next
 * column. That is harmless as long as weights are finite, because a neuron at rest has no S and does not use its V^p.
 */

const LINE: usize = 64;
/** Largest number of neurons. */
export const MOST_NEURONS: u32 = 131072;

// Constants of the population. The host writes each into the four lanes of one SIMD register. Voltages follow
// V ← leak V + drive, traces x̂ ← decay x̂ + fresh x with fresh = 1 − decay.
const CONSTANTS: usize = 2048;
/** 1 − a, a = dt/tauMembrane */
export const membraneLeak: usize = CONSTANTS;
/** a */
export const membraneGain: usize = CONSTANTS + 16;
/** 1 − a where V^p leaks, 0 where it has no memory. */
export const proximalLeak: usize = CONSTANTS + 32;
/** The constant input of each compartment, times a. */
export const proximalConstant: usize = CONSTANTS + 48;
export const distalConstant: usize = CONSTANTS + 64;
export const somaConstant: usize = CONSTANTS + 80;
/** h, the voltage of every compartment at rest. */
export const restingInput: usize = CONSTANTS + 96;
/** The voltages after a spike: apical, of a soma without a burst, and the difference that a burst makes to the soma's. */
export const apicalReset: usize = CONSTANTS + 112;
export const somaReset: usize = CONSTANTS + 128;
export const burstResetShift: usize = CONSTANTS + 144;
/** a · 20 and a · b_W */
export const burstCurrent: usize = CONSTANTS + 160;
export const adaptationCurrent: usize = CONSTANTS + 176;
/** 1 − β of tauSynapse, tauBurst and tauAdaptation. */
export const synapseFresh: usize = CONSTANTS + 192;
export const burstFresh: usize = CONSTANTS + 208;
export const adaptationFresh: usize = CONSTANTS + 224;
/** θ_soma and θ_burst */
export const somaWindowThreshold: usize = CONSTANTS + 240;
export const burstThreshold: usize = CONSTANTS + 256;
/** η and −1/δu */
export const learningRate: usize = CONSTANTS + 272;
export const escapeSteepness: usize = CONSTANTS + 288;

/** For the eight fast sums of eligibility.ts: powers of β, float64, and weights, float32. */
export const fastPowers: usize = 3072;
export const fastWeights: usize = 3136;
/** See lanes.ts. */
export const held: usize = 3200;

// Vectors of one float32 a neuron.
const VECTORS: usize = 4096;
/** 27 lines more than the largest vector, so that vectors used together neither share cache sets nor look aliased. */
export const SPACING: usize = <usize>MOST_NEURONS * 4 + 27 * LINE;
// The present: V^s, V^d, V^p, r, W, b, b^rec and B̃. Traces and recurrent drives have a scale (scales.ts).
export const somaVoltage: usize = VECTORS;
export const distalVoltage: usize = VECTORS + SPACING;
export const proximalVoltage: usize = VECTORS + 2 * SPACING;
export const somaWindowTrace: usize = VECTORS + 3 * SPACING;
export const adaptation: usize = VECTORS + 4 * SPACING;
export const targetBurstTrace: usize = VECTORS + 5 * SPACING;
export const recurrentBurstTrace: usize = VECTORS + 6 * SPACING;
export const burstSpikeTrace: usize = VECTORS + 7 * SPACING;
// The drives of soma and distal compartment, times a: constant and context; then with input and teacher.
export const somaContextDrive: usize = VECTORS + 9 * SPACING;
export const distalContextDrive: usize = VECTORS + 10 * SPACING;
export const somaDrive: usize = VECTORS + 11 * SPACING;
export const distalDrive: usize = VECTORS + 12 * SPACING;
/** J F and w F */
export const proximalDrive: usize = VECTORS + 13 * SPACING;
export const basalDrive: usize = VECTORS + 14 * SPACING;
// Plasticity (eligibility.ts): A of the step before and of this one, slow sum, correction of columns, P.
export const pendingFactor: usize = VECTORS + 15 * SPACING;
export const newFactor: usize = VECTORS + 16 * SPACING;
export const slowSum: usize = VECTORS + 17 * SPACING;
export const correction: usize = VECTORS + 18 * SPACING;
export const slowParts: usize = VECTORS + 19 * SPACING;
/** Eight fast sums; Q, eight values a neuron. */
export const fastSums: usize = VECTORS + 20 * SPACING;
export const fastParts: usize = VECTORS + 28 * SPACING;
/** The neurons that transmit a spike in this step, u32 each. */
export const spikes: usize = VECTORS + 36 * SPACING;
/** The neurons with a spike within a burst, z^s · A(previous), u32 each. */
export const burstSpikes: usize = VECTORS + 8 * SPACING;
/** φ */
export const feature: usize = VECTORS + 37 * SPACING;
/** A feature from the host, to be read out. */
export const scratch: usize = VECTORS + 38 * SPACING;
/** The output of `describe`: eight bytes for each neuron, and five vectors. */
export const flags: usize = VECTORS + 39 * SPACING;
export const describedTraces: usize = VECTORS + 41 * SPACING;
/** Soma, distal and proximal compartment: the spikes of the latest step, in bytes of a vector, u32 each (spikes.ts). */
export const somaSpikes: usize = VECTORS + 46 * SPACING;
export const distalSpikes: usize = VECTORS + 47 * SPACING;
export const proximalSpikes: usize = VECTORS + 48 * SPACING;
/** A bit for each voltage above 0. */
export const somaBits: usize = VECTORS + 49 * SPACING;
export const distalBits: usize = somaBits + (<usize>MOST_NEURONS >> 3);
export const proximalBits: usize = distalBits + (<usize>MOST_NEURONS >> 3);
const MATRICES: usize = VECTORS + 50 * SPACING;

/** N */
export let neurons: u32 = 0;
/** In bytes: a vector in whole cache lines; the distance of columns; a column without a gap. */
export let extent: usize = 0;
export let stride: usize = 0;
export let column: usize = 0;

/** Source vectors, written by the host, float32. */
export let inputValues: usize = 0;
export let teachingValues: usize = 0;
export let contextValues: usize = 0;
/** Columns and weights of the active units of a source. */
export let activeColumns: usize = 0;
export let activeWeights: usize = 0;

/** Projections; 0 where there is none. */
export let inputWeights: usize = 0;
export let teachingWeights: usize = 0;
export let apicalContextWeights: usize = 0;
export let basalContextWeights: usize = 0;
/** w and, without gaps, J; 0 where there are none. */
export let basalWeights: usize = 0;
export let proximalWeights: usize = 0;
/** J where few synapses exist: of neuron j the entries starts[j] … starts[j + 1] − 1 of targets and values; else 0. */
export let synapseStarts: usize = 0;
export let synapseTargets: usize = 0;
export let synapseValues: usize = 0;
/** Readout weights, float64, one row after the other without gaps. */
export let readoutWeights: usize = 0;
/** A value for each output, float64: the output of a readout, or its change. */
export let readoutValues: usize = 0;

/** U and C for each output, float64 (readout.ts). */
export let followedSums: usize = 0;
export let owedChanges: usize = 0;
/** O */
export let outputCount: u32 = 0;

/** Address of the next reservation; above 4 GiB where the reservations do not fit. */
let next: u64 = 0;

/** Begins reservations at an address. */
export function beginAt(place: usize): void {
  next = place;
}

/** Lays out a population. To be called before any reservation. */
export function begin(neuronCount: u32): void {
  beginAt(MATRICES);
  neurons = neuronCount;
  extent = (((<usize>neuronCount) << 2) + LINE - 1) & ~(LINE - 1);
  stride = extent & LINE ? extent : extent + LINE;
  column = (<usize>neuronCount) << 2;
}

/** The address of `bytes` zeros, at the start of a cache line. Usable when the host has grown the memory to `reservedBytes`. */
export function reserve(bytes: u64): usize {
  const start = <usize>next;
  next = (next + bytes + LINE - 1) & ~(<u64>LINE - 1);
  return start;
}

/** The memory's necessary size; more than 4 GiB where the reservations do not fit. */
export function reservedBytes(): f64 {
  return <f64>next;
}

function columns(count: u32): usize {
  return count === 0 ? 0 : reserve(<u64>count * stride);
}

export function reserveSources(inputs: u32, outputs: u32, contexts: u32): void {
  inputValues = reserve((<u64>inputs) << 2);
  teachingValues = reserve((<u64>outputs) << 2);
  contextValues = reserve((<u64>contexts) << 2);
  const most: u64 = max(inputs, max(contexts, outputs)) + 4;
  activeColumns = reserve(most << 2);
  activeWeights = reserve(most << 2);
}

/** Reserves the projections onto the compartments by their numbers of units; 0 for one without effect. */
export function reserveProjections(inputs: u32, outputs: u32, apicalContexts: u32, basalContexts: u32): void {
  inputWeights = columns(inputs);
  teachingWeights = columns(outputs);
  apicalContextWeights = columns(apicalContexts);
  basalContextWeights = columns(basalContexts);
}

export function reserveReadout(outputs: u32): void {
  readoutWeights = reserve(<u64>outputs * 2 * column + 2 * LINE);
  readoutValues = reserve((<u64>outputs) << 3);
  followedSums = reserve((<u64>outputs) << 3);
  owedChanges = reserve((<u64>outputs) << 3);
  outputCount = outputs;
}

export function reserveProximalColumns(): void {
  proximalWeights = reserve(<u64>neurons * column + LINE);
}

export function reserveBasalColumns(): void {
  basalWeights = columns(neurons);
}

export function reserveSynapses(count: u32): void {
  synapseStarts = reserve((<u64>neurons + 1) << 2);
  synapseTargets = reserve((<u64>count) << 2);
  synapseValues = reserve((<u64>count) << 2);
}
