import { lowPassFactor } from '../neuron/low-pass.ts';
import type { NeuronParameters, PlasticityParameters } from '../neuron/parameters.ts';
import type { ConstantPlace } from './module.ts';

/** The model's constants in the form in which the kernel uses them; `assembly/memory.ts` says what each means. */
export function kernelConstants(
  neuron: NeuronParameters,
  { learningRate, escapeWidth }: PlasticityParameters,
): Record<ConstantPlace, number> {
  const { timeStep, tauMembrane, restingInput, apicalInput, somaReset } = neuron;
  const gain = timeStep / tauMembrane;
  const leak = 1 - gain;
  const memoryless = neuron.proximalCompartment === 'memoryless';
  const apical = gain * (restingInput + apicalInput);
  const decays = decaysOf(neuron);
  return {
    membraneLeak: leak,
    membraneGain: gain,
    proximalLeak: memoryless ? 0 : leak,
    proximalConstant: memoryless ? restingInput * leak + apical : apical,
    distalConstant: apical,
    somaConstant: gain * restingInput,
    restingInput,
    apicalReset: neuron.apicalReset,
    somaReset,
    burstResetShift: somaReset / 3 - somaReset,
    burstCurrent: gain * neuron.burstAmplification,
    adaptationCurrent: gain * neuron.adaptationStrength,
    synapseFresh: 1 - decays.synapse,
    burstFresh: 1 - decays.burst,
    adaptationFresh: 1 - decays.adaptation,
    somaWindowThreshold: neuron.somaWindowThreshold,
    burstThreshold: neuron.burstThreshold,
    learningRate,
    escapeSteepness: -1 / escapeWidth,
  };
}

/** β of the three low-passes. */
export function decaysOf(neuron: NeuronParameters): { synapse: number; burst: number; adaptation: number } {
  return {
    synapse: lowPassFactor(neuron.timeStep, neuron.tauSynapse),
    burst: lowPassFactor(neuron.timeStep, neuron.tauBurst),
    adaptation: lowPassFactor(neuron.timeStep, neuron.tauAdaptation),
  };
}

/** Most fast sums that the kernel has room for. */
const MOST_FAST_SUMS = 8;
/** How large β^−m and λ^−m may become within a fast sum and an epoch: it is what they cost of float32's precision. */
const LARGEST_POWER = 150;
/** P and Q are larger than the eligibility that they make up by this factor at most. */
const LARGEST_EXCESS = 50;

/** How the kernel's sums are to be kept (see `assembly/eligibility.ts`). */
export interface Epochs {
  /** a and β */
  readonly gain: number;
  readonly decay: number;
  readonly fastSteps: number;
  readonly fastSums: number;
}

/**
 * The epochs that suit a population's time constants; null where float32 has no digits to spare for any, because membrane
 * and synapse decay nearly alike or either decays within a step or two.
 */
export function epochsOf({ timeStep, tauMembrane, tauSynapse }: NeuronParameters): Epochs | null {
  const gain = timeStep / tauMembrane;
  const decay = lowPassFactor(timeStep, tauSynapse);
  const slow = longestSum(1 - gain);
  const fastSteps = Math.min(longestSum(decay), slow);
  if (fastSteps < 1 || decay > LARGEST_EXCESS * Math.abs(1 - gain - decay)) return null;
  const fastSums = Math.min(MOST_FAST_SUMS, Math.floor(slow / fastSteps));
  return { gain, decay, fastSteps, fastSums };
}

/** The largest m with decay^−m ≤ LARGEST_POWER (and, when nothing decays, enough). */
function longestSum(decay: number): number {
  let steps = 0;
  for (let power = 1; power / decay <= LARGEST_POWER && steps < 1000; power /= decay) steps++;
  return steps;
}
