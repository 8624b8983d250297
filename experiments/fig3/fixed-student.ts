import type { BurstNetwork } from '../../src/models/burst/network.ts';
import { Readout } from '../../src/models/readout/readout.ts';
import { DeltaRule } from '../../src/models/readout/rules.ts';
import type { RealVector } from '../../src/numeric/vectors.ts';
import { type Sequence, trainPresentation } from '../../src/sequence/sequence.ts';
import type { Rates, Student } from './student.ts';

/**
 * A network of which the readout alone learns. Its bursts are the same at every presentation of a demonstration, so they
 * are simulated once, and neurons that never burst in the demonstrations are left out of learning. Neither changes a bit.
 */
export class FixedStudent implements Student {
  readonly #network: BurstNetwork;
  readonly #readout: Readout;
  readonly #rates: Rates;
  #lessons: BurstLessons | null = null;

  /** @param network untrained */
  constructor(network: BurstNetwork, rates: Rates) {
    const { weights, bias } = network.readout;
    this.#network = network;
    this.#readout = new Readout(bias.length, network.feature.length, weights.slice());
    this.#rates = rates;
  }

  present(demonstrations: readonly Sequence[], factor: number): void {
    this.#lessons ??= new BurstLessons(this.#network, this.#readout, demonstrations);
    const { readout, bias } = this.#rates;
    this.#lessons.present({ kind: 'delta', rate: factor * readout, biasRate: bias, annealing: 0 });
  }

  begin(): void {
    this.#network.reset();
  }

  read(): Float64Array {
    return this.#readout.read(this.#network.feature);
  }

  step(input: Float64Array, context: Float64Array): void {
    this.#network.perceive({ input, context }, 1);
  }
}

/** An example of the readout: features of the neurons that burst, and the target. */
interface Example {
  readonly feature: RealVector;
  readonly target: Float64Array;
}

/** The features of demonstrations, and a readout of the neurons that burst in any of them. */
class BurstLessons {
  readonly #readout: Readout;
  /** The neuron at each place of the examples' features; −1 at places that stay 0. */
  readonly #neurons: readonly number[];
  readonly #small: Readout;
  readonly #examples: readonly Example[];

  constructor(network: BurstNetwork, readout: Readout, demonstrations: readonly Sequence[]) {
    const examples = demonstrations.flatMap((demonstration) => examplesOf(network, demonstration));
    const outputs = readout.bias.length;
    this.#readout = readout;
    this.#neurons = burstingNeurons(network.feature.length, examples);
    this.#small = new Readout(outputs, this.#neurons.length);
    this.#eachWeight((small, whole) => {
      this.#small.weights[small] = readout.weights[whole]!;
    });
    this.#small.bias.set(readout.bias);
    this.#examples = examples.map(({ feature, target }) => {
      return { feature: Float64Array.from(this.#neurons, (i) => (i < 0 ? 0 : feature[i]!)), target };
    });
  }

  /** Learns once from every example. */
  present(rule: ConstructorParameters<typeof DeltaRule>[1]): void {
    const learner = new DeltaRule(this.#small, rule);
    for (const { feature, target } of this.#examples) learner.learn(feature, target);
    this.#eachWeight((small, whole) => {
      this.#readout.weights[whole] = this.#small.weights[small]!;
    });
    this.#readout.bias.set(this.#small.bias);
  }

  /** Calls a function with the places of each weight in the small readout and in the whole one. */
  #eachWeight(visit: (small: number, whole: number) => void): void {
    const size = this.#neurons.length;
    const neurons = this.#readout.weights.length / this.#readout.bias.length;
    for (let o = 0; o < this.#readout.bias.length; o++) {
      this.#neurons.forEach((neuron, place) => {
        if (neuron >= 0) visit(o * size + place, o * neurons + neuron);
      });
    }
  }
}

/** Features and targets at index t = 1 … T − 2 of a presentation. */
function examplesOf(network: BurstNetwork, demonstration: Sequence): readonly Example[] {
  const examples: Example[] = [];
  const learn = (feature: RealVector, target: Float64Array) =>
    void examples.push({ feature: feature.slice(), target });
  trainPresentation(network, { learn, apply() {}, memory: {} }, demonstration);
  return examples;
}

/**
 * The neurons whose feature is not 0 in every example. A readout adds up its products in four interleaved sums
 * (`dotRow`), so each neuron keeps its place modulo 4, and −1 fills the gaps: the sums then have the same bits.
 */
function burstingNeurons(neurons: number, examples: readonly Example[]): readonly number[] {
  const bursting = Array.from({ length: neurons }, (_, i) => i).filter((i) =>
    examples.some(({ feature }) => feature[i] !== 0),
  );
  const sums = [0, 1, 2, 3].map((sum) => bursting.filter((i) => i % 4 === sum));
  const longest = Math.max(...sums.map(({ length }) => length));
  return Array.from({ length: longest }, (_, k) => sums.map((sum) => sum[k] ?? -1)).flat();
}
