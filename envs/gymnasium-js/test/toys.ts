import {
  Box,
  Dict,
  Discrete,
  Env,
  type Info,
  MultiBinary,
  type RenderFrame,
  type ResetOptions,
  type ResetResult,
  type StepResult,
  Tuple,
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

export interface WalkSettings {
  readonly size?: number;
  /** Steps until it terminates. */
  readonly length?: number;
  /** What the observation space claims; the walk goes on beyond it. */
  readonly bound?: number;
  readonly dtype?: 'float32' | 'float64';
}

/**
 * A random walk in `size` dimensions: action a adds a normal step of scale a + 1 to every coordinate. Its twin in
 * Python is `pythonWalk`.
 */
export class Walk extends Env<Float32Array | Float64Array, number> {
  readonly observationSpace: Box<'float32' | 'float64'>;
  readonly actionSpace = new Discrete(3);
  readonly #length: number;
  readonly #position: Float64Array;
  readonly #single: boolean;
  #steps = 0;

  constructor({ size = 2, length = 10, bound = Infinity, dtype = 'float32' }: WalkSettings = {}) {
    super();
    this.#length = length;
    this.#position = new Float64Array(size);
    this.#single = dtype === 'float32';
    this.observationSpace = new Box({
      low: -bound,
      high: bound,
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

/** The same in Python, for a program that runPython runs. */
export const pythonWalk = `
import gymnasium as gym, numpy as np
class Walk(gym.Env):
    def __init__(self, size=2, length=10, bound=np.inf, dtype='float32'):
        self.observation_space = gym.spaces.Box(-bound, bound, (size,), np.dtype(dtype))
        self.action_space = gym.spaces.Discrete(3)
        self.length = length
    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        self.steps = 0
        self.position = self.np_random.uniform(-1, 1, self.observation_space.shape)
        return self.observe(), {}
    def step(self, action):
        self.position = self.position + (action + 1) * self.np_random.standard_normal(self.position.shape)
        self.steps += 1
        done = self.steps >= self.length
        return self.observe(), float(self.position[0]), done, False, {'steps': self.steps, 'action': int(action)}
    def observe(self):
        return self.position.astype(self.observation_space.dtype)
`;

type EchoObservation = Readonly<Record<'position' | 'phase' | 'bits', unknown>> | readonly unknown[];

export interface EchoSettings {
  /** Whether observations are objects or, in the same order, arrays. */
  readonly form?: 'dict' | 'tuple';
  readonly dtype?: 'float32' | 'float64';
}

/**
 * Shows its last action, clipped to the bounds, the step modulo 5, and a bit for each of 3 parities; the info holds the
 * action as it came. Its twin in Python is `pythonEcho`.
 */
export class Echo extends Env<EchoObservation, Float32Array | Float64Array> {
  readonly actionSpace: Box<'float32' | 'float64'>;
  readonly observationSpace: Env<EchoObservation>['observationSpace'];
  readonly #form: 'dict' | 'tuple';
  #steps = 0;

  constructor({ form = 'dict', dtype = 'float32' }: EchoSettings = {}) {
    super();
    this.actionSpace = new Box({ low: [-1, -2], high: [3, 0.125], dtype });
    this.#form = form;
    const spaces = { position: this.actionSpace, phase: new Discrete(5), bits: new MultiBinary(3) };
    this.observationSpace =
      form === 'dict' ? new Dict(spaces) : new Tuple([spaces.position, spaces.phase, spaces.bits]);
  }

  override reset(resetOptions: ResetOptions = {}): ResetResult<EchoObservation> {
    super.reset(resetOptions);
    this.#steps = 0;
    return [this.#observe(this.actionSpace.low), {}];
  }

  step(action: Float32Array | Float64Array): StepResult<EchoObservation> {
    this.#steps++;
    return [this.#observe(action), action[0]!, false, false, { action: action.slice() }];
  }

  #observe(action: Float32Array | Float64Array): EchoObservation {
    const { low, high } = this.actionSpace;
    const position = low.map((bound, i) => Math.min(Math.max(action[i]!, bound), high[i]!));
    const phase = this.#steps % 5;
    const bits = Int8Array.from([1, 2, 4], (bit) => (this.#steps & bit ? 1 : 0));
    return this.#form === 'dict' ? { position, phase, bits } : [position, phase, bits];
  }
}

export const pythonEcho = `
import gymnasium as gym, numpy as np
class Echo(gym.Env):
    def __init__(self, form='dict', dtype='float32'):
        self.form = form
        self.action_space = gym.spaces.Box(np.array([-1, -2], dtype), np.array([3, 0.125], dtype), dtype=np.dtype(dtype))
        spaces = {'position': self.action_space, 'phase': gym.spaces.Discrete(5), 'bits': gym.spaces.MultiBinary(3)}
        self.observation_space = gym.spaces.Dict(spaces) if form == 'dict' else gym.spaces.Tuple(spaces.values())
    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        self.steps = 0
        return self.observe(self.action_space.low), {}
    def step(self, action):
        self.steps += 1
        return self.observe(action), float(action[0]), False, False, {'action': action.copy()}
    def observe(self, action):
        position = np.clip(action, self.action_space.low, self.action_space.high)
        bits = np.array([int(self.steps & bit > 0) for bit in (1, 2, 4)], np.int8)
        values = {'position': position, 'phase': self.steps % 5, 'bits': bits}
        return values if self.form == 'dict' else tuple(values.values())
`;
