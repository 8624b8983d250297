import { addFourMultiples, fill } from './columns';
import { wakeDistal } from './compartments';
import {
  activeColumns,
  activeWeights,
  apicalContextWeights,
  basalContextWeights,
  contextValues,
  distalConstant,
  distalContextDrive,
  distalDrive,
  extent,
  inputValues,
  inputWeights,
  membraneGain,
  somaConstant,
  somaContextDrive,
  somaDrive,
  stride,
  teachingValues,
  teachingWeights,
} from './memory';

/** 2^−26: a unit weaker than the strongest one by this factor vanishes in the rounding of a float32 sum. */
const INSIGNIFICANT: f32 = 1.4901161193847656e-8;

// Active units in the present sources.
let inputs: u32 = 0;
let outputs: u32 = 0;
let teachingGain: f32 = 0;

/** No input, no teacher, no context. */
export function clearSources(): void {
  inputs = 0;
  outputs = 0;
  fill(somaContextDrive, load<f32>(somaConstant));
  fill(distalContextDrive, load<f32>(distalConstant));
  fill(somaDrive, load<f32>(somaConstant));
  fill(distalDrive, load<f32>(distalConstant));
}

/** Takes the first `units` of `inputValues` as the sensory input. */
export function setInput(units: u32): void {
  inputs = units;
  project(somaDrive, somaContextDrive, inputWeights, inputValues, units, 1);
}

/** Takes the first `units` of `teachingValues`, times `gain`, as the teaching signal. */
export function setTeaching(units: u32, gain: f32): void {
  outputs = units;
  teachingGain = gain;
  if (project(distalDrive, distalContextDrive, teachingWeights, teachingValues, units, gain)) wakeDistal();
}

/** Takes the first `units` of `contextValues` as the context. */
export function setContext(units: u32): void {
  if (apicalContextWeights) {
    fill(distalContextDrive, load<f32>(distalConstant));
    if (project(distalContextDrive, distalContextDrive, apicalContextWeights, contextValues, units, 1))
      wakeDistal();
    project(distalDrive, distalContextDrive, teachingWeights, teachingValues, outputs, teachingGain);
  }
  if (basalContextWeights) {
    fill(somaContextDrive, load<f32>(somaConstant));
    project(somaContextDrive, somaContextDrive, basalContextWeights, contextValues, units, 1);
    project(somaDrive, somaContextDrive, inputWeights, inputValues, inputs, 1);
  }
}

/**
 * out = base + a · gain · matrix · values, over the active units.
 * @returns whether any unit is active
 */
function project(out: usize, base: usize, matrix: usize, values: usize, units: u32, gain: f32): bool {
  let count: u32 = 0;
  if (matrix && gain !== 0) count = selectActive(matrix, values, units, gain * load<f32>(membraneGain));
  if (count === 0) {
    if (out !== base) memory.copy(out, base, extent);
    return false;
  }
  addFourMultiples(out, base, activeColumns, activeWeights);
  for (let k: u32 = 4; k < count; k += 4) {
    addFourMultiples(out, out, activeColumns + (k << 2), activeWeights + (k << 2));
  }
  return true;
}

/**
 * Lists the columns and weights of the active units, a multiple of four, padded with weight 0.
 * @returns the length of the list
 */
function selectActive(matrix: usize, values: usize, units: u32, factor: f32): u32 {
  let strongest: f32 = 0;
  for (let j: u32 = 0; j < units; j++) strongest = max(strongest, abs(load<f32>(values + (j << 2))));
  const least = strongest * INSIGNIFICANT;
  let count: u32 = 0;
  for (let j: u32 = 0; j < units; j++) {
    const value = load<f32>(values + (j << 2));
    if (abs(value) <= least) continue;
    store<usize>(activeColumns + (count << 2), matrix + <usize>j * stride);
    store<f32>(activeWeights + (count << 2), value * factor);
    count++;
  }
  while (count & 3) {
    store<usize>(activeColumns + (count << 2), matrix);
    store<f32>(activeWeights + (count << 2), 0);
    count++;
  }
  return count;
}
