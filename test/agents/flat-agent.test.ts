import { describe, expect, test } from 'vitest';
import { FlatAgent } from '../../agents/flat/flat-agent.ts';
import { teach } from '../../agents/imitation/teach.ts';
import { parseConfig } from '../../src/config/config.ts';
import type { Lesson } from '../../src/episodes/lesson.ts';
import { FakeLearner } from './fakes.ts';
import { lineTask } from './line-agent.ts';

function agentOf() {
  const encoder = { size: 1, labels: ['x'], encode: (out: Float64Array, x: number) => void (out[0] = x) };
  const decoder = {
    size: 1,
    decode: (readout: Float64Array) => readout[0]!,
    encode: (out: Float64Array, action: number) => void (out[0] = action),
  };
  const learner = new FakeLearner('agent', 1);
  return { learner, agent: new FlatAgent(learner, encoder, decoder, 3) };
}

describe('FlatAgent', () => {
  test('acts on what it sees, whatever subtask is due', () => {
    const { learner, agent } = agentOf();
    learner.answer.set([0.5]);
    expect(agent.act(7, { subtask: 1 })).toBe(0.5);
    expect(learner.shown).toEqual([{ input: [7], context: [1], teaching: null, durationMs: 3 }]);
    expect([agent.choice, agent.subtask]).toEqual([null, null]);
  });

  test('learns what is right for the subtask that is due, in its own episodes too', () => {
    const { learner, agent } = agentOf();
    function* practised(): Lesson<number, number> {
      for (const subtask of [0, 1, 1])
        yield { observation: 1, info: {}, subtask, label: (carriedOut) => 10 * carriedOut };
      return { steps: 3, terminated: true, achieved: [true] };
    }
    expect(teach(agent, practised(), { labelInterval: 1 }).labels).toBe(3);
    expect(learner.learned).toEqual([[0], [10], [10]]);
  });

  test('is trained, saved and evaluated like any other agent', async () => {
    const settings = {
      kernel: 'event64',
      agent: { kind: 'flat', network: { neurons: 80, excitatory: 80, inputSigma: 30 } },
      imitation: { demonstrations: 6, rounds: 4, episodesPerRound: 4, labelInterval: '5 ms' },
      evaluation: { episodes: 20 },
    };
    const begin = () => lineTask.begin(parseConfig(lineTask.schema, settings, 'test'));
    const session = begin();
    while (session.completed < session.total) session.advance();
    const restored = begin();
    restored.restore(session.checkpoint());
    const { table } = await restored.evaluate();
    expect(table).toEqual((await session.evaluate()).table);
    expect(table.rows.map((row) => row[1])).toEqual(['flat agent', 'flat agent']);
    expect(table.rows.map((row) => row.at(-1))).toEqual(['–', '–']);
    // It sees whether the left end was reached, so the task needs no subtasks.
    const results = session.play({ episodes: 20, layout: 'spread', seed: 3 });
    expect(results.filter(({ achieved }) => achieved[1]).length).toBeGreaterThan(12);
  });
});
