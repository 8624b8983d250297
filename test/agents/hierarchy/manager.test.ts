import { describe, expect, test } from 'vitest';
import { Manager, type ManagerMemory, managerUnits } from '../../../agents/hierarchy/manager.ts';
import type { ObservationEncoder } from '../../../src/encoding/encoder.ts';
import { FakeLearner } from '../fakes.ts';

/** Two units: the observation and its double. */
const encoder: ObservationEncoder<number> = {
  size: 2,
  labels: ['x', '2x'],
  encode: (out, observation) => out.set([observation, 2 * observation]),
};

function managerOf(memory: ManagerMemory) {
  const learner = new FakeLearner('manager', 3);
  const manager = new Manager(learner, encoder, memory, 3);
  manager.reset();
  /** What the network is shown at an observation, after which `subtask` is carried out. */
  const see = (observation: number, subtask: number) => {
    manager.choose(observation, 1);
    manager.remember(subtask);
    const { input, context } = learner.shown.at(-1)!;
    return { input, context };
  };
  return { learner, manager, see };
}

describe('Manager', () => {
  test('chooses the largest readout, the first of equal ones', () => {
    const { learner, manager } = managerOf('none');
    const choice = (...readout: number[]) => {
      learner.answer.set(readout);
      return manager.choose(0, 1);
    };
    expect(choice(0.1, 0.5, 0.2)).toBe(1);
    expect(choice(-3, -2, -1)).toBe(2);
    expect(choice(0, 0, 0)).toBe(0);
    expect(choice(0, 1, 1)).toBe(1);
  });

  test('without memory it sees the observation only, in a context that is always on', () => {
    const { see } = managerOf('none');
    expect(see(3, 2)).toEqual({ input: [3, 6], context: [1] });
    expect(see(4, 0)).toEqual({ input: [4, 8], context: [1] });
  });

  test('a basal memory shows it what was carried out last as three more units', () => {
    const { manager, see } = managerOf('basal');
    expect(see(3, 2)).toEqual({ input: [3, 6, 0, 0, 0], context: [1] });
    expect(see(4, 0)).toEqual({ input: [4, 8, 0, 0, 1], context: [1] });
    expect(see(5, 0)).toEqual({ input: [5, 10, 1, 0, 0], context: [1] });
    manager.reset();
    expect(see(5, 0).input).toEqual([5, 10, 0, 0, 0]);
  });

  test('an apical memory is its context, off until something was carried out', () => {
    const { manager, see } = managerOf('apical');
    expect(see(3, 2)).toEqual({ input: [3, 6], context: [0, 0, 0] });
    expect(see(4, 1)).toEqual({ input: [4, 8], context: [0, 0, 1] });
    expect(see(4, 1)).toEqual({ input: [4, 8], context: [0, 1, 0] });
    manager.reset();
    expect(see(3, 0).context).toEqual([0, 0, 0]);
  });

  test('the units of its network are those that it shows', () => {
    expect(managerUnits(2, 'none', 3)).toEqual({ inputs: 2, contexts: 1, outputs: 3 });
    expect(managerUnits(2, 'basal', 3)).toEqual({ inputs: 5, contexts: 1, outputs: 3 });
    expect(managerUnits(2, 'apical', 3)).toEqual({ inputs: 2, contexts: 3, outputs: 3 });
  });

  test('learns the right choice as a one-hot target, and is taught by one', () => {
    const { learner, manager } = managerOf('none');
    manager.choose(1, 7);
    manager.learn(2);
    manager.choose(1, 7, { taught: 1 });
    manager.learn(0);
    expect(learner.learned).toEqual([
      [0, 0, 1],
      [1, 0, 0],
    ]);
    expect(learner.shown.map(({ teaching, durationMs }) => [teaching, durationMs])).toEqual([
      [null, 7],
      [[0, 1, 0], 7],
    ]);
  });

  test('hands plasticity on', () => {
    const { learner, manager } = managerOf('none');
    manager.reset(true);
    expect(learner.resets).toEqual([false, true]);
  });
});
