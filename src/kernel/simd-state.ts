import type { PopulationState } from '../neuron/state.ts';
import type { Kernel } from './module.ts';

/** The present of a population in a kernel, which writes out what was asked for when it is asked for. */
export class SimdState implements PopulationState {
  /** Whether the kernel has stepped since it last described itself. */
  outdated = true;
  readonly #kernel: Kernel;
  readonly #voltages: readonly Float32Array[];
  /** In the order in which `describe` writes them. */
  readonly #traces: readonly Float32Array[];
  readonly #flags: readonly Uint8Array[];

  constructor(kernel: Kernel, neurons: number) {
    this.#kernel = kernel;
    const places = ['somaVoltage', 'distalVoltage', 'proximalVoltage'] as const;
    this.#voltages = places.map((place) => kernel.floats(place, neurons));
    const spacing = kernel.figure('SPACING') / Float32Array.BYTES_PER_ELEMENT;
    const traces = kernel.floats('describedTraces', 4 * spacing + neurons);
    this.#traces = Array.from({ length: 5 }, (_, k) => traces.subarray(k * spacing, k * spacing + neurons));
    const flags = kernel.bytes('flags', 8 * neurons);
    this.#flags = Array.from({ length: 8 }, (_, k) => flags.subarray(k * neurons, (k + 1) * neurons));
  }

  get somaVoltage(): Float32Array {
    return this.#described(this.#voltages)[0]!;
  }

  get distalVoltage(): Float32Array {
    return this.#described(this.#voltages)[1]!;
  }

  get proximalVoltage(): Float32Array {
    return this.#described(this.#voltages)[2]!;
  }

  get somaWindowTrace(): Float32Array {
    return this.#described(this.#traces)[0]!;
  }

  get adaptation(): Float32Array {
    return this.#described(this.#traces)[1]!;
  }

  get targetBurstTrace(): Float32Array {
    return this.#described(this.#traces)[2]!;
  }

  get recurrentBurstTrace(): Float32Array {
    return this.#described(this.#traces)[3]!;
  }

  get burstSpikeTrace(): Float32Array {
    return this.#described(this.#traces)[4]!;
  }

  get somaSpike(): Uint8Array {
    return this.#described(this.#flags)[0]!;
  }

  get distalSpike(): Uint8Array {
    return this.#described(this.#flags)[1]!;
  }

  get proximalSpike(): Uint8Array {
    return this.#described(this.#flags)[2]!;
  }

  get somaWindow(): Uint8Array {
    return this.#described(this.#flags)[3]!;
  }

  get targetBurst(): Uint8Array {
    return this.#described(this.#flags)[4]!;
  }

  get recurrentBurst(): Uint8Array {
    return this.#described(this.#flags)[5]!;
  }

  get burstWindow(): Uint8Array {
    return this.#described(this.#flags)[6]!;
  }

  get burstSpike(): Uint8Array {
    return this.#described(this.#flags)[7]!;
  }

  #described<Vectors>(vectors: Vectors): Vectors {
    if (this.outdated) this.#kernel.run.describe();
    this.outdated = false;
    return vectors;
  }
}
