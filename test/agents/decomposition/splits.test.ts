import { expect, test } from 'vitest';
import { splitsOf, trySplits } from '../../../agents/decomposition/splits.ts';
import { stageOf } from '../../../agents/trainable/decomposition.ts';
import type { ImitationRunConfig } from '../../../agents/trainable/schema.ts';
import { lineConfig, lineTask } from '../line-agent.ts';

const pace = {
  sequence: [
    [0, 12],
    [1, 20],
  ] as const,
  steps: [12, 20],
  substitutes: [1, 0],
};

test('the splits that are tried follow from the pace of the expert', () => {
  expect(splitsOf(['left', 'right'], pace)).toEqual([
    ['the task’s own', null],
    ['one subtask', { kind: 'whole' }],
    ['every subtask halved', { kind: 'halves', steps: 8 }],
    ['by the clock', { kind: 'clock', steps: 16, parts: 2 }],
    ['at random', { kind: 'random', steps: 16, parts: 2 }],
  ]);
  const three = {
    sequence: [
      [0, 5],
      [1, 5],
      [0, 5],
      [2, 5],
    ] as const,
    steps: [5, 5, 5],
    substitutes: [0, 0, 0],
  };
  expect(splitsOf(['a', 'b', 'c'], three).map(([name]) => name)).toContain('a + c merged');
  expect(splitsOf(['a', 'b', 'c'], three).filter(([name]) => name.endsWith('merged'))).toHaveLength(3);
});

test('agents learn under other splits from as many labels: one subtask is not enough for a way there and back', async () => {
  const begin = (config: ImitationRunConfig) => lineTask.begin(config);
  const session = begin(lineConfig({ imitation: { rounds: 6 } }));
  while (session.completed < session.total) session.advance();
  const { trainSplit, labels } = stageOf(session, begin);
  expect(labels).toBeGreaterThan(50);
  const splits = splitsOf(['left', 'right'], pace).filter(
    ([, division]) => division === null || division.kind === 'whole',
  );
  const request = { seed: 7, layout: 'centre', episodes: 12, labels: [20, labels] };
  const results = await trySplits(trainSplit!, splits, request, {});
  const wins = results.map(({ successes }) => successes.filter(Boolean).length);
  expect(results.map(({ labels: taken }) => taken)).toEqual([20, labels, 20, labels]);
  expect(wins[1]).toBeGreaterThanOrEqual(10);
  expect(wins[3]).toBeLessThanOrEqual(2);
  expect(results[0]!.bits).toBeGreaterThan(results[2]!.bits);
  expect(await trySplits(trainSplit!, splits, request, {})).toEqual(results);
  const divided = begin(lineConfig({ imitation: { division: { kind: 'whole' } } }));
  expect(stageOf(divided, begin).trainSplit).toBeNull();
});
