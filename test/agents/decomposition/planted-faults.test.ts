import { describe, expect, test } from 'vitest';
import type { ActOptions, Agent } from '../../../agents/agent.ts';
import { decompose } from '../../../agents/decomposition/decompose.ts';
import type { Finding } from '../../../agents/decomposition/findings/finding.ts';
import { Stage } from '../../../agents/decomposition/stage.ts';
import { noLabels } from '../../../agents/imitation/label-counts.ts';
import { buttonFoodAdapter } from '../../../envs/navigation/button-food/adapter.ts';
import { encodePart } from '../../../src/encoding/combine.ts';
import { OneHot } from '../../../src/encoding/one-hot.ts';
import { PopulationCode } from '../../../src/encoding/population-code.ts';
import { streamGenerator } from '../../../src/numeric/seeds.ts';
import type { AnyAdapter } from '../../../src/task/environment-adapter.ts';
import { taskOptions } from '../../../src/task/options.ts';
import { Task } from '../../../src/task/task.ts';

const [BUTTON, FOOD, DANCE] = [0, 1, 2];

/** What is wrong with an agent. */
interface Faults {
  /** Steps by which the manager switches late. */
  readonly late?: number;
  /** The subtask whose worker does nothing. */
  readonly broken?: number;
  /** Steps after which each worker ends its turn; the manager then goes on to the other subtask. */
  readonly turns?: number;
  /** Whether names are dealt out at random in each episode, to manager and workers. */
  readonly shuffled?: boolean;
  /** Whether manager and workers know but the first subtask. */
  readonly merged?: boolean;
  /** Whether it does nothing at all. */
  readonly untrained?: boolean;
  /** Steps at the start of an episode in which it dances, i.e. stays where it is. */
  readonly dances?: number;
  /** Names of the chosen subtasks’ goals, where the task has others. */
  readonly goalOf?: (subtask: number) => number;
}

/** Plays Button & Food by hand: it goes straight to the goal of its subtask, somewhat slower than the expert. */
class HandmadeAgent implements Agent<Float64Array, Float64Array> {
  readonly learners = [];
  choice = BUTTON!;
  subtask = BUTTON!;
  readonly #faults: Faults;
  #history: number[] = [];
  #episodes = 0;
  #steps = 0;
  #noise = streamGenerator(1, 'handmade');

  constructor(faults: Faults = {}) {
    this.#faults = faults;
  }

  get turnOver(): boolean | undefined {
    const { turns } = this.#faults;
    return turns === undefined ? undefined : this.#steps >= turns;
  }

  reset(): void {
    this.#history = [];
    this.choice = BUTTON!;
    this.subtask = BUTTON!;
    this.#steps = 0;
    this.#noise = streamGenerator(1, 'handmade', this.#episodes++);
  }

  act(observation: Float64Array, { subtask }: ActOptions<Float64Array> = {}): Float64Array {
    const { late = 0, broken, turns, shuffled, merged, untrained, dances = 0 } = this.#faults;
    const { goalOf = (k) => k } = this.#faults;
    const right = observation[4] === 1 ? FOOD! : BUTTON!;
    this.#history.push(this.#history.length < dances ? DANCE! : right);
    if (turns !== undefined) {
      if (this.#steps >= turns) [this.choice, this.#steps] = [1 - this.choice, 0];
    } else this.choice = this.#history[Math.max(0, this.#history.length - 1 - late)]!;
    if (shuffled)
      this.choice = this.#history.length % 20 === 1 ? Number(this.#noise.integers(0, 2)) : this.choice;
    if (shuffled) this.choice = Math.floor(this.#history.length / 7) % 2;
    if (merged || untrained) this.choice = BUTTON!;
    this.subtask = subtask ?? this.choice;
    this.#steps++;
    const goal = goalOf(this.subtask);
    if (untrained || goal === DANCE || this.subtask === broken || (merged && goal === FOOD))
      return Float64Array.of(0, 0);
    const at = goal === FOOD ? 0 : 2;
    const [x, y] = [observation[at]!, observation[at + 1]!];
    // Workers that learned from shuffled labels go to about the middle of both goals.
    const off = () => 0.2 * (this.#noise.random() - 0.5);
    if (shuffled)
      return aim(
        (observation[0]! + observation[2]!) / 2 + off(),
        (observation[1]! + observation[3]!) / 2 + off(),
      );
    return aim(x, y);
  }

  learn() {
    return noLabels;
  }
}

function aim(x: number, y: number): Float64Array {
  const distance = Math.max(1e-6, Math.sqrt(x * x + y * y));
  const speed = Math.min(0.8, 20 * distance);
  return Float64Array.of((speed * x) / distance, (speed * y) / distance);
}

async function report(faults: Faults, adapter: AnyAdapter = buttonFoodAdapter, seed = 701) {
  const task = new Task(adapter, taskOptions(adapter, ['options.env.maxSteps=400']));
  const agent = new HandmadeAgent(faults) as unknown as Agent;
  const untrained = () => new HandmadeAgent({ untrained: true }) as unknown as Agent;
  const document = await decompose(new Stage(task, { learned: agent, untrained, flat: null }), agent, {
    seed,
    layout: 'standard',
    episodes: 40,
    controlEpisodes: 10,
    hopelessAfter: null,
    flat: false,
    subject: 'a test',
    command: 'none',
    full: false,
  });
  return { document, findings: document.data['findings'] as readonly Finding[] };
}

/** The expert of Button & Food under other names of its subtasks. */
function renamed(
  names: readonly string[],
  nameOf: (due: number) => number,
  goalOf: (name: number) => number,
): AnyAdapter {
  return {
    ...buttonFoodAdapter,
    subtasks: { names, order: [] },
    makeDemonstrator: undefined as never,
    makeExpert(env, options) {
      const expert = buttonFoodAdapter.makeExpert(env, options);
      return {
        subtask: () => nameOf(expert.subtask()),
        action: (name) => expert.action(goalOf(name) < 0 ? expert.subtask() : goalOf(name)),
      };
    },
  };
}

/** With a third subtask, which never comes up. */
const withDance = renamed(
  ['button', 'food', 'dance'],
  (due) => due,
  (name) => name,
);

/** With an expert who dances before it does anything else. */
function dancing(steps: number): AnyAdapter {
  return {
    ...withDance,
    makeExpert(env, options) {
      const expert = withDance.makeExpert(env, options);
      const { unwrapped } = env as unknown as { readonly unwrapped: { readonly steps: number } };
      return {
        subtask: () => (unwrapped.steps < steps ? DANCE! : expert.subtask()),
        action: (subtask) => (subtask === DANCE ? Float64Array.of(0, 0) : expert.action(subtask)),
      };
    },
  };
}

describe('the first line names the planted fault', () => {
  const first = async (faults: Faults, adapter?: AnyAdapter) => {
    const { document, findings } = await report(faults, adapter);
    expect(document.lead[0]).toEqual({ tone: 'fault', text: findings[0]!.sentence });
    return findings[0]!;
  };

  test('a manager that switches twenty steps late', async () => {
    const { kind, level, sentence } = await first({ late: 20 });
    expect([kind, level]).toEqual(['late-switch', 'manager']);
    expect(sentence).toMatch(/^The manager switches too late: to “food” 2\d steps after the expert/);
  });

  test('a worker that never learned its subtask', async () => {
    const { kind, sentence } = await first({ broken: FOOD! });
    expect(kind).toBe('failing-worker');
    expect(sentence).toMatch(/^The worker of “food” fails: .* 0 of 40 attempts \(the expert: 40 of 40\)/);
  });

  test('workers that end their turns too early', async () => {
    const { kind, sentence } = await first({ turns: 12 });
    expect(kind).toBe('early-termination');
    expect(sentence).toMatch(/ends? (its|their) turns too early/);
  });

  test('two subtasks that the agent takes for one', async () => {
    const { kind, subtasks } = await first({ merged: true });
    expect(kind).toBe('merged-subtasks');
    expect([...subtasks].sort()).toEqual(['button', 'food']);
  });

  test('a subtask that is two, between which its worker cannot tell', async () => {
    const both = renamed(
      ['both', 'rest'],
      () => 0,
      () => -1,
    );
    const { kind, sentence } = await first({ goalOf: () => BUTTON! }, both);
    expect(kind).toBe('merged-subtasks');
    expect(sentence).toMatch(/^The subtask “both” is several in one: the expert reaches 2 milestones/);
  });

  test('shuffled labels', async () => {
    expect((await first({ shuffled: true })).kind).toBe('shuffled-labels');
  });

  test('a subtask that never comes up', async () => {
    const { kind, level, subtasks, loss, sentence } = await first({}, withDance);
    expect({ kind, level, subtasks, loss }).toEqual({
      kind: 'unneeded-subtask',
      level: 'split',
      subtasks: ['dance'],
      loss: 0,
    });
    expect(sentence).toBe('The subtask “dance” is not needed here: never due in 40 episodes.');
  });

  test('a subtask that only takes time', async () => {
    const { kind, subtasks, steps } = await first({ dances: 15 }, dancing(15));
    expect({ kind, subtasks, steps }).toEqual({ kind: 'unneeded-subtask', subtasks: ['dance'], steps: 15 });
  });

  test('an object that the worker’s encoder hides', async () => {
    const code = new PopulationCode(['Δx', 'Δy'], { unitsPerCoordinate: 20, low: -1, high: 1 });
    const buttonOnly = encodePart(code, (observation: Float64Array) => observation.subarray(2, 4));
    const blind = { ...buttonFoodAdapter, workerEncoder: () => buttonOnly };
    const { kind, sentence } = await first({ broken: FOOD! }, blind);
    expect(kind).toBe('hidden-object');
    expect(sentence).toMatch(
      /^The worker of “food” does not see what it needs: food Δx and food Δy never reach it/,
    );
  });

  test('an object that the manager’s encoder hides', async () => {
    const blind = { ...buttonFoodAdapter, managerEncoder: () => encodePart(new OneHot(['here']), () => 0) };
    const { kind, sentence } = await first({ late: 400 }, blind);
    expect(kind).toBe('hidden-object');
    expect(sentence).toMatch(/^The manager does not see what it needs: button pressed never reaches it/);
  });

  test('an agent that never learned', async () => {
    expect((await first({ untrained: true })).kind).toBe('untrained');
  });
});

test('manager and workers are said to be without fault beside a subtask that nobody needs', async () => {
  const { document } = await report({}, withDance);
  expect(document.lead[1]).toMatchObject({ tone: 'good', text: expect.stringMatching(/^No other fault/) });
  // Where levels share subtasks, it is no fault that one of them does not need them all.
  const shared = { ...withDance, subtasks: { ...withDance.subtasks, shared: true } };
  const { document: ofLevel, findings } = await report({}, shared);
  expect(findings).toEqual([]);
  expect(ofLevel.data['remarks']).toMatchObject([{ kind: 'unneeded-subtask', subtasks: ['dance'] }]);
});

test.each([701, 702, 703, 704, 705, 706, 707, 708, 709, 710])(
  'a healthy agent has no fault, seed %i',
  async (seed) => {
    const { document, findings } = await report({}, buttonFoodAdapter, seed);
    expect(findings).toEqual([]);
    expect(document.lead[0]!.tone).toBe('good');
    expect(document.lead[0]!.text).toMatch(
      /^No fault found: .* in 40 \(a loss above 0\.09 would have shown\)/,
    );
  },
);
