import type { ConstantPlace } from '../../../wasm/module.ts';
import { compartmentsOf, decaysOf } from '../compartments.ts';
import { type Epochs, epochsWithin } from '../epochs.ts';
import type { NeuronParameters, PlasticityParameters } from '../parameters.ts';

/** The model's constants in the form in which the kernel uses them; `assembly/memory.ts` says what each means. */
export function kernelConstants(
  neuron: NeuronParameters,
  { learningRate, escapeWidth }: PlasticityParameters,
): Record<ConstantPlace, number> {
  const { restingInput, apicalInput, somaWindowThreshold, burstThreshold } = neuron;
  const { soma, proximal } = compartmentsOf(neuron);
  const { gain } = proximal;
  const decays = decaysOf(neuron);
  return {
    membraneLeak: soma.leak,
    membraneGain: gain,
    proximalLeak: proximal.leak,
    proximalConstant: proximal.constant,
    distalConstant: gain * (restingInput + apicalInput),
    somaConstant: gain * restingInput,
    restingInput,
    apicalReset: proximal.reset,
    somaReset: soma.reset,
    burstResetShift: soma.burstReset - soma.reset,
    burstCurrent: soma.burstDrive,
    adaptationCurrent: gain * neuron.adaptationStrength,
    synapseFresh: 1 - decays.synapse,
    burstFresh: 1 - decays.burst,
    adaptationFresh: 1 - decays.adaptation,
    somaWindowThreshold,
    burstThreshold,
    learningRate,
    escapeSteepness: -1 / escapeWidth,
  };
}

/** Largest β^−m and λ^−m within a fast sum and an epoch: their size is the loss of float32's precision. */
const LARGEST_POWER = 150;
/** Longest time, in steps, between two settlements of the columns. */
const LONGEST_EPOCH = 1000;
/** Largest ratio of P and Q to the eligibility, which is their difference. */
const LARGEST_EXCESS = 50;

/**
 * The epochs of the kernel's sums (see `assembly/eligibility.ts`) that suit a population's time constants.
 * @returns null where float32 has too few digits, because membrane and synapse decay nearly alike or one of them decays
 * within a step or two
 */
export function epochsOf(neuron: NeuronParameters): Epochs | null {
  const decays = decaysOf(neuron);
  const { membrane, synapse } = decays;
  if (synapse > LARGEST_EXCESS * Math.abs(membrane - synapse)) return null;
  return epochsWithin(decays, LARGEST_POWER, LONGEST_EPOCH);
}
