import { describe, expect, test } from 'vitest';
import { FlatAgent } from '../../agents/flat/flat-agent.ts';
import { HierarchicalAgent } from '../../agents/hierarchy/hierarchical-agent.ts';
import { Manager } from '../../agents/hierarchy/manager.ts';
import { GatedWorkers, SeparateWorkers } from '../../agents/hierarchy/workers.ts';
import { Repetitions } from '../../agents/repetitions.ts';
import type { ObservationEncoder } from '../../src/encoding/encoder.ts';
import { oneHotAction } from '../../src/encoding/one-hot-action.ts';
import { FakeLearner } from './fakes.ts';

interface Seen {
  readonly image: Uint8Array;
  readonly mission: string;
}

const encoder: ObservationEncoder<Seen> = {
  size: 1,
  labels: ['x'],
  encode: (out, { image }) => out.fill(image[0]!),
};
const seen = (x: number, mission = 'go'): Seen => ({ image: Uint8Array.of(x, 0), mission });
const readout = Float64Array.of(0.2, 0.9, 0.5);

/** The best unit of the inhibited readout, which is then done. */
function best(repetitions: Repetitions, observation: unknown, context = 0): number {
  const inhibited = repetitions.inhibit(readout, observation, context);
  const done = inhibited.indexOf(Math.max(...inhibited));
  repetitions.note(Float64Array.from(inhibited, (_, k) => (k === done ? 1 : 0)));
  return done;
}

describe('Repetitions', () => {
  test('inhibit what was done before on the same observation, each time more', () => {
    const repetitions = new Repetitions(0.3, 3);
    // The second unit is worth .9, .6 and, as the third has gone down to .2, .3 again.
    expect([1, 2, 3, 4, 5].map(() => best(repetitions, seen(7)))).toEqual([1, 1, 2, 1, 0]);
    expect([...readout]).toEqual([0.2, 0.9, 0.5]);
  });

  test('tell observations and contexts apart by their content, and forget all at a new episode', () => {
    const repetitions = new Repetitions(1, 3);
    expect(best(repetitions, seen(7))).toBe(1);
    expect([seen(8), seen(7, 'stay'), [7, 0], 7].map((other) => best(repetitions, other))).toEqual([
      1, 1, 1, 1,
    ]);
    expect(best(repetitions, seen(7), 1)).toBe(1);
    expect(best(repetitions, seen(7))).toBe(2);
    repetitions.reset();
    expect(best(repetitions, seen(7))).toBe(1);
  });

  test('without inhibition leave the readout as it is', () => {
    const repetitions = new Repetitions(0, 3);
    for (let k = 0; k < 3; k++) expect(repetitions.inhibit(readout, seen(7))).toBe(readout);
  });
});

describe('agents with an inhibition of repetitions', () => {
  const answering = (name: string, ...answer: number[]) => {
    const learner = new FakeLearner(name, answer.length);
    learner.answer.set(answer);
    return learner;
  };

  test('choose other subtasks and actions where they come again, and the same elsewhere', () => {
    const workers = [answering('a', 0.6, 0.5, 0), answering('b', 0, 0.5, 0.6)];
    const manager = new Manager(answering('m', 0.9, 0.7), encoder, 'none', 2, undefined, null, 'none', 0.3);
    const separate = new SeparateWorkers(workers, encoder, oneHotAction(3), 0.3);
    const agent = new HierarchicalAgent(manager, separate, 20);
    const play = (...positions: number[]) => positions.map((x) => [agent.act(seen(x)), agent.subtask]);
    agent.reset();
    expect(play(1, 2, 1, 2, 1)).toEqual([
      [0, 0],
      [0, 0],
      [2, 1],
      [2, 1],
      [1, 0],
    ]);
    agent.reset();
    expect(play(1)).toEqual([[0, 0]]);
  });

  test('inhibit an action for the subtask for which it was taken, not for others', () => {
    const worker = answering('worker', 0.6, 0.5);
    const gated = new GatedWorkers(worker, encoder, oneHotAction(2), 2, 0.3);
    gated.reset();
    expect([0, 1, 0].map((subtask) => gated.act(seen(1), subtask, 20))).toEqual([0, 0, 1]);
  });

  test('of one learner do so too', () => {
    const agent = new FlatAgent(answering('flat', 0.6, 0.5), encoder, oneHotAction(2), 20, 0.3);
    agent.reset();
    expect([1, 1, 2, 1].map((x) => agent.act(seen(x)))).toEqual([0, 1, 0, 0]);
  });
});
