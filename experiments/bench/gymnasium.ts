import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  Box,
  Discrete,
  Env,
  EnvSpec,
  make,
  type ResetOptions,
  type ResetResult,
  type StepResult,
} from 'gymnasium-js';
import {
  makePython,
  makePythonVec,
  type PythonEnv,
  PythonServer,
  type PythonVectorEnv,
} from 'gymnasium-js/python';
import { type BenchResult, measureInTurns, medianOf } from './turns.ts';

/** How long to measure gymnasium-js. */
export interface GymnasiumBenchOptions {
  /** The interpreter; found as the bridge finds it by default. */
  readonly python?: string | undefined;
  /** Number of rounds. */
  readonly rounds?: number;
  /** Seconds that each measurement of a round takes. */
  readonly seconds?: number;
}

const episodeLength = 200;
const vectorSizes = [16, 64];
const bridgeGoal = 4000;
const nativeGoal = 10;

/** An environment that only returns a new observation, so that the measurement is about the API around it. */
class Trivial extends Env<Float32Array, number> {
  readonly observationSpace = new Box({ low: -1, high: 1, shape: [4] });
  readonly actionSpace = new Discrete(2);

  override reset(resetOptions?: ResetOptions): ResetResult<Float32Array> {
    super.reset(resetOptions);
    return [new Float32Array(4), {}];
  }

  override step(_action: number): StepResult<Float32Array> {
    return [new Float32Array(4), 1, false, false, {}];
  }
}

/** The same in Python, with its own clock. */
const trivialInPython = `
import time
import gymnasium
import numpy as np

class Trivial(gymnasium.Env):
    observation_space = gymnasium.spaces.Box(-1, 1, (4,))
    action_space = gymnasium.spaces.Discrete(2)

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        return np.zeros(4, np.float32), {}

    def step(self, action):
        return np.zeros(4, np.float32), 1.0, False, False, {}

    def steps_per_second(self, id, seconds):
        env = gymnasium.make(id, disable_env_checker=True)
        env.reset(seed=0)
        steps, start = 0, time.perf_counter()
        while (elapsed := time.perf_counter() - start) < seconds:
            for _ in range(1000):
                _, _, terminated, truncated, _ = env.step(1)
                if terminated or truncated:
                    env.reset()
            steps += 1000
        return steps / elapsed

gymnasium.register("bench/Trivial-v0", Trivial, max_episode_steps=${episodeLength}, disable_env_checker=True)
`;

/** Steps per second of a function that takes `count` steps at a time. */
function stepsPerSecond(seconds: number, count: number, take: () => void): number {
  const start = performance.now();
  let steps = 0;
  let elapsed = 0;
  for (; elapsed < seconds * 1000; elapsed = performance.now() - start) {
    take();
    steps += count;
  }
  return (steps / elapsed) * 1000;
}

function runEpisodes(env: Env<unknown, number>, steps: number): () => void {
  env.reset({ seed: 0 });
  return () => {
    for (let step = 0; step < steps; step++) {
      const [, , terminated, truncated] = env.step(1);
      if (terminated || truncated) env.reset();
    }
  };
}

function runVector(env: PythonVectorEnv): () => void {
  env.reset({ seed: 0 });
  const actions = new Int32Array(env.numEnvs).fill(1);
  return () => {
    for (let step = 0; step < 50; step++) env.step(actions);
  };
}

function makeNative(): Env<unknown, number> {
  const entryPoint = () => new Trivial();
  const spec = new EnvSpec({ id: 'bench/Trivial-v0', entryPoint, maxEpisodeSteps: episodeLength });
  return make(spec, {}, { disableEnvChecker: true });
}

/** The measurements by name: each runs for a number of seconds and returns steps per second. */
function measurements(server: PythonServer): Map<string, (seconds: number) => number> {
  const id = 'bench_env:bench/Trivial-v0';
  const trivial: PythonEnv<unknown, number> = makePython(id, {}, { server });
  const cartPole: PythonEnv<unknown, number> = makePython('CartPole-v1', {}, { server });
  const native = runEpisodes(makeNative(), 1000);
  const bridge = runEpisodes(trivial, 100);
  const cartPoleBridge = runEpisodes(cartPole, 100);
  const list: [string, (seconds: number) => number][] = [
    ['native', (seconds) => stepsPerSecond(seconds, 1000, native)],
    ['python', (seconds) => trivial.callPython('steps_per_second', 'bench/Trivial-v0', seconds) as number],
    ['bridge', (seconds) => stepsPerSecond(seconds, 100, bridge)],
    ['bridge, CartPole-v1', (seconds) => stepsPerSecond(seconds, 100, cartPoleBridge)],
  ];
  for (const n of vectorSizes) {
    const run = runVector(makePythonVec(id, n, { server }));
    list.push([`bridge, vector of ${n}`, (seconds) => stepsPerSecond(seconds, 50 * n, run)]);
  }
  return new Map(list);
}

/**
 * Steps per second of a trivial environment inside OrderEnforcing and TimeLimit: in this package, in Gymnasium in
 * Python, and through the bridge between them, one at a time and in vectors.
 */
export function benchGymnasium(options: GymnasiumBenchOptions = {}): BenchResult {
  const { python, rounds = 7, seconds = 0.5 } = options;
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  writeFileSync(join(folder, 'bench_env.py'), trivialInPython);
  using server = new PythonServer({ python, env: { PYTHONPATH: folder, PYTHONDONTWRITEBYTECODE: '1' } });
  const taking = measurements(server);
  rmSync(folder, { recursive: true });

  const rows = measureInTurns(taking, rounds, seconds);
  const value = (name: string) => medianOf(rows, name);
  const largest = `bridge, vector of ${vectorSizes.at(-1)}`;
  return {
    rows,
    ratios: [
      { name: 'native / python', value: value('native') / value('python'), goal: nativeGoal },
      { name: 'bridge (steps/s)', value: value('bridge'), goal: bridgeGoal },
      { name: `${largest} / bridge`, value: value(largest) / value('bridge'), goal: 1 },
    ],
  };
}
