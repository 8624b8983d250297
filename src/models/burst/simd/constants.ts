import type { ConstantPlace } from '../../../wasm/module.ts';
import { decaysOf } from '../compartments.ts';
import { type Epochs, epochsWithin } from '../epochs.ts';
import type { NeuronParameters, PlasticityParameters } from '../parameters.ts';

/** The model's constants in the form in which the kernel uses them; `assembly/memory.ts` says what each means. */
export function kernelConstants(
  neuron: NeuronParameters,
  { learningRate, escapeWidth }: PlasticityParameters,
): Record<ConstantPlace, number> {
  const { timeStep, tauMembrane, restingInput, apicalInput, somaReset } = neuron;
  const gain = timeStep / tauMembrane;
  const memoryless = neuron.proximalCompartment === 'memoryless';
  const apical = gain * (restingInput + apicalInput);
  const decays = decaysOf(neuron);
  const leak = decays.membrane;
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

/** How large β^−m and λ^−m may become within a fast sum and an epoch: it is what they cost of float32's precision. */
const LARGEST_POWER = 150;
/** Longest time, in steps, between two settlements of the columns. */
const LONGEST_EPOCH = 1000;
/** P and Q are larger than the eligibility that they make up by this factor at most. */
const LARGEST_EXCESS = 50;

/**
 * The epochs of the kernel's sums (see `assembly/eligibility.ts`) that suit a population's time constants; null where float32
 * has no digits to spare for any, because membrane and synapse decay nearly alike or either decays within a step or two.
 */
export function epochsOf(neuron: NeuronParameters): Epochs | null {
  const decays = decaysOf(neuron);
  const { membrane, synapse } = decays;
  if (synapse > LARGEST_EXCESS * Math.abs(membrane - synapse)) return null;
  return epochsWithin(decays, LARGEST_POWER, LONGEST_EPOCH);
}
