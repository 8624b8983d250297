import { expect, test } from 'vitest';
import type { DecisionTrace } from '../../../agents/decomposition/trace.ts';
import { untrainedLine } from '../../../agents/decomposition/untrained-line.ts';

/** Traces of so many steps, of which the first so many succeeded. */
const traces = (episodes: number, successes: number, steps: number) =>
  Array.from({ length: episodes }, (_, k) => {
    return { subtasks: new Int32Array(steps), reachedAt: [k < successes ? steps : -1] };
  }) as unknown as DecisionTrace[];

const line = (untrained: number, learned: readonly DecisionTrace[]) => {
  const played = [
    ['untrained/untrained', traces(10, untrained, 50)],
    ['learned/learned', learned],
  ] as const;
  return untrainedLine({ study: { traces: new Map(played) } } as never);
};

test('an untrained agent that succeeds as often on the same layouts is a remark', () => {
  expect(line(10, traces(40, 40, 12))).toEqual([
    {
      tone: 'note',
      text: 'Success does not show here what was learned: an untrained manager with untrained workers succeeds on 10 of 10 layouts, the agent on 10 of them; they take 50 and 12 steps.',
    },
  ]);
});

test('nothing is said where the agent succeeds more often there, or neither does', () => {
  expect(line(9, traces(40, 10, 12))).toEqual([]);
  expect(line(0, traces(40, 0, 12))).toEqual([]);
});
