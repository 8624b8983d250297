import { describe, expect, test } from 'vitest';
import { networkSteps } from '../../../agents/agent.ts';
import { HierarchicalAgent } from '../../../agents/hierarchy/hierarchical-agent.ts';
import { Manager } from '../../../agents/hierarchy/manager.ts';
import { GatedWorkers } from '../../../agents/hierarchy/workers.ts';
import { FakeLearner } from '../fakes.ts';

function agentOf() {
  const encoder = { size: 1, labels: ['x'], encode: (out: Float64Array, x: number) => void (out[0] = x) };
  const decoder = {
    size: 1,
    decode: (readout: Float64Array) => readout[0]!,
    encode: (out: Float64Array, action: number) => void (out[0] = action),
  };
  const managing = new FakeLearner('manager', 2);
  const working = new FakeLearner('worker', 1);
  const manager = new Manager(managing, encoder, 'basal', 2);
  const workers = new GatedWorkers(working, encoder, decoder, 2);
  const agent = new HierarchicalAgent(manager, workers, 3);
  agent.reset();
  return { agent, managing, working };
}

describe('HierarchicalAgent', () => {
  test('the manager chooses, the workers carry out its choice', () => {
    const { agent, managing, working } = agentOf();
    managing.answer.set([0, 1]);
    working.answer.set([0.25]);
    expect(agent.act(7)).toBe(0.25);
    expect([agent.choice, agent.subtask]).toEqual([1, 1]);
    expect(working.shown).toEqual([{ input: [7], context: [0, 1], teaching: null, durationMs: 3 }]);
    expect(networkSteps(agent)).toBe(6);
  });

  test('whoever chooses in its place, it perceives all the same and remembers what was carried out', () => {
    const { agent, managing, working } = agentOf();
    managing.answer.set([0, 1]);
    agent.act(7, { subtask: 0 });
    expect([agent.choice, agent.subtask]).toEqual([1, 0]);
    expect(working.shown[0]!.context).toEqual([1, 0]);
    agent.act(8);
    expect(managing.shown.map(({ input }) => input)).toEqual([
      [7, 0, 0],
      [8, 1, 0],
    ]);
  });

  test('a teacher teaches both levels', () => {
    const { agent, managing, working } = agentOf();
    agent.act(7, { subtask: 1, teaching: { subtask: 1, action: 0.5 } });
    expect(managing.shown[0]!.teaching).toEqual([0, 1]);
    expect(working.shown[0]!.teaching).toEqual([0.5]);
  });

  test('labels reach both levels; a new episode starts anew', () => {
    const { agent, managing, working } = agentOf();
    managing.answer.set([0, 1]);
    agent.act(7);
    const one = { managerLabels: 1, workerLabels: 1, inspections: 0 };
    // A step labelled for both levels is one labelled step.
    expect(agent.learn({ subtask: 0, action: 0.75 })).toEqual({ ...one, labels: 1 });
    expect([managing.learned, working.learned]).toEqual([[[1, 0]], [[0.75]]]);
    expect(agent.learn({ subtask: 0 })).toEqual({ ...one, labels: 1, workerLabels: 0 });
    expect(agent.learn({ action: 0.75 })).toEqual({ ...one, labels: 1, managerLabels: 0 });
    expect([managing.learned.length, working.learned.length]).toEqual([2, 2]);
    agent.reset(true);
    expect([agent.choice, agent.subtask]).toEqual([0, 0]);
    expect([managing.resets.at(-1), working.resets.at(-1)]).toEqual([true, true]);
  });
});
