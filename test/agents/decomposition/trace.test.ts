import { expect, test } from 'vitest';
import { fingerprint } from '../../../agents/decomposition/fingerprint.ts';
import { recordTrace, succeeded } from '../../../agents/decomposition/trace.ts';
import { evaluate } from '../../../agents/evaluation/evaluate.ts';
import { streamSeed } from '../../../src/numeric/seeds.ts';
import { lineConfig, lineTask } from '../line-agent.ts';

const session = lineTask.begin(lineConfig({ imitation: { rounds: 6 } }));
while (session.completed < session.total) session.advance();
const { task, agent } = session;
const seed = streamSeed(701, 'evaluation', 0);

test('a trace is the episode that an evaluation plays', () => {
  const trace = recordTrace(task, task.environment(), agent, { seed });
  const { results } = evaluate(task, agent, { seed: 701, episodes: 1, manager: 'network', judged: true });
  const { steps, rightChoices, achieved, return: total } = results[0]!;
  expect(trace.subtasks).toHaveLength(steps);
  expect(trace.states).toHaveLength(steps);
  expect(trace.choices).toEqual(trace.subtasks);
  expect(trace.subtasks.filter((subtask, t) => subtask === trace.due?.[t])).toHaveLength(rightChoices!);
  expect(trace.reachedAt.map((step) => step > 0)).toEqual(achieved);
  expect(trace.reachedAt[1]).toBe(steps);
  expect(succeeded(trace)).toBe(true);
  expect(trace.rewards.reduce((sum, reward) => sum + reward, 0)).toBe(total);
  expect([trace.terminated, trace.truncated]).toEqual([true, false]);
  expect(trace.actionSize).toBe(1);
  // The expert is asked about the subtask that was carried out.
  expect(trace.rightActions?.map(Math.sign)).toEqual(
    Float32Array.from(trace.subtasks, (subtask) => (subtask === 0 ? -1 : 1)),
  );
});

test('somebody else may pick the subtasks; the manager’s choices are kept beside them', () => {
  const trace = recordTrace(task, task.environment(), agent, { seed, pick: () => 1, maxSteps: 5 });
  expect([...trace.subtasks]).toEqual([1, 1, 1, 1, 1]);
  expect([...trace.due!]).toEqual([0, 0, 0, 0, 0]);
  expect([...trace.choices!]).not.toEqual([...trace.subtasks]);
  expect([succeeded(trace), trace.terminated, trace.truncated]).toEqual([false, false, false]);
  expect(recordTrace(task, task.environment(), agent, { seed, asks: 'subtasks' }).rightActions).toBeNull();
});

test('fingerprints tell observations apart by more than 1/50', () => {
  const at = (x: number) => fingerprint({ place: Float64Array.of(x, 1), name: 'here' });
  expect(at(0.4)).toBe(at(0.4));
  expect(at(0.4)).toBe(at(0.405));
  expect(at(0.4)).not.toBe(at(0.44));
  expect(fingerprint('ab')).not.toBe(fingerprint('ba'));
  expect(new Set([0, 1, true, null, 5n, [1, 2], [2, 1]].map(fingerprint)).size).toBe(7);
});
