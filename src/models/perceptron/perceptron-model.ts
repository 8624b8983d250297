import { Generator, PCG64, SeedSequence } from 'gymnasium-js';
import { ContextualInput } from '../contextual-input.ts';
import { weightProblem } from '../finite.ts';
import type { Model, ModelArrays, ModelUnits, NamedArray, Stimulus } from '../model.ts';
import { Adam } from './adam.ts';
import { Examples } from './examples.ts';
import { Perceptron } from './perceptron.ts';
import type { PerceptronConfig } from './schema.ts';

/**
 * A perceptron that keeps every label and, at the end of each lesson, learns all of them again in shuffled batches:
 * aggregation as in DAgger (Ross et al. 2011), by backpropagation and Adam.
 */
export class PerceptronModel implements Model {
  readonly units: ModelUnits;
  readonly output: Float64Array;
  /** Activity of the last hidden layer. */
  readonly feature: Float64Array;
  readonly activity = null;
  readonly computedBy = 'float64';
  readonly #config: PerceptronConfig;
  readonly #shown: ContextualInput;
  readonly #perceptron: Perceptron;
  readonly #adam: Adam;
  /** Rows of input, gate and target. */
  readonly #examples: Examples;
  /** Two words of 32 bits from which, with the number of the lesson, the order of the labels follows. */
  readonly #shuffleSeed: Float64Array;
  readonly #lessons = new Float64Array(1);

  /** @throws RangeError when a hidden layer has fewer units than there are contexts to gate */
  constructor(config: PerceptronConfig, units: ModelUnits, generator: Generator) {
    this.units = units;
    this.#config = config;
    this.#shown = new ContextualInput(units, config.context);
    const { gates, values } = this.#shown;
    const narrow = config.hidden.find((size) => size < gates);
    if (narrow !== undefined) {
      throw new RangeError(`hidden: expected at least one unit a context (${gates}), received ${narrow}`);
    }
    const { hidden, batchSize } = config;
    this.#perceptron = new Perceptron({
      inputs: values.length,
      hidden,
      outputs: units.outputs,
      gates,
      batch: batchSize,
    });
    this.#perceptron.draw(generator);
    this.#shuffleSeed = Float64Array.from({ length: 2 }, () => generator.integers(0, 2 ** 32));
    this.#adam = new Adam(config);
    this.#examples = new Examples(values.length + 1 + units.outputs);
    this.output = new Float64Array(units.outputs);
    this.feature = this.#perceptron.layers[hidden.length - 1].activities[0];
  }

  reset(): void {
    this.#shown.reset();
  }

  perceive(stimulus: Stimulus): number {
    const { inputs, gates, layers } = this.#perceptron;
    this.#shown.show(stimulus);
    inputs[0].set(this.#shown.values);
    gates[0] = this.#shown.gate;
    this.#perceptron.forward(1);
    this.output.set(layers[layers.length - 1].activities[0]);
    return 1;
  }

  learn(target: Float64Array): void {
    const { values, gate } = this.#shown;
    const example = this.#examples.add();
    example.set(values);
    example[values.length] = gate;
    example.set(target, values.length + 1);
  }

  /** Nothing outlasts an observation but what is kept. */
  settle(): void {}

  apply(): void {
    const { count } = this.#examples;
    if (count === 0) return;
    const { passes, batchSize } = this.#config;
    const generator = this.#shuffles();
    const order = Uint32Array.from({ length: count }, (_, k) => k);
    for (let pass = 0; pass < passes; pass++) {
      generator.shuffle(order);
      for (let start = 0; start < count; start += batchSize) {
        this.#descend(order.subarray(start, start + batchSize));
      }
    }
  }

  /** The orders of one lesson. */
  #shuffles(): Generator {
    this.#lessons[0]++;
    return new Generator(new PCG64(new SeedSequence([...this.#shuffleSeed, this.#lessons[0]])));
  }

  /** One step down the gradient of a batch. */
  #descend(batch: Uint32Array): void {
    const { inputs, gates, targets, parameters } = this.#perceptron;
    const size = this.#shown.values.length;
    for (let e = 0; e < batch.length; e++) {
      const example = this.#examples.row(batch[e]);
      inputs[e].set(example.subarray(0, size));
      gates[e] = example[size];
      targets[e].set(example.subarray(size + 1));
    }
    this.#perceptron.backward(batch.length);
    this.#adam.step(parameters);
  }

  arrays(): ModelArrays {
    const { count, width, values } = this.#examples;
    return {
      fixed: [{ name: 'shuffleSeed', shape: [2], data: this.#shuffleSeed }],
      learned: [
        ...this.#perceptron.layers.flatMap(({ inputs, units, weights, bias }, l) => [
          ...adaptedArrays(`layer${l + 1}/weights`, [inputs, units], weights),
          ...adaptedArrays(`layer${l + 1}/bias`, [units], bias),
        ]),
        { name: 'decayPowers', shape: [2], data: this.#adam.powers },
        { name: 'lessons', shape: [1], data: this.#lessons },
        { name: 'examples', shape: [count, width], data: values },
      ],
    };
  }

  /** Makes room for as many examples as were saved. */
  reserve(shapes: ReadonlyMap<string, readonly number[]>): void {
    const { width } = this.#examples;
    const [count, saved] = shapes.get('examples') ?? [];
    if (count === undefined || saved !== width) {
      throw new RangeError(`examples: expected rows of ${width} numbers, received ${saved ?? 'none'}`);
    }
    this.#examples.resize(count);
  }

  problem(): string | undefined {
    return weightProblem(...this.#perceptron.parameters.map(({ values }) => values));
  }
}

/** Parameters and Adam’s estimates of the moments of their gradient; the gradient itself is computed anew. */
function adaptedArrays(
  name: string,
  shape: readonly number[],
  { values, firstMoment, secondMoment }: Perceptron['parameters'][number],
): NamedArray[] {
  return [
    { name, shape, data: values },
    { name: `${name}FirstMoment`, shape, data: firstMoment },
    { name: `${name}SecondMoment`, shape, data: secondMoment },
  ];
}
