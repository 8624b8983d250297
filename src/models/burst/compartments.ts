import { lowPassFactor } from '../../numeric/low-pass.ts';
import type { Apical, Soma } from './loops.ts';
import type { NeuronParameters } from './parameters.ts';

/** V^s_reset / (1 + 2 A): the voltage of a soma after its spike; A is 1 while a burst is under way, else 0. */
export function resetUnder(burstWindow: number, somaReset: number): number {
  return somaReset / (1 + 2 * burstWindow);
}

/** The compartments' constants in the form of `BurstLoops`; the drive of the distal one contains its constant. */
export function compartmentsOf(neuron: NeuronParameters): {
  readonly soma: Soma;
  readonly distal: Apical;
  readonly proximal: Apical;
} {
  const { restingInput, apicalInput, somaReset, apicalReset, burstAmplification } = neuron;
  const gain = neuron.timeStep / neuron.tauMembrane;
  const leak = 1 - gain;
  const memoryless = neuron.proximalCompartment === 'memoryless';
  return {
    soma: {
      leak,
      reset: somaReset,
      burstReset: resetUnder(1, somaReset),
      burstDrive: gain * burstAmplification,
    },
    distal: { leak, reset: apicalReset, gain: 1, constant: 0 },
    proximal: {
      leak: memoryless ? 0 : leak,
      reset: apicalReset,
      gain,
      constant: gain * (restingInput + apicalInput) + (memoryless ? leak * restingInput : 0),
    },
  };
}

/** The part that a time step leaves: λ = 1 − dt/tauMembrane of a voltage, and β of each of the three low-passes. */
export function decaysOf({ timeStep, tauMembrane, tauSynapse, tauBurst, tauAdaptation }: NeuronParameters) {
  return {
    membrane: 1 - timeStep / tauMembrane,
    synapse: lowPassFactor(timeStep, tauSynapse),
    burst: lowPassFactor(timeStep, tauBurst),
    adaptation: lowPassFactor(timeStep, tauAdaptation),
  };
}
