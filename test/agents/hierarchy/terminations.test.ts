import { describe, expect, test } from 'vitest';
import { onTermination } from '../../../agents/hierarchy/decisions.ts';
import { longestExpertTurns } from '../../../agents/hierarchy/expert-durations.ts';
import { HierarchicalAgent } from '../../../agents/hierarchy/hierarchical-agent.ts';
import { Manager } from '../../../agents/hierarchy/manager.ts';
import type { TurnEnds } from '../../../agents/hierarchy/turns.ts';
import { GatedWorkers } from '../../../agents/hierarchy/workers.ts';
import { teach } from '../../../agents/imitation/teach.ts';
import { imitationTrainable } from '../../../agents/trainable/trainable.ts';
import { buttonChainAdapter } from '../../../envs/navigation/button-chain/adapter.ts';
import { parseConfig } from '../../../src/config/config.ts';
import type { ActionDecoder, ObservationEncoder } from '../../../src/encoding/encoder.ts';
import type { LabelledStep, Lesson } from '../../../src/episodes/lesson.ts';
import { Task } from '../../../src/task/task.ts';
import { FakeLearner } from '../fakes.ts';
import { lineAdapter } from '../line-task.ts';

const encoder: ObservationEncoder<number> = {
  size: 1,
  labels: ['x'],
  encode: (out, observation) => {
    out[0] = observation;
  },
};
const decoder: ActionDecoder<number> = {
  size: 1,
  decode: (readout) => readout[0]!,
  encode: (out, action) => {
    out[0] = action;
  },
};

/** Three subtasks; the worker has a second readout, its progress. */
function agentWith(ends: Partial<TurnEnds> = {}) {
  const managing = new FakeLearner('manager', 3);
  const working = new FakeLearner('worker', 2);
  const manager = new Manager(managing, encoder, 'basal', 3, onTermination, null, 'ended');
  const workers = new GatedWorkers(working, encoder, decoder, 3);
  const agent = new HierarchicalAgent(manager, workers, 1, { threshold: 0.75, limits: null, ...ends });
  agent.reset();
  return { agent, managing, working };
}

describe('workers that end their turns', () => {
  test('keep the choice until they are done; the manager then knows what has ended last, and what before', () => {
    const { agent, managing, working } = agentWith();
    managing.answer.set([0, 1, 0]);
    working.answer.set([5, 0.7]);
    expect(agent.act(1)).toBe(5);
    managing.answer.set([0, 0, 1]);
    agent.act(2);
    working.answer.set([5, 0.8]);
    agent.act(3);
    expect(agent.subtask).toBe(1);
    working.answer.set([5, 0.9]);
    agent.act(4);
    expect(agent.subtask).toBe(2);
    managing.answer.set([1, 0, 0]);
    agent.act(5);
    expect(agent.subtask).toBe(0);
    expect(managing.shown.map(({ input }) => input)).toEqual([
      [1, 0, 0, 0, 0, 0, 0],
      [4, 0, 1, 0, 0, 1, 0],
      [5, 0, 0, 1, 0, 1, 1],
    ]);
    agent.reset();
    agent.act(6);
    expect(managing.shown.at(-1)!.input).toEqual([6, 0, 0, 0, 0, 0, 0]);
  });

  test('do not end a subtask that is given; another one that is given ends theirs', () => {
    const { agent, managing, working } = agentWith();
    working.answer.set([5, 1]);
    for (const subtask of [0, 0, 2, 2, 2]) agent.act(1, { subtask });
    expect(managing.shown).toHaveLength(2);
    expect(managing.shown[1]!.input.slice(1, 4)).toEqual([1, 0, 0]);
  });

  test('are ended when they take too long, and another subtask is chosen', () => {
    const { agent, managing } = agentWith({ limits: [3, 2, 9] });
    managing.answer.set([0.5, 1, 0]);
    const chosen = Array.from({ length: 8 }, () => {
      agent.act(1);
      return agent.subtask;
    });
    expect(chosen).toEqual([1, 1, 0, 0, 0, 1, 1, 0]);
  });
});

describe('lessons of workers that end their turns', () => {
  const step = (subtask: number, more: Partial<LabelledStep<number, number>> = {}) => ({
    observation: 1,
    info: {},
    subtask,
    label: () => 9,
    inCharge: subtask,
    ...more,
  });
  function* lessonOf(
    steps: readonly LabelledStep<number, number>[],
    terminated: boolean,
  ): Lesson<number, number> {
    for (const each of steps) yield each;
    return { steps: steps.length, terminated, achieved: [] };
  }

  test('tell the progress that the expert tells', () => {
    const { agent, working } = agentWith();
    const steps = [step(0, { progress: (subtask) => 0.25 + subtask }), step(0, { progress: () => 0.5 })];
    teach(agent, lessonOf(steps, true), { labelInterval: 1 });
    expect(working.learned).toEqual([
      [9, 0.25],
      [9, 0.5],
    ]);
  });

  test('else 1 in the last step before another subtask is due, and of an episode that terminates', () => {
    const { agent, working } = agentWith();
    const steps = [step(0), step(0), step(1), step(2)];
    teach(agent, lessonOf(steps, true), { labelInterval: 1 });
    teach(agent, lessonOf(steps.slice(0, 1), false), { labelInterval: 1 });
    expect(working.learned.map(([, progress]) => progress)).toEqual([0, 1, 1, 1, 0]);
  });

  test('label choices between the other labels, and count them', () => {
    const { agent, managing, working } = agentWith();
    const steps = [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2].map((subtask) => step(subtask));
    const { labels } = teach(agent, lessonOf(steps, true), { labelInterval: 3 });
    expect(managing.learned).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]);
    expect(working.learned).toHaveLength(4);
    expect(labels).toBe(7);
  });

  test('label one choice an interval where the manager chooses in quick succession', () => {
    const { agent, managing, working } = agentWith();
    working.answer.set([5, 1]);
    const steps = [0, 1, 2, 1, 2].map((subtask) => step(subtask));
    teach(agent, lessonOf(steps, true), { labelInterval: 3 });
    expect(managing.shown).toHaveLength(5);
    expect(managing.learned).toEqual([
      [1, 0, 0],
      [0, 1, 0],
    ]);
  });
});

describe('a chain of buttons whose press state is not shown', () => {
  const task = imitationTrainable(buttonChainAdapter);
  const begin = (agent: object) => {
    const settings = {
      options: { env: { buttons: 2 } },
      agent,
      imitation: { demonstrations: 10, rounds: 4, episodesPerRound: 5, episodeDuration: '500 ms' },
    };
    return task.begin(parseConfig(task.schema, settings, 'test'));
  };
  const trained = (agent: object) => {
    const session = begin(agent);
    while (session.completed < session.total) session.advance();
    return session;
  };
  const success = (session: ReturnType<typeof begin>) =>
    session
      .play({ episodes: 20, layout: 'random', seed: 1, maxSteps: 1000 })
      .filter(({ achieved }) => achieved.at(-1)).length;

  const network = { model: 'random-relu', neurons: 200 };
  const smallAgent = { manager: { network }, workers: { network } };

  test('is learned by workers that end their turns; their progress is in the checkpoint', () => {
    const session = trained(smallAgent);
    expect(success(session)).toBeGreaterThanOrEqual(18);
    expect(session.agent.learners.map(({ target }) => target.length)).toEqual([3, 3, 3, 3]);
    const restored = begin(smallAgent);
    restored.restore(session.checkpoint());
    expect(success(restored)).toBe(success(session));
  });

  test.each(['burst', 'linear', 'perceptron'])(
    'can be begun with the model %s, gated or separate',
    (model) => {
      const each = { network: { model } };
      for (const networks of ['gated', 'separate']) {
        const session = begin({ manager: each, workers: { ...each, networks } });
        session.advance();
        expect(session.agent.learners.at(-1)!.target).toHaveLength(3);
      }
    },
  );

  test('asks for a memory where the manager would see nothing', () => {
    expect(() => begin({ ...smallAgent, manager: { network, memory: 'none' } })).toThrow(
      /agent\.manager\.memory: expected basal/,
    );
  });

  test('knows the longest time that its expert takes for each subtask', () => {
    const { task: chain } = begin(smallAgent);
    const longest = longestExpertTurns(chain, 1);
    // At 0.0169 a step, a way of at least 0.3 and at most 1.5 √2, slowed down over the last 0.2.
    for (const steps of longest) expect(steps).toBeGreaterThan(18);
    for (const steps of longest) expect(steps).toBeLessThan(200);
    expect(longestExpertTurns(chain, 1)).toEqual(longest);
  });

  test('counts each step of a turn; a subtask that the expert never has takes as long as the longest', () => {
    const names = [...lineAdapter.subtasks.names, 'never'];
    const line = { ...lineAdapter, subtasks: { names, order: [] } };
    const task = new Task(line, parseConfig(line.options, { env: { startRange: 0 } }, 'line'));
    const [there, back, never] = longestExpertTurns(task as Task, 1);
    const env = task.environment({ demonstration: true });
    env.reset({ seed: 1 });
    const expert = task.expert(env);
    const due: number[] = [];
    for (let over = false; !over; ) {
      due.push(expert.subtask());
      const [, , terminated] = env.step(expert.action(expert.subtask()) as never);
      over = terminated;
    }
    expect([there, back]).toEqual([0, 1].map((subtask) => due.filter((each) => each === subtask).length));
    expect(never).toBe(Math.max(there!, back!));
  });

  test('ends turns that take too long: a worker that never ends its own has several', () => {
    const decisions = { threshold: 1, patience: 1 };
    const never = { network: { model: 'linear' } };
    const turnsOf = (more: object) => {
      const session = begin({ manager: { ...never, decisions: { ...decisions, ...more } }, workers: never });
      const { agent } = session;
      session.play({ episodes: 1, layout: 'random', seed: 1, maxSteps: 400 });
      return agent.learners[0]!.steps;
    };
    expect(turnsOf({ patience: 0 })).toBe(1);
    expect(turnsOf({})).toBeGreaterThan(2);
  });
});
