import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Env, make, makeVec, npRandom } from 'gymnasium-js';
import { makePython, type PythonEnv, PythonServer } from 'gymnasium-js/python';
import '../../envs/index.ts';
import { type BenchResult, measureInTurns, medianOf } from './turns.ts';

/** How long to measure gridworlds. */
export interface GridworldBenchOptions {
  /** The interpreter, with the package minigrid; found as the bridge finds it by default. */
  readonly python?: string | undefined;
  /** Number of rounds. */
  readonly rounds?: number;
  /** Seconds that each measurement of a round takes. */
  readonly seconds?: number;
  /** Ids of environments that both have. */
  readonly ids?: readonly string[];
}

const goal = 50;
const vectorSize = 16;
const actionCount = 7;

/** Steps environments of Python's minigrid with the same actions as here, and times itself. */
const stepper = `
import time
import gymnasium
import minigrid
import numpy as np

actions = np.random.default_rng(0).integers(0, ${actionCount}, 1000).tolist()

class Stepper(gymnasium.Env):
    observation_space = action_space = gymnasium.spaces.Discrete(1)

    def reset(self, *, seed=None, options=None):
        return 0, {}

    def step(self, action):
        return 0, 0.0, False, False, {}

    def single(self, id, seconds):
        env = gymnasium.make(id, disable_env_checker=True)
        env.reset(seed=0)
        steps, start = 0, time.perf_counter()
        while (elapsed := time.perf_counter() - start) < seconds:
            for action in actions[steps % 1000:steps % 1000 + 100]:
                _, _, terminated, truncated, _ = env.step(action)
                if terminated or truncated:
                    env.reset()
            steps += 100
        return steps / elapsed

    def vector(self, id, count, seconds):
        envs = gymnasium.make_vec(id, num_envs=count, vectorization_mode="sync")
        envs.reset(seed=0)
        steps, start = 0, time.perf_counter()
        while (elapsed := time.perf_counter() - start) < seconds:
            for _ in range(10):
                envs.step(np.array([actions[(steps + i) % 1000] for i in range(count)]))
                steps += count
        return steps / elapsed

gymnasium.register("bench/Stepper-v0", Stepper, disable_env_checker=True)
`;

const actions = npRandom(0)[0].integers(0, actionCount, { size: 1000 });

/** Steps per second of a function that takes steps and returns their number. */
function stepsPerSecond(seconds: number, take: () => number): number {
  const start = performance.now();
  let steps = 0;
  let elapsed = 0;
  for (; elapsed < seconds * 1000; elapsed = performance.now() - start) steps += take();
  return (steps / elapsed) * 1000;
}

function single(id: string): () => number {
  const env: Env<unknown, number> = make(id, {}, { disableEnvChecker: true });
  env.reset({ seed: 0 });
  return () => {
    for (const action of actions) {
      const [, , terminated, truncated] = env.step(action);
      if (terminated || truncated) env.reset();
    }
    return actions.length;
  };
}

function vector(id: string, numEnvs: number): () => number {
  const envs = makeVec(id, {}, { numEnvs });
  envs.reset({ seed: 0 });
  let steps = 0;
  return () => {
    for (let call = 0; call < 50; call++, steps += numEnvs) {
      envs.step(Int32Array.from({ length: numEnvs }, (_, index) => actions[(steps + index) % 1000]!));
    }
    return 50 * numEnvs;
  };
}

/** The measurements by name: each runs for a number of seconds and returns steps per second. */
function measurements(ids: readonly string[], python: PythonEnv): Map<string, (seconds: number) => number> {
  const taking = new Map<string, (seconds: number) => number>();
  const here = (name: string, take: () => number) =>
    taking.set(name, (seconds) => stepsPerSecond(seconds, take));
  for (const id of ids) {
    here(id, single(id));
    taking.set(`${id}, Python`, (seconds) => python.callPython('single', id, seconds) as number);
  }
  const [id] = ids;
  const name = `${id}, vector of ${vectorSize}`;
  here(name, vector(id!, vectorSize));
  taking.set(`${name}, Python`, (seconds) => python.callPython('vector', id, vectorSize, seconds) as number);
  return taking;
}

/**
 * Steps per second of random actions with observations, here and in Python's minigrid, one environment and a vector of
 * the first.
 */
export function benchGridworld(options: GridworldBenchOptions = {}): BenchResult {
  const { python, rounds = 7, seconds = 0.5, ids = ['MiniGrid-DoorKey-8x8-v0', 'BabyAI-GoTo-v0'] } = options;
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  writeFileSync(join(folder, 'bench_minigrid.py'), stepper);
  using server = new PythonServer({ python, env: { PYTHONPATH: folder, PYTHONDONTWRITEBYTECODE: '1' } });
  const taking = measurements(ids, makePython('bench_minigrid:bench/Stepper-v0', {}, { server }));
  rmSync(folder, { recursive: true });

  const rows = measureInTurns(taking, rounds, seconds);
  const value = (name: string) => medianOf(rows, name);
  const compared = rows.filter(({ name }) => taking.has(`${name}, Python`));
  const ratios = compared.map((row) => {
    return { name: `${row.name} / Python`, value: row.median / value(`${row.name}, Python`), goal };
  });
  return { rows, ratios };
}
