import { describe, expect, test } from 'vitest';
import { GatedWorkers, SeparateWorkers } from '../../../agents/hierarchy/workers.ts';
import type { ActionDecoder, ObservationEncoder } from '../../../src/encoding/encoder.ts';
import { FakeLearner } from '../fakes.ts';

const encoder: ObservationEncoder<number> = {
  size: 1,
  labels: ['x'],
  encode: (out, observation) => {
    out[0] = observation;
  },
};

/** An action is text: the readout's numbers. */
const decoder: ActionDecoder<string> = {
  size: 2,
  decode: (readout) => readout.join(' '),
  encode: (out, action) => out.set(action.split(' ').map(Number)),
};

describe('GatedWorkers', () => {
  test('are one network, which is told the subtask by its context', () => {
    const learner = new FakeLearner('worker', 2);
    const workers = new GatedWorkers(learner, encoder, decoder, 3);
    workers.reset(true);
    learner.answer.set([5, 6]);
    expect(workers.act(1, 2, 4)).toBe('5 6');
    workers.learn('1 2');
    learner.answer.set([7, 8]);
    expect(workers.act(3, 0, 4, '9 10')).toBe('7 8');
    workers.learn('3 4');
    expect(workers.learners).toEqual([learner]);
    expect(learner.resets).toEqual([true]);
    expect(learner.shown).toEqual([
      { input: [1], context: [0, 0, 1], teaching: null, durationMs: 4 },
      { input: [3], context: [1, 0, 0], teaching: [9, 10], durationMs: 4 },
    ]);
    expect(learner.learned).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });
});

describe('SeparateWorkers', () => {
  test('are one network a subtask, of which only the one in charge runs and learns', () => {
    const learners = ['a', 'b'].map((name) => new FakeLearner(name, 2));
    const [a, b] = learners as [FakeLearner, FakeLearner];
    const workers = new SeparateWorkers(
      learners.map((learner) => learner),
      encoder,
      decoder,
    );
    a.answer.set([1, 1]);
    b.answer.set([2, 2]);
    workers.reset();
    expect(workers.act(10, 0, 4)).toBe('1 1');
    expect(workers.act(11, 0, 4)).toBe('1 1');
    workers.learn('0 1');
    expect(workers.act(12, 1, 4, '3 3')).toBe('2 2');
    workers.learn('0 2');
    expect(workers.act(13, 0, 4)).toBe('1 1');
    expect(a.shown.map(({ input, context }) => [...input, ...context])).toEqual([
      [10, 1],
      [11, 1],
      [13, 1],
    ]);
    expect(b.shown).toEqual([{ input: [12], context: [1], teaching: [3, 3], durationMs: 4 }]);
    expect([a.learned, b.learned]).toEqual([[[0, 1]], [[0, 2]]]);
    // From rest whenever one takes over: a at the start and in the end, b once.
    expect([a.resets, b.resets]).toEqual([[false, false], [false]]);
    workers.reset(true);
    workers.act(14, 0, 4);
    expect(a.resets).toEqual([false, false, true]);
  });
});
