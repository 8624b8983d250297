import type { Generator } from 'gymnasium-js';
import { ContextualInput } from '../contextual-input.ts';
import type { Model, ModelArrays, ModelUnits, Stimulus } from '../model.ts';
import { GatedReadouts } from '../readout/gated-readouts.ts';
import type { ReadoutRule } from '../readout/rules.ts';
import { RandomLayers } from './random-layers.ts';
import type { RandomReluConfig } from './schema.ts';

/**
 * A readout of a random layer of rectified linear units that never learns: y = J_out max(0, W x + b) + bias; with a direct
 * path also of the input, + D (scale · x).
 */
export class RandomReluModel implements Model {
  readonly units: ModelUnits;
  readonly output: Float64Array;
  /** φ, `[N]`; 0 but in the assembly of the active context. With a direct path the input follows each assembly. */
  readonly feature: Float64Array;
  readonly activity = null;
  readonly computedBy = 'float64';
  readonly #shown: ContextualInput;
  readonly #layers: RandomLayers;
  readonly #directPath: number;
  /** The part of φ that each gate opens; with several gates, the last one opens none. */
  readonly #assemblies: readonly Float64Array[];
  /** The hidden units of each assembly. */
  readonly #hidden: readonly Float64Array[];
  readonly #readouts: GatedReadouts;

  /** @throws RangeError when there are fewer neurons than contexts to gate */
  constructor(config: RandomReluConfig, units: ModelUnits, rule: ReadoutRule, generator: Generator) {
    this.units = units;
    this.#shown = new ContextualInput(units, config.context);
    const { gates, values } = this.#shown;
    const neurons = Math.floor(config.neurons / gates);
    if (neurons === 0) {
      throw new RangeError(`neurons: expected at least one a context (${gates}), received ${config.neurons}`);
    }
    this.#layers = new RandomLayers(
      { ...config, assemblies: gates, neurons, inputs: values.length },
      generator,
    );
    const { directPath = 0 } = config;
    const direct = directPath === 0 ? 0 : values.length;
    this.#directPath = directPath;
    this.feature = new Float64Array(config.neurons + gates * direct);
    const size = neurons + direct;
    const assemblies = Array.from({ length: gates }, (_, k) =>
      this.feature.subarray(k * size, (k + 1) * size),
    );
    this.#hidden = assemblies.map((assembly) => assembly.subarray(0, neurons));
    this.#assemblies = gates === 1 ? assemblies : [...assemblies, this.feature.subarray(0, 0)];
    const features = this.#assemblies.map(({ length }) => length);
    this.#readouts = new GatedReadouts(features, units.outputs, rule);
    this.output = this.#readouts.output;
  }

  reset(): void {
    this.#shown.reset();
  }

  perceive(stimulus: Stimulus): number {
    this.#shown.show(stimulus);
    const { gate } = this.#shown;
    const assembly = this.#assemblies[gate];
    this.feature.fill(0);
    if (assembly.length > 0) this.#activate(assembly, gate);
    this.#readouts.read(gate, assembly);
    return 1;
  }

  /** `assembly` ← its hidden units and, with a direct path, the scaled input. */
  #activate(assembly: Float64Array, gate: number): void {
    const { values } = this.#shown;
    const hidden = this.#hidden[gate];
    this.#layers.activate(hidden, gate, values);
    const { length } = hidden;
    for (let k = length; k < assembly.length; k++) assembly[k] = this.#directPath * values[k - length];
  }

  learn(target: Float64Array): void {
    const { gate } = this.#shown;
    this.#readouts.learn(gate, this.#assemblies[gate], target);
  }

  /** Nothing outlasts an observation but what is learned. */
  settle(): void {}

  apply(): void {
    this.#readouts.apply();
  }

  arrays(): ModelArrays {
    return { fixed: this.#layers.fixed, learned: this.#readouts.arrays() };
  }

  problem(): string | undefined {
    return this.#readouts.problem();
  }
}
