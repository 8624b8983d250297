import type { WasmInstance } from '../../../wasm/module.ts';
import type { PopulationState } from '../state.ts';

/** Views of the output of the kernel's `describe`. */
export function describedArrays(kernel: WasmInstance, neurons: number): PopulationState {
  const spacing = kernel.figure('SPACING') / Float32Array.BYTES_PER_ELEMENT;
  const traces = kernel.floats('describedTraces', 4 * spacing + neurons);
  const trace = (index: number) => traces.subarray(index * spacing, index * spacing + neurons);
  const flags = kernel.bytes('flags', 8 * neurons);
  const flag = (index: number) => flags.subarray(index * neurons, (index + 1) * neurons);
  return {
    somaVoltage: kernel.floats('somaVoltage', neurons),
    distalVoltage: kernel.floats('distalVoltage', neurons),
    proximalVoltage: kernel.floats('proximalVoltage', neurons),
    somaWindowTrace: trace(0),
    adaptation: trace(1),
    targetBurstTrace: trace(2),
    recurrentBurstTrace: trace(3),
    burstSpikeTrace: trace(4),
    somaSpike: flag(0),
    distalSpike: flag(1),
    proximalSpike: flag(2),
    somaWindow: flag(3),
    targetBurst: flag(4),
    recurrentBurst: flag(5),
    burstWindow: flag(6),
    burstSpike: flag(7),
  };
}
