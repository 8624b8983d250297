import type { Generator } from 'gymnasium-js';
import type { Vectors } from '../../numeric/vectors.ts';
import { createVectors } from '../../wasm/create-vectors.ts';
import type { NamedArray } from '../model.ts';

/** Sizes of a random layer and standard deviations of what it is drawn from. */
export interface RandomLayerParameters {
  /** Number of assemblies: one for each context, or one. */
  readonly assemblies: number;
  /** n: hidden units of each. */
  readonly neurons: number;
  /** I */
  readonly inputs: number;
  readonly inputSigma: number;
  readonly biasSigma: number;
}

/** Assemblies of hidden units whose weights are drawn once and never change: φ = max(0, W_k x + b_k) in assembly k. */
export class RandomLayers {
  readonly fixed: readonly NamedArray[];
  readonly #vectors: Vectors;
  /** `[I, n]` for each assembly. */
  readonly #weights: readonly Float64Array[];
  /** `[n]` for each assembly. */
  readonly #bias: readonly Float64Array[];
  readonly #current: Float64Array;

  /** Draws assembly by assembly: the weights by input unit, then the biases. */
  constructor(parameters: RandomLayerParameters, generator: Generator) {
    const { assemblies, neurons, inputs, inputSigma, biasSigma } = parameters;
    this.#vectors = createVectors({
      size: neurons,
      units: inputs,
      values: (assemblies * inputs + 1) * neurons,
      arrays: 2,
    });
    const weights = this.#vectors.values(assemblies * inputs * neurons);
    const bias = new Float64Array(assemblies * neurons);
    this.#weights = parts(weights, assemblies);
    this.#bias = parts(bias, assemblies);
    this.#current = this.#vectors.values(neurons);
    for (let k = 0; k < assemblies; k++) {
      generator.fillNormal(this.#weights[k], 0, inputSigma);
      generator.fillNormal(this.#bias[k], 0, biasSigma);
    }
    this.fixed = [
      { name: 'inputWeights', shape: [assemblies, inputs, neurons], data: weights },
      { name: 'hiddenBias', shape: [assemblies, neurons], data: bias },
    ];
  }

  /** `out` `[n]` ← the activity of an assembly for an input `[I]`. */
  activate(out: Float64Array, assembly: number, input: Float64Array): void {
    const current = this.#current;
    const bias = this.#bias[assembly];
    this.#vectors.project(current, this.#weights[assembly], input);
    for (let i = 0; i < out.length; i++) out[i] = Math.max(0, current[i] + bias[i]);
  }
}

/** Equal consecutive parts of an array. */
function parts(values: Float64Array, count: number): Float64Array[] {
  const length = values.length / count;
  return Array.from({ length: count }, (_, k) => values.subarray(k * length, (k + 1) * length));
}
