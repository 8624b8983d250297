import { expect, test } from 'vitest';
import { discoverSplit, tryClones, wholeOf } from '../../../agents/decomposition/cloned-splits.ts';
import { splitsOf, trySplits } from '../../../agents/decomposition/splits.ts';
import { cloningSource } from '../../../agents/trainable/cloning-source.ts';
import { stageOf } from '../../../agents/trainable/decomposition.ts';
import type { SessionMaker } from '../../../agents/trainable/examined-session.ts';
import type { ImitationRunConfig } from '../../../agents/trainable/schema.ts';
import { ImitationSession } from '../../../agents/trainable/session.ts';
import { lineConfig, lineTask } from '../line-agent.ts';
import { lineAdapter } from '../line-task.ts';

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

test('splits are cloned from the same demonstrations: found ones, one subtask, and somebody’s own', async () => {
  const begin: SessionMaker = (config, demonstrations) =>
    new ImitationSession(lineAdapter, config, demonstrations) as ReturnType<SessionMaker>;
  const session = begin(lineConfig({ imitation: { rounds: 1, demonstrations: 16 } }));
  while (session.completed < session.total) session.advance();
  const source = cloningSource(session, begin, 16);
  const { given } = source;
  expect(given.episodes).toHaveLength(16);
  const found = discoverSplit(source, 7);
  expect(found.episodes.map(({ steps }) => steps.length)).toEqual(
    given.episodes.map(({ steps }) => steps.length),
  );
  expect(found.heldOut[0]).toMatchObject({ options: 1, gain: null });
  const request = { seed: 7, layout: 'centre', episodes: 12, labels: [1000] };
  const splits = [given, wholeOf(given), found];
  const results = await tryClones(source, splits, request, {});
  expect(results.map(({ subtasks }) => subtasks)).toEqual([2, 1, found.subtasks.length]);
  expect(results[0]!.successes).toHaveLength(12);
  expect(results.map(({ labels }) => labels)).toEqual([
    results[0]!.labels,
    results[0]!.labels,
    results[0]!.labels,
  ]);
  expect(results[1]!.bits).toBeLessThan(results[0]!.bits);
  expect(await tryClones(source, splits, request, {})).toEqual(results);
});
