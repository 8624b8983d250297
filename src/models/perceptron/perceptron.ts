import type { Generator } from 'gymnasium-js';
import type { AdaptedArray } from './adam.ts';
import { DenseLayer, rows } from './dense-layer.ts';

/** Sizes of a perceptron. */
export interface PerceptronSize {
  /** I */
  readonly inputs: number;
  /** Hidden units by layer. */
  readonly hidden: readonly number[];
  /** O */
  readonly outputs: number;
  /** Contexts that gate hidden units: each opens an assembly of its own in every hidden layer. 1: all units are open. */
  readonly gates: number;
  /** B: most examples that are computed together. */
  readonly batch: number;
}

/** Hidden layers of rectified linear units and a linear output layer, with the gradient of the squared error. */
export class Perceptron {
  readonly layers: readonly DenseLayer[];
  /** Everything that learns. */
  readonly parameters: readonly AdaptedArray[];
  /** x of the examples of a batch, rows `[I]`; y*, rows `[O]`; and the gate of each, 0 … gates; gate `gates` opens none. */
  readonly inputs: readonly Float64Array[];
  readonly targets: readonly Float64Array[];
  readonly gates: Uint32Array;
  readonly #size: PerceptronSize;

  constructor(size: PerceptronSize) {
    const { inputs, hidden, outputs, batch } = size;
    this.#size = size;
    this.layers = [...hidden, outputs].map(
      (units, l) => new DenseLayer(l === 0 ? inputs : hidden[l - 1], units, batch),
    );
    this.parameters = this.layers.flatMap(({ weights, bias }) => [weights, bias]);
    this.inputs = rows(new Float64Array(batch * inputs), inputs);
    this.targets = rows(new Float64Array(batch * outputs), outputs);
    this.gates = new Uint32Array(batch);
  }

  /** Draws the weights of one layer after the other; a gated unit’s fan-in are the units of its assembly. */
  draw(generator: Generator): void {
    const { gates } = this.#size;
    for (const [l, layer] of this.layers.entries()) {
      layer.draw(l === 0 ? layer.inputs : assemblySize(layer.inputs, gates), generator);
    }
  }

  /** Computes the first `count` examples: the outputs are the last layer’s activity. */
  forward(count: number): void {
    let inputs = this.inputs;
    const last = this.layers.length - 1;
    for (const [l, layer] of this.layers.entries()) {
      layer.forward(inputs, count);
      if (l < last) this.#rectify(layer.activities, count);
      inputs = layer.activities;
    }
  }

  /** max(0, z) of open units, 0 of others. */
  #rectify(activities: readonly Float64Array[], count: number): void {
    for (let e = 0; e < count; e++) {
      const activity = activities[e];
      const open = this.#open(this.gates[e], activity.length);
      activity.fill(0, 0, open.start);
      for (let i = open.start; i < open.end; i++) activity[i] = Math.max(0, activity[i]);
      activity.fill(0, open.end);
    }
  }

  /** The units of a hidden layer that a gate opens. */
  #open(gate: number, units: number): { start: number; end: number } {
    const { gates } = this.#size;
    const size = assemblySize(units, gates);
    return gate === gates ? { start: 0, end: 0 } : { start: gate * size, end: (gate + 1) * size };
  }

  /**
   * Gradients of E = 1/(2n) Σ |y − y*|² over the first n examples, by backpropagation; what `forward` computes is in place
   * afterwards.
   */
  backward(count: number): void {
    this.forward(count);
    const { layers } = this;
    this.#compare(count);
    for (let l = layers.length - 1; l >= 0; l--) {
      const below = l === 0 ? undefined : layers[l - 1];
      layers[l].sumGradients(below?.activities ?? this.inputs, count);
      if (below) layers[l].propagate(below.delta, below.activity, count);
    }
  }

  /** δ = (y − y*) / n of the output layer */
  #compare(count: number): void {
    const { activities, delta, units } = this.layers[this.layers.length - 1];
    for (let e = 0; e < count; e++) {
      for (let o = 0; o < units; o++) delta[e * units + o] = (activities[e][o] - this.targets[e][o]) / count;
    }
  }
}

/** Units of each of equal assemblies; a remainder belongs to none. */
function assemblySize(units: number, gates: number): number {
  return Math.floor(units / gates);
}
