import {
  AsyncVectorEnv,
  Box,
  ClipReward,
  checkEnv,
  Dict,
  Discrete,
  Env,
  FlattenObservation,
  flatten,
  Graph,
  logger,
  MultiBinary,
  MultiDiscrete,
  make,
  makeVec,
  NormalizeObservation,
  OneOf,
  RecordVideo,
  type ResetOptions,
  type ResetResult,
  register,
  Sequence,
  type Space,
  type StepResult,
  spaceFromJSON,
  specFromJSON,
  Text,
  Tuple,
  VectorRecordEpisodeStatistics,
  wrapperSpec,
} from 'gymnasium-js';

class Corridor extends Env<Float32Array, number> {
  override readonly metadata = { renderModes: ['rgb_array'], renderFps: 10 };
  override readonly renderMode: string | null;
  readonly observationSpace = new Box({ low: -10, high: 10 });
  readonly actionSpace = new Discrete(2);
  #position = 0;

  constructor({ renderMode = null }: { renderMode?: string | null }) {
    super();
    this.renderMode = renderMode;
  }

  override reset(resetOptions: ResetOptions = {}): ResetResult<Float32Array> {
    super.reset(resetOptions);
    this.#position = this.npRandom.integers(-3, 4);
    return [Float32Array.of(this.#position), { start: this.#position }];
  }

  override step(action: number): StepResult<Float32Array> {
    this.#position += action === 1 ? 1 : -1;
    return [Float32Array.of(this.#position), this.#position / 10, Math.abs(this.#position) === 5, false, {}];
  }

  override render() {
    return { data: new Uint8Array(12), height: 2, width: 2, channels: 3 } as const;
  }
}

function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  if (ArrayBuffer.isView(value)) return Array.from(value as Float64Array, plain);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
}

function samples(space: Space): unknown {
  space.seed(5);
  const value = space.sample();
  const again = spaceFromJSON(JSON.parse(JSON.stringify(space)));
  return [
    String(space),
    plain(value),
    plain(flatten(space, value)),
    again.equals(space),
    space.contains(value),
  ];
}

function failure(act: () => unknown): string {
  try {
    act();
    return 'no failure';
  } catch (error) {
    return String(error).split(',')[0] ?? '';
  }
}

/** What a page might do with the package; the result is the same on every platform, but for `nodeOnly`. */
export function run(): { everywhere: unknown; nodeOnly: readonly string[] } {
  const warnings: string[] = [];
  logger.warn = (message) => warnings.push(message);
  const additionalWrappers = [wrapperSpec(ClipReward, { minReward: -0.3 })];
  register({
    id: 'page/Corridor-v1',
    entryPoint: (kwargs) => new Corridor(kwargs),
    maxEpisodeSteps: 20,
    additionalWrappers,
  });

  const spaces = [
    new Box({ low: -1, high: Infinity, shape: [2, 2] }),
    new Box({ low: 0n, high: 2n ** 40n, dtype: 'int64' }),
    new Discrete(5, { start: -2 }),
    new MultiDiscrete([3, 4]),
    new MultiBinary([2, 3]),
    new Text(6),
    new Tuple([new Discrete(3), new Box({ low: 0, high: 1 })]),
    new Dict({ b: new Discrete(2), a: new Text(3) }),
    new Sequence(new Discrete(4)),
    new OneOf([new Discrete(3), new Text(2)]),
    new Graph(new Box({ low: 0, high: 1 }), new Discrete(3)),
  ].map(samples);

  const env = new FlattenObservation(new NormalizeObservation(make<Float32Array, number>('page/Corridor')));
  const log: unknown[] = [env.reset({ seed: 3 })];
  for (let i = 0; i < 8; i++) log.push(env.step(i % 2));
  checkEnv(new Corridor({}));
  const spec = specFromJSON(JSON.stringify(make('page/Corridor-v1').spec));
  const again = make(spec).reset({ seed: 3 });

  const envs = new VectorRecordEpisodeStatistics(makeVec('page/Corridor-v1', {}, { numEnvs: 3 }));
  envs.actionSpace.seed(1);
  const batches: unknown[] = [envs.reset({ seed: 1 })];
  for (let i = 0; i < 30; i++) batches.push(envs.step(envs.actionSpace.sample()));

  const unknown = failure(() => make('page/Coridor-v1'));
  const drawing = make('page/Corridor-v1', {}, { renderMode: 'rgb_array' });
  return {
    everywhere: plain([spaces, log, again, batches, unknown, warnings]),
    nodeOnly: [
      failure(() => new RecordVideo(drawing, { videoFolder: '/dev/null/videos' })),
      failure(() => new AsyncVectorEnv([{ module: '/missing.js', export: 'create' }])),
    ],
  };
}
