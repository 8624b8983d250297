import {
  Box,
  Discrete,
  Env,
  type Info,
  type RenderFrame,
  type ResetOptions,
  type ResetResult,
  type StepResult,
} from '../src/index.ts';

export interface CounterSettings {
  readonly goal?: number;
  readonly step?: number;
  readonly renderMode?: string | null;
}

/** Counts its steps: action a adds `step + a`; the reward is the count; it terminates at `goal`. */
export class Counter extends Env<Float64Array, number> {
  override readonly metadata = { renderModes: ['ansi', 'rgb_array'], renderFps: 10 };
  override readonly renderMode: string | null;
  readonly observationSpace = new Box({ low: 0, high: 1000, shape: [1], dtype: 'float64' });
  readonly actionSpace = new Discrete(3);
  readonly goal: number;
  readonly increment: number;
  /** How often it was closed. */
  closed = 0;
  /** Every action it received. */
  readonly actions: number[] = [];
  count = 0;

  constructor({ goal = 100, step = 1, renderMode = null }: CounterSettings = {}) {
    super();
    this.goal = goal;
    this.increment = step;
    this.renderMode = renderMode;
  }

  /** `options.start` sets where it starts. */
  override reset(resetOptions: ResetOptions = {}): ResetResult<Float64Array> {
    super.reset(resetOptions);
    this.count = (resetOptions.options?.['start'] as number | undefined) ?? 0;
    return [Float64Array.of(this.count), { start: this.count }];
  }

  step(action: number): StepResult<Float64Array> {
    this.actions.push(action);
    this.count += this.increment + action;
    const info: Info = { even: this.count % 2 === 0 };
    return [Float64Array.of(this.count), this.count, this.count >= this.goal, false, info];
  }

  /** As a picture: 2 × 4 grey pixels, as bright as the count. */
  override render(): RenderFrame {
    if (this.renderMode !== 'rgb_array') return String(this.count);
    return { data: new Uint8Array(2 * 4 * 3).fill(this.count), height: 2, width: 4, channels: 3 };
  }

  override close(): void {
    this.closed++;
  }
}

/**
 * A random walk in `size` dimensions: action a adds a normal step of scale a + 1 to every coordinate. Its twin in
 * Python is `Walk` in wrapper-parity.py.
 */
export class Walk extends Env<Float32Array | Float64Array, number> {
  readonly observationSpace: Box<'float32' | 'float64'>;
  readonly actionSpace = new Discrete(3);
  readonly #length: number;
  readonly #position: Float64Array;
  readonly #single: boolean;
  #steps = 0;

  constructor({ size = 2, length = 10, dtype = 'float32' as 'float32' | 'float64' } = {}) {
    super();
    this.#length = length;
    this.#position = new Float64Array(size);
    this.#single = dtype === 'float32';
    this.observationSpace = new Box({
      low: Number.NEGATIVE_INFINITY,
      high: Number.POSITIVE_INFINITY,
      shape: [size],
      dtype,
    });
  }

  override reset(resetOptions: ResetOptions = {}): ResetResult<Float32Array | Float64Array> {
    super.reset(resetOptions);
    this.#steps = 0;
    for (let i = 0; i < this.#position.length; i++) this.#position[i] = this.npRandom.uniform(-1, 1);
    return [this.#observe(), {}];
  }

  step(action: number): StepResult<Float32Array | Float64Array> {
    for (let i = 0; i < this.#position.length; i++) {
      this.#position[i]! += (action + 1) * this.npRandom.standardNormal();
    }
    this.#steps++;
    const info: Info = { steps: this.#steps, action };
    return [this.#observe(), this.#position[0]!, this.#steps >= this.#length, false, info];
  }

  #observe(): Float32Array | Float64Array {
    return this.#single ? Float32Array.from(this.#position) : Float64Array.from(this.#position);
  }
}
