import type { NeuronParameters } from './parameters.ts';
import type { PopulationState } from './state.ts';

/**
 * Fills in what voltages and traces say: a spike is a voltage above 0, a window a trace above its threshold, and a burst a
 * spike of the dendrite within the window of the soma.
 *
 * @param out voltages and traces of this step, read; spikes, windows and bursts, overwritten
 */
export function describeEvents(
  out: PopulationState,
  { somaWindowThreshold, burstThreshold }: NeuronParameters,
): void {
  for (let i = 0; i < out.somaVoltage.length; i++) {
    out.somaSpike[i] = out.somaVoltage[i] > 0 ? 1 : 0;
    out.distalSpike[i] = out.distalVoltage[i] > 0 ? 1 : 0;
    out.proximalSpike[i] = out.proximalVoltage[i] > 0 ? 1 : 0;
    out.somaWindow[i] = out.somaWindowTrace[i] > somaWindowThreshold ? 1 : 0;
    out.targetBurst[i] = out.somaWindow[i] & out.distalSpike[i];
    out.recurrentBurst[i] = out.somaWindow[i] & out.proximalSpike[i];
    const bursting = out.targetBurstTrace[i] > burstThreshold || out.recurrentBurstTrace[i] > burstThreshold;
    out.burstWindow[i] = bursting ? 1 : 0;
  }
}
