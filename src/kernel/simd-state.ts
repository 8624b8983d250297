import type { PopulationState } from '../neuron/state.ts';
import type { Kernel } from './module.ts';

/**
 * The present of a population in a kernel. Traces and somatic voltages are the kernel's own memory; the rest, which only
 * observers need, is worked out when it is asked for.
 */
export class SimdState implements PopulationState {
  /** Whether the kernel has stepped since it last described itself. */
  outdated = true;
  readonly somaVoltage: Float32Array;
  readonly somaWindowTrace: Float32Array;
  readonly adaptation: Float32Array;
  readonly targetBurstTrace: Float32Array;
  readonly recurrentBurstTrace: Float32Array;
  readonly burstSpikeTrace: Float32Array;
  readonly #kernel: Kernel;
  readonly #distalVoltage: Float32Array;
  readonly #proximalVoltage: Float32Array;
  /** In the order in which `describe` writes them. */
  readonly #flags: readonly Uint8Array[];

  constructor(kernel: Kernel, neurons: number) {
    this.#kernel = kernel;
    this.somaVoltage = kernel.floats('somaVoltage', neurons);
    this.somaWindowTrace = kernel.floats('somaWindowTrace', neurons);
    this.adaptation = kernel.floats('adaptation', neurons);
    this.targetBurstTrace = kernel.floats('targetBurstTrace', neurons);
    this.recurrentBurstTrace = kernel.floats('recurrentBurstTrace', neurons);
    this.burstSpikeTrace = kernel.floats('burstSpikeTrace', neurons);
    this.#distalVoltage = kernel.floats('distalVoltage', neurons);
    this.#proximalVoltage = kernel.floats('proximalVoltage', neurons);
    const flags = kernel.bytes('flags', 8 * neurons);
    this.#flags = Array.from({ length: 8 }, (_, k) => flags.subarray(k * neurons, (k + 1) * neurons));
  }

  get distalVoltage(): Float32Array {
    this.#describe();
    return this.#distalVoltage;
  }

  get proximalVoltage(): Float32Array {
    this.#describe();
    return this.#proximalVoltage;
  }

  get somaSpike(): Uint8Array {
    return this.#describe()[0]!;
  }

  get distalSpike(): Uint8Array {
    return this.#describe()[1]!;
  }

  get proximalSpike(): Uint8Array {
    return this.#describe()[2]!;
  }

  get somaWindow(): Uint8Array {
    return this.#describe()[3]!;
  }

  get targetBurst(): Uint8Array {
    return this.#describe()[4]!;
  }

  get recurrentBurst(): Uint8Array {
    return this.#describe()[5]!;
  }

  get burstWindow(): Uint8Array {
    return this.#describe()[6]!;
  }

  get burstSpike(): Uint8Array {
    return this.#describe()[7]!;
  }

  #describe(): readonly Uint8Array[] {
    if (this.outdated) this.#kernel.run.describe();
    this.outdated = false;
    return this.#flags;
  }
}
