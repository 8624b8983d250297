/** Constants of Adam (Kingma & Ba 2015, Algorithm 1). */
export interface AdamParameters {
  /** α: step size. */
  readonly learningRate: number;
  /** β₁: decay of the first moment estimate. */
  readonly beta1: number;
  /** β₂: decay of the second moment estimate. */
  readonly beta2: number;
  /** ε, added to the root of the second moment. */
  readonly epsilon: number;
}

/** Parameters θ with their gradient g and Adam’s estimates of its moments m and v, all of one length. */
export interface AdaptedArray {
  readonly values: Float64Array;
  readonly gradient: Float64Array;
  readonly firstMoment: Float64Array;
  readonly secondMoment: Float64Array;
}

/** Stochastic gradient descent with adaptive moments (Kingma & Ba 2015, Algorithm 1). */
export class Adam {
  /** β₁ᵗ and β₂ᵗ after t steps. */
  readonly powers = Float64Array.of(1, 1);
  readonly #parameters: AdamParameters;

  constructor(parameters: AdamParameters) {
    this.#parameters = parameters;
  }

  /**
   * One step of all arrays against their gradients:
   *
   *     m ← β₁ m + (1 − β₁) g,  v ← β₂ v + (1 − β₂) g²,  θ ← θ − α m̂ / (√v̂ + ε)
   *
   * with m̂ = m / (1 − β₁ᵗ) and v̂ = v / (1 − β₂ᵗ).
   */
  step(arrays: readonly AdaptedArray[]): void {
    const { learningRate, beta1, beta2 } = this.#parameters;
    this.powers[0] *= beta1;
    this.powers[1] *= beta2;
    const rate = learningRate / (1 - this.powers[0]);
    const scale = 1 / (1 - this.powers[1]);
    for (const array of arrays) this.#descend(array, rate, scale);
  }

  #descend({ values, gradient, firstMoment, secondMoment }: AdaptedArray, rate: number, scale: number): void {
    const { beta1, beta2, epsilon } = this.#parameters;
    for (let k = 0; k < values.length; k++) {
      const slope = gradient[k];
      const first = beta1 * firstMoment[k] + (1 - beta1) * slope;
      const second = beta2 * secondMoment[k] + (1 - beta2) * (slope * slope);
      firstMoment[k] = first;
      secondMoment[k] = second;
      values[k] -= (rate * first) / (Math.sqrt(scale * second) + epsilon);
    }
  }
}
