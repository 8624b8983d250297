import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attribute } from '../../../agents/decomposition/attribution.ts';
import { causeOf } from '../../../agents/decomposition/causes.ts';
import { attemptsOf, ownMilestones } from '../../../agents/decomposition/milestones.ts';
import { paceOf, pickFrozen, pickRandom, pickWithout } from '../../../agents/decomposition/pickers.ts';
import { switchesOf, turnEndsOf } from '../../../agents/decomposition/switches.ts';
import type { DecisionTrace } from '../../../agents/decomposition/trace.ts';
import { traceOf } from './trace-of.ts';

describe('attribution', () => {
  const outcomes = fc.array(fc.tuple(fc.boolean(), fc.boolean(), fc.boolean(), fc.boolean()), {
    minLength: 1,
    maxLength: 20,
  });
  test('parts sum to the whole', () => {
    fc.assert(
      fc.property(outcomes, (layouts) => {
        const of = (k: number) => layouts.map((layout) => Number(layout[k]));
        const loss = attribute({
          expert: of(0),
          perfectManager: of(1),
          expertWorkers: of(2),
          learned: of(3),
        });
        expect(loss.manager.value + loss.workers.value).toBeCloseTo(loss.total.value, 12);
        const { managerAlone, workersAlone, interaction } = loss;
        expect(managerAlone.value + workersAlone.value + interaction.value).toBeCloseTo(loss.total.value, 12);
      }),
      { numRuns: 20, seed: 1 },
    );
  });

  test('a worker at fault takes the whole loss, and so does a manager', () => {
    const [good, bad] = [Array(20).fill(1), Array(20).fill(0)];
    const ofWorkers = attribute({ expert: good, perfectManager: bad, expertWorkers: good, learned: bad });
    expect([ofWorkers.workers.value, ofWorkers.manager.value]).toEqual([1, 0]);
    const ofManager = attribute({ expert: good, perfectManager: good, expertWorkers: bad, learned: bad });
    expect([ofManager.workers.value, ofManager.manager.value, ofManager.perfectManagerWins.value]).toEqual([
      0, 1, 1,
    ]);
    const ofBoth = attribute({ expert: good, perfectManager: good, expertWorkers: good, learned: bad });
    expect([ofBoth.interaction.value, ofBoth.workers.value, ofBoth.manager.value]).toEqual([1, 0.5, 0.5]);
  });
});

describe('switches', () => {
  const latencies = (due: string, subtasks: string) =>
    switchesOf(traceOf(due, subtasks)).map(({ latency }) => latency);
  test('late, in time, early, never', () => {
    expect(latencies('0001111', '0000011')).toEqual([2]);
    expect(latencies('0001111', '0001111')).toEqual([0]);
    expect(latencies('0001111', '0111111')).toEqual([-2]);
    expect(latencies('0001111', '0000000')).toEqual([null]);
    expect(latencies('0011122', '0000122')).toEqual([2, 0]);
  });

  test('turns that workers end by themselves', () => {
    const ended = (steps: string) => ({
      endsTurns: true,
      ended: Uint8Array.from([...steps].map(Number)),
    });
    expect(turnEndsOf(traceOf('0000111', '0011111', ended('0100000')))).toEqual([
      { subtask: 0, early: 2, late: 0, ended: true },
    ]);
    expect(turnEndsOf(traceOf('0011111', '0000011', ended('0000100')))).toEqual([
      { subtask: 0, early: 0, late: 3, ended: true },
    ]);
    expect(turnEndsOf(traceOf('0011111', '0011111', ended('0100000')))).toEqual([
      { subtask: 0, early: 0, late: 0, ended: true },
    ]);
    // A turn of a subtask that was not due at all says nothing about its end.
    expect(turnEndsOf(traceOf('1111', '0011', ended('0100')))).toEqual([]);
    // A turn that never ends counts where its subtask was achieved, and only then.
    expect(turnEndsOf(traceOf('0011111', '0000000', ended('0000000')))).toEqual([
      { subtask: 0, early: 0, late: 5, ended: false },
    ]);
    expect(turnEndsOf(traceOf('0000', '0000', ended('0000')))).toEqual([]);
    expect(turnEndsOf(traceOf('0011', '0000', { endsTurns: false }))).toEqual([]);
  });
});

describe('causes of failures', () => {
  const order = [[0, 1]] as const;
  const kind = (trace: DecisionTrace, solvable = true) => {
    const { kind: cause, level } = causeOf(trace, order, [5, 5], solvable);
    return `${level}: ${cause}`;
  };
  const long = (due: string) => due.repeat(20);

  test('the manager’s', () => {
    expect(kind(traceOf(`000${long('1')}`, `000${long('0')}`))).toBe('manager: late switch');
    expect(kind(traceOf(long('0'), long('1')))).toBe('manager: early switch');
    expect(kind(traceOf(`000${long('1')}`, `000${long('2')}`))).toBe('manager: wrong choice');
    expect(kind(traceOf(long('00'), long('12')))).toBe('manager: dithering');
    expect(kind(traceOf('0001', '0000', { terminated: true }))).toBe('manager: deadly');
  });

  test('the workers’', () => {
    const states = (of: (step: number) => number) => ({
      states: Uint32Array.from({ length: 20 }, (_, k) => of(k)),
    });
    const right = (more: Partial<DecisionTrace>) => kind(traceOf(long('1'), long('1'), more));
    expect(right(states(() => 7))).toBe('workers: stuck');
    expect(right(states((step) => step % 4))).toBe('workers: endless cycle');
    expect(right(states((step) => step))).toBe('workers: astray');
    expect(kind(traceOf('00000111', '00000111'))).toBe('workers: out of time');
    expect(right({ terminated: true })).toBe('workers: deadly');
    expect(kind(traceOf('1', '1'), false)).toBe('null: unreachable');
  });
});

describe('attempts', () => {
  test('a subtask with a milestone of its own is attempted once an episode', () => {
    const own = ownMilestones({
      subtasks: { names: ['key', 'goal'], order: [] },
      milestones: ['key', 'done'],
    });
    expect(own).toEqual([0, 1]);
    const trace = traceOf('0010011', '0010011', { reachedAt: [5, -1] });
    expect(attemptsOf(trace, own)).toEqual([
      { subtask: 0, from: 0, to: 5, achieved: true },
      { subtask: 1, from: 2, to: 7, achieved: false },
    ]);
  });

  test('ways to places are achieved on arrival', () => {
    const own = [null, null];
    const place = Int16Array.of(4, 4, 5, 5, 9, 9);
    const destination = Int16Array.of(5, 5, 6, 6, 9, 9);
    const trace = traceOf('000011', '000011', { reachedAt: [-1], ways: { place, destination } });
    expect(attemptsOf(trace, own).map(({ achieved }) => achieved)).toEqual([true, false, false]);
  });

  test('others each time that they are due, until the expert goes on', () => {
    const own = ownMilestones({ subtasks: { names: ['north', 'east'], order: [] }, milestones: ['goal'] });
    expect(own).toEqual([null, null]);
    const attempts = attemptsOf(traceOf('0010', '0010', { reachedAt: [-1] }), own);
    expect(attempts.map(({ achieved }) => achieved)).toEqual([true, true, false]);
  });
});

describe('managers that see nothing', () => {
  const pace = paceOf([traceOf('00011', '00011'), traceOf('0001111', '0001111'), traceOf('11', '11')], 3);
  test('the pace of the expert', () => {
    expect(pace).toEqual({
      sequence: [
        [0, 3],
        [1, 4],
      ],
      steps: [3, 2, 0],
      substitutes: [1, 0, 2],
    });
  });

  test('frozen, random, and without a subtask', () => {
    const frozen = pickFrozen(pace);
    expect(Array.from({ length: 9 }, frozen)).toEqual([0, 0, 0, 1, 1, 1, 1, 1, 1]);
    const drawn = Array.from({ length: 50 }, pickRandom(pace, 5n));
    expect(new Set(drawn)).toEqual(new Set([0, 1]));
    expect(Array.from({ length: 50 }, pickRandom(pace, 5n))).toEqual(drawn);
    expect(Array.from({ length: 50 }, pickRandom(pace, 6n))).not.toEqual(drawn);
    expect([0, 1, 0].map(pickWithout(pace, 0))).toEqual([1, 1, 1]);
  });
});
