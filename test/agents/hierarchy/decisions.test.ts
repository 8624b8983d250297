import { describe, expect, test } from 'vitest';
import { largestReadout, PlaceDecisions } from '../../../agents/hierarchy/decisions.ts';
import { HierarchicalAgent } from '../../../agents/hierarchy/hierarchical-agent.ts';
import { Manager } from '../../../agents/hierarchy/manager.ts';
import { SeparateWorkers } from '../../../agents/hierarchy/workers.ts';
import { standardise } from '../../../agents/standardise.ts';
import { imitationTrainable } from '../../../agents/trainable/trainable.ts';
import { parseConfig } from '../../../src/config/config.ts';
import type { ObservationEncoder } from '../../../src/encoding/encoder.ts';
import { oneHotAction } from '../../../src/encoding/one-hot-action.ts';
import type { PlaceStructure } from '../../../src/task/environment-adapter.ts';
import { Task } from '../../../src/task/task.ts';
import { FakeLearner } from '../fakes.ts';
import { lineAdapter } from '../line-task.ts';

/** Places 0, 1, 2, … in a row; subtasks: 0 to the left, 1 to the right, 2 stay. There is nothing left of 0. */
const row: PlaceStructure<number> = {
  place: (x) => Math.floor(x),
  destination: (x, subtask) => {
    const there = Math.floor(x) + [-1, 1, 0][subtask]!;
    return there < 0 ? null : there;
  },
};
const rule = (options: Partial<ConstructorParameters<typeof PlaceDecisions>[1]> = {}) => {
  const byDefault = { threshold: 0.75, patience: 0, mask: false, returnInhibition: 0 };
  const decisions = new PlaceDecisions(row, { when: 'arrivals', ...byDefault, ...options }, 3);
  decisions.reset();
  return decisions;
};

describe('decisions of the largest readout', () => {
  test('are due at every step', () => {
    expect([1, 1, 2].map((x) => largestReadout.due(x, false))).toEqual([true, true, true]);
    expect(largestReadout.everyStep).toBe(true);
  });
});

describe('decisions at places', () => {
  test('are due on arrival, also on return, and again after a reset', () => {
    const decisions = rule();
    expect([0.1, 0.9, 1.0, 1.5, 0.5].map((x) => decisions.due(x))).toEqual([true, false, true, false, true]);
    decisions.reset();
    expect(decisions.due(0.5)).toBe(true);
  });

  test('are due when a way opens or closes', () => {
    type Seen = { readonly shut: boolean };
    const room: PlaceStructure<Seen> = {
      place: () => 0,
      destination: ({ shut }, subtask) => (subtask === 1 && shut ? null : subtask),
    };
    const settings = { threshold: 0.75, patience: 0, mask: true, returnInhibition: 0 };
    const decisions = new PlaceDecisions(room, { when: 'arrivals', ...settings }, 2);
    decisions.reset();
    const due = [false, false, true, true, false].map((shut) => decisions.due({ shut }));
    expect(due).toEqual([true, false, true, false, true]);
    expect(decisions.visits(0)).toBe(1);
  });

  test('are due at every step if asked for', () => {
    const decisions = rule({ when: 'steps' });
    expect([0.1, 0.9].map((x) => decisions.due(x))).toEqual([true, true]);
    expect(decisions.everyStep).toBe(true);
  });

  test('leave out what is not possible, if masked', () => {
    const readout = Float64Array.of(0.9, 0.5, 0.1);
    for (const [mask, choice] of [
      [false, 0],
      [true, 1],
    ] as const) {
      const decisions = rule({ mask });
      decisions.due(0);
      expect(decisions.choose(readout, 0)).toBe(choice);
      decisions.due(1);
      expect(decisions.choose(readout, 1)).toBe(0);
    }
  });

  test('shun places by the number of earlier visits, but not the present one', () => {
    const decisions = rule({ returnInhibition: 0.2 });
    const readout = Float64Array.of(0.5, 0.25, 0.05);
    const choices = [1, 0, 1, 0, 1].map((x) => {
      decisions.due(x);
      return decisions.choose(readout, x);
    });
    // At 1, the left is worth 0.5, 0.3 and 0.1: one and two visits later. The present place costs nothing.
    expect(choices).toEqual([0, 0, 0, 0, 1]);
    expect([decisions.visits(0), decisions.visits(1), decisions.visits(2)]).toEqual([2, 3, 0]);
    decisions.reset();
    decisions.due(1);
    expect(decisions.choose(readout, 1)).toBe(0);
    expect(decisions.visits(0)).toBe(0);
  });

  test('do not change the readout', () => {
    const decisions = rule({ mask: true, returnInhibition: 1 });
    const readout = Float64Array.of(1, 1, 1);
    decisions.due(0);
    decisions.choose(readout, 0);
    expect([...readout]).toEqual([1, 1, 1]);
  });
});

describe('an agent that decides on arrival', () => {
  const encoder: ObservationEncoder<number> = { size: 1, labels: ['x'], encode: (out, x) => out.fill(x) };

  test('asks its manager there only, keeps the choice, and counts labels of both levels', () => {
    const learner = new FakeLearner('manager', 3);
    const workers = ['a', 'b', 'c'].map((name) => new FakeLearner(name, 2));
    const manager = new Manager(learner, encoder, 'none', 3, rule());
    const separate = new SeparateWorkers(
      workers.map((worker) => worker),
      encoder,
      oneHotAction(2),
    );
    const agent = new HierarchicalAgent(manager, separate, 20);
    agent.reset();
    learner.answer.set([0, 1, 0]);
    agent.act(0.2);
    expect(agent.learn({ subtask: 1, action: 0 })).toMatchObject({
      labels: 2,
      managerLabels: 1,
      workerLabels: 1,
    });
    learner.answer.set([0, 0, 1]);
    agent.act(0.7);
    expect(agent.subtask).toBe(1);
    expect(agent.learn({ subtask: 2, action: 1 })).toMatchObject({
      labels: 1,
      managerLabels: 0,
      workerLabels: 1,
    });
    agent.act(1.1);
    expect(agent.subtask).toBe(2);
    expect(learner.shown.map(({ input }) => input)).toEqual([[0.2], [1.1]]);
    expect(learner.learned).toEqual([[0, 1, 0]]);
    expect(workers.map((worker) => worker.learned.length)).toEqual([0, 2, 0]);
  });
});

describe('tasks', () => {
  const lineWith = (extra: object) => imitationTrainable({ ...lineAdapter, ...extra });
  const parse = (task: ReturnType<typeof lineWith>, value: { agent?: object; imitation?: object }) =>
    parseConfig(task.schema, { ...value, imitation: { labelInterval: '10 ms', ...value.imitation } }, 'test');

  test('without places refuse to decide on arrival', () => {
    const task = lineWith({});
    for (const decisions of [{ when: 'arrivals' }, { mask: true }, { returnInhibition: 0.1 }]) {
      const config = parse(task, { agent: { manager: { decisions } } });
      expect(() => task.begin(config)).toThrow(/agent\.manager\.decisions: expected .*line has no places/);
    }
  });

  test('with places begin with all of these', () => {
    const places = () => ({ place: () => 0, destination: () => 0 });
    const task = lineWith({ places });
    const decisions = { when: 'arrivals', mask: true, returnInhibition: 1 };
    const session = task.begin(parse(task, { agent: { manager: { decisions } } }));
    expect((session.agent as HierarchicalAgent).manager.decidesEveryStep).toBe(false);
  });

  test.each([
    [1, 8, 300],
    [5, 10, 300],
    [20, 20, 300],
    [37, 37, 333],
  ])('have default durations of whole steps of %i ms', (stepDurationMs, labelInterval, episodeDuration) => {
    const { schema } = lineWith({ stepDurationMs });
    const timing = { mode: 'decision', duration: `${stepDurationMs} ms`, averaging: `${stepDurationMs} ms` };
    const agent = { manager: { network: { timing } }, workers: { network: { timing } } };
    const { imitation } = parseConfig(schema, { agent }, 'line');
    expect(imitation).toMatchObject({ labelInterval, episodeDuration });
  });

  test('have the defaults of their recipe', () => {
    const recipe = {
      agent: { manager: { network: { neurons: 60, excitatory: 40 } } },
      imitation: { rounds: 3 },
    };
    const task = lineWith({ recipe });
    const config = parse(task, { imitation: { rounds: 2 } });
    expect(config.agent).toMatchObject({
      manager: { network: { neurons: 60, excitatory: 40, inputSigma: 20 } },
    });
    expect(config.imitation).toMatchObject({ rounds: 2, demonstrations: 40 });
    expect(task.begin(config).agent.learners[0]!.model.activity?.neurons).toBe(60);
  });
});

describe('standardised inputs of a task', () => {
  const lineTask = new Task<Float64Array, Float64Array>(
    lineAdapter,
    parseConfig(lineAdapter.options, {}, 'line'),
  );
  const encoder = lineTask.managerEncoder();

  test('are centred and scaled for what the expert sees, the same for the same seed', () => {
    const code = (seed: number) => {
      const out = new Float64Array(encoder.size);
      standardise(lineTask, encoder, seed).encode(out, Float64Array.of(0.3, 1));
      return [...out];
    };
    expect(code(1)).toEqual(code(1));
    expect(code(1)).not.toEqual(code(2));

    const view = standardise(lineTask, encoder, 3);
    const env = lineTask.environment();
    const expert = lineTask.expert(env);
    const sum = new Float64Array(encoder.size);
    const out = new Float64Array(encoder.size);
    let [squares, count] = [0, 0];
    for (let seed = 0; seed < 50; seed++) {
      let [observation] = env.reset({ seed });
      for (let over = false; !over; count++) {
        view.encode(out, observation);
        out.forEach((x, i) => {
          sum[i]! += x;
          squares += x * x;
        });
        const step = env.step(expert.action(expert.subtask()));
        observation = step[0];
        over = step[2] || step[3];
      }
    }
    expect(Math.max(...sum.map((x) => Math.abs(x / count)))).toBeLessThan(0.05);
    expect(Math.abs(squares / count - 1)).toBeLessThan(0.1);
  });
});
