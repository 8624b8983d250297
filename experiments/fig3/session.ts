import { ButtonFood } from '../../envs/navigation/button-food/button-food.ts';
import { pointAt } from '../../envs/navigation/geometry.ts';
import { offsetCode } from '../../envs/navigation/offset-code.ts';
import { motionOptions, StraightLineExpert } from '../../envs/navigation/straight-line-expert.ts';
import { streamGenerator, streamSeed } from '../../src/numeric/seeds.ts';
import type { Cell, ShowProgress } from '../../src/run/cells/cell.ts';
import type { Sequence } from '../../src/sequence/sequence.ts';
import { createManager, createWorker, type WorkerSetting } from './networks.ts';
import type { Rates, Student } from './student.ts';

/** Sessions of the published protocol that share a seed, and so demonstrations and manager, and differ in the worker. */
export interface SessionsCell extends Cell {
  /** One session for each. */
  readonly workers: readonly WorkerSetting[];
  readonly epochs: number;
  /** Presentations of all demonstrations in an epoch. */
  readonly iterations: number;
  readonly demonstrations: number;
  /** Epochs after which the agent is tested. */
  readonly tests: readonly number[];
  /** Random layouts of a test. */
  readonly layouts: number;
  /** Rates of the manager, if not those of the later release; null: no manager, the worker is told the subtask that is due. */
  readonly manager?: Rates | null;
}

/** The outcome of a test: means over its layouts. */
export interface TestResult {
  readonly epoch: number;
  /** Best reward of an episode. */
  readonly reward: number;
  /** Share of episodes that reached the button. */
  readonly button: number;
  /** Share of episodes that reached the button and then the food. */
  readonly food: number;
  /** Smallest distance from the button, and from the food at any time, in arena units. */
  readonly buttonDistance: number;
  readonly foodDistance: number;
}

const code = offsetCode(['food Δx', 'food Δy', 'button Δx', 'button Δy'], {
  unitsPerCoordinate: 20,
  range: 1,
  cutoff: 4,
});
const contexts = [Float64Array.of(1, 0), Float64Array.of(0, 1)] as const;
const none = Float64Array.of(0);

/**
 * Trains manager and workers together, and tests the manager with each worker in closed loop after some of the epochs. A
 * manager learns the same beside any worker, since neither sees the other in the demonstrations.
 * @returns the tests of each session, in the order of the workers
 */
export function runSessions(cell: SessionsCell, show: ShowProgress): readonly (readonly TestResult[])[] {
  const { seed, epochs, iterations, tests } = cell;
  const lessons = demonstrate(cell);
  const manager = cell.manager === null ? null : createManager(seed, cell.manager);
  const workers = cell.workers.map((setting) => createWorker(setting, seed));
  const results = workers.map((): TestResult[] => []);
  for (let epoch = 0; epoch < epochs; epoch++) {
    const factor = 0.95 ** epoch;
    for (let k = 0; k < iterations; k++) {
      manager?.present(lessons.manager, factor);
      for (const worker of workers) worker.present(lessons.worker, factor);
    }
    if (tests.includes(epoch + 1)) {
      for (const [k, worker] of workers.entries()) results[k]!.push(test(manager, worker, cell, epoch + 1));
    }
    show(epoch + 1, epochs);
  }
  return results;
}

/** Straight lines to buttons that are equally spaced on a circle, and on to food in random directions. */
function demonstrate({
  demonstrations,
  seed,
}: SessionsCell): Record<'manager' | 'worker', readonly Sequence[]> {
  const random = streamGenerator(seed, 'demonstration');
  const env = new ButtonFood({ lockRadius: 1e-9, foodRadius: 1e-9 });
  const expert = new StraightLineExpert(env, motionOptions.parse({ profile: 'constant' }));
  const lessons = Array.from({ length: demonstrations }, (_, k) => {
    const button = pointAt([0, 0], 1, (2 * Math.PI * k) / demonstrations);
    const food = pointAt(button, 1, random.uniform(0, 2 * Math.PI));
    return follow(env, expert, { start: [0, 0], button, food });
  });
  return {
    manager: lessons.map(({ input, subtasks }) => {
      return { input, target: subtasks, context: input.map(() => none), timeStep: 1 };
    }),
    worker: lessons.map(({ input, subtasks, velocities }) => {
      return { input, target: velocities, context: subtasks, timeStep: 1 };
    }),
  };
}

function follow(env: ButtonFood, expert: StraightLineExpert, options: Record<string, unknown>) {
  let [observation] = env.reset({ options });
  const input: Float64Array[] = [];
  const velocities: Float64Array[] = [];
  const subtasks: Float64Array[] = [];
  for (let over = false; !over; ) {
    const subtask = expert.subtask();
    const velocity = expert.action(subtask);
    input.push(encode(observation));
    velocities.push(velocity);
    subtasks.push(contexts[subtask]!);
    [observation, , over] = env.step(velocity);
  }
  return { input, velocities, subtasks };
}

function encode(observation: Float64Array): Float64Array {
  const units = new Float64Array(code.size);
  code.encode(units, observation);
  return units;
}

/** Lets the agent act on fresh layouts; the manager's larger output is the worker's context. */
function test(
  manager: Student | null,
  worker: Student,
  { seed, layouts }: SessionsCell,
  epoch: number,
): TestResult {
  const env = new ButtonFood();
  const sums = { reward: 0, button: 0, food: 0, buttonDistance: 0, foodDistance: 0 };
  for (let layout = 0; layout < layouts; layout++) {
    const outcome = play(env, manager, worker, streamSeed(seed, 'evaluation', epoch, layout));
    for (const key of Object.keys(sums) as (keyof typeof sums)[]) sums[key] += outcome[key];
  }
  const means = Object.entries(sums).map(([key, sum]) => [key, sum / layouts]);
  return { epoch, ...(Object.fromEntries(means) as typeof sums) };
}

/** An episode. As in the release, outputs are read from the traces before the step that takes in the observation. */
function play(
  env: ButtonFood,
  manager: Student | null,
  worker: Student,
  seed: bigint,
): Omit<TestResult, 'epoch'> {
  let [observation] = env.reset({ seed });
  const units = new Float64Array(code.size);
  let buttonDistance = Number.POSITIVE_INFINITY;
  let foodDistance = Number.POSITIVE_INFINITY;
  manager?.begin();
  worker.begin();
  for (let over = false; !over; ) {
    const subtask = manager === null ? env.subtask : choiceOf(manager.read());
    const action = worker.read().slice();
    code.encode(units, observation);
    manager?.step(units, none);
    worker.step(units, contexts[subtask]!);
    const [next, , terminated, truncated] = env.step(action);
    observation = next;
    over = terminated || truncated;
    buttonDistance = Math.min(buttonDistance, env.distanceTo(0));
    foodDistance = Math.min(foodDistance, env.distanceTo(1));
  }
  const { bestReward, buttonReached, foodReached } = env.info();
  return {
    reward: bestReward,
    button: Number(buttonReached),
    food: Number(foodReached),
    buttonDistance,
    foodDistance,
  };
}

function choiceOf([toButton, toFood]: Float64Array): number {
  return toButton! > toFood! ? 0 : 1;
}
