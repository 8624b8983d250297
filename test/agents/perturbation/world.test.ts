import { describe, expect, test } from 'vitest';
import { perturbedEnv } from '../../../agents/perturbation/perturbed-env.ts';
import { adapters } from '../../../envs/index.ts';
import { parseConfig } from '../../../src/config/config.ts';
import { Task } from '../../../src/task/task.ts';

/** A task with something moved before step `at`. */
function perturbed(name: string, at: number, change: Record<string, unknown>, env: object = {}) {
  const adapter = adapters.find((one) => one.name === name)!;
  const task = new Task(adapter, parseConfig(adapter.options, { env }, name));
  const world = task.environment();
  const expert = task.expert(world);
  return { task, env: perturbedEnv(task, world, [{ kind: 'world', at, change }]), expert };
}

describe('things that are moved in the world', () => {
  test('of Button & Food and of a chain: at their step, in observation and info alike', () => {
    const { env } = perturbed('button-food', 2, { food: [3, 4] });
    const [, before] = env.reset({ seed: 1n });
    env.step(Float64Array.of(0, 0));
    const [seen, , , , info] = env.step(Float64Array.of(0, 0));
    expect(before['food']).not.toEqual([3, 4]);
    expect(info['food']).toEqual([3, 4]);
    const agent = info['agent'] as number[];
    expect([...(seen as Float64Array)].slice(0, 2)).toEqual([3 - agent[0]!, 4 - agent[1]!]);

    const chain = perturbed('button-chain', 0, { buttons: { 2: [0.5, 0] }, agent: [0, 0] });
    const [, told] = chain.env.reset({ seed: 1n });
    expect(told['agent']).toEqual([0, 0]);
    expect((told['buttons'] as unknown[])[1]).toEqual([0.5, 0]);
    const beyond = perturbed('button-chain', 0, { buttons: { 9: [0, 0] } });
    expect(() => beyond.env.reset({ seed: 1n })).toThrow('world.buttons: expected numbers 1 …');
  });

  test('of MiniGrid: keys carried away, doors unlocked, agents put elsewhere; the expert plans anew', () => {
    const { env, task, expert } = perturbed('door-key', 1, { carrying: { type: 'key', colour: 'yellow' } });
    env.reset({ seed: 3n });
    expect(task.subtasks.names[expert.subtask()]).toBe('get key');
    const [seen] = env.step(0);
    expect([...(seen as { carrying: Uint8Array }).carrying]).toEqual([5, 4]);
    expect(task.subtasks.names[expert.subtask()]).not.toBe('get key');

    const moved = perturbed('door-key', 0, { agent: [1, 1], direction: 3 });
    const [image, info] = moved.env.reset({ seed: 3n });
    expect(info['agent']).toEqual([1, 1]);
    const { image: cells } = image as { image: Uint8Array };
    expect(cells[(1 * 8 + 1) * 3]).toBe(10);
    expect(cells[(1 * 8 + 1) * 3 + 2]).toBe(3);
    expect(() => perturbed('door-key', 0, { agent: [0, 0] }).env.reset({ seed: 3n })).toThrow(
      'world.agent: expected a cell that is free',
    );
    expect(() => perturbed('door-key', 0, { remove: [[99, 0]] }).env.reset({ seed: 3n })).toThrow(
      'world.remove: expected a cell of 8 × 8',
    );
  });

  test('of the rooms maze: only where a way is left', () => {
    const { env } = perturbed('rooms-maze', 0, { agent: [2, 2], goal: [3, 3] });
    const [seen, info] = env.reset({ seed: 5n });
    expect(info).toMatchObject({ agent: [2, 2], goal: [3, 3] });
    expect([...(seen as { agent: Int32Array }).agent]).toEqual([2, 2]);
    const closed = perturbed('rooms-maze', 0, { doors: [] });
    expect(() => closed.env.reset({ seed: 5n })).toThrow('doors that make a way from start to goal');
  });

  test('of Craft: things, what is carried and the agent; the expert plans anew', () => {
    const give = { inventory: { wood: 1 } };
    const { env, task, expert } = perturbed('craft', 1, give, { task: 'make plank' });
    env.reset({ seed: 4n });
    expect(task.subtasks.names[expert.subtask()]).toBe('get wood');
    const [seen, , , , info] = env.step(0);
    expect((info['inventory'] as Record<string, number>)['wood']).toBe(1);
    expect([...(seen as { inventory: Uint8Array }).inventory].slice(0, 2)).toEqual([1, 0]);
    expect(task.subtasks.names[expert.subtask()]).toBe('use toolshed');

    const put = [
      { at: [4, 4], kind: 'nothing' },
      { at: [5, 4], kind: 'gem' },
      { at: [6, 4], kind: 'nothing' },
    ];
    const moved = perturbed('craft', 0, {
      put,
      move: [{ from: [5, 4], to: [6, 4] }],
      agent: [4, 4],
      direction: 3,
    });
    const [grid, told] = moved.env.reset({ seed: 4n });
    expect(told).toMatchObject({ agent: [4, 4], direction: 3 });
    expect([...(grid as { grid: Uint8Array }).grid.slice(44, 47)]).toEqual([0, 0, 11]);
    const refused = (change: Record<string, unknown>) => () =>
      perturbed('craft', 0, change).env.reset({ seed: 4n });
    expect(refused({ put: [{ at: [4, 4], kind: 'water' }], agent: [4, 4] })).toThrow(
      'world.agent: expected a free cell, received [4, 4] with water',
    );
    expect(refused({ agent: [0, 4] })).toThrow('perturbations[0].change.agent[0]');
    expect(refused({ inventory: { cat: 1 } })).toThrow('perturbations[0].change.inventory');
  });

  test('are refused by field where a task knows them not', () => {
    expect(() => perturbed('button-food', 0, { cat: [0, 0] })).toThrow(
      'perturbations[0].change.cat: expected one of the fields agent, button, food',
    );
    const { task, env } = perturbed('button-food', 0, {});
    const { world: _, ...still } = task.adapter;
    const fixed = new Task(still, task.options);
    expect(() => perturbedEnv(fixed, env, [{ kind: 'world', at: 0, change: {} }])).toThrow(
      'nothing can be moved in button-food',
    );
  });
});
