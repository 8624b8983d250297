import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../agents/evaluation/evaluate.ts';
import { imitationTrainable } from '../../../agents/trainable/trainable.ts';
import { handwritingAdapter } from '../../../envs/handwriting/adapter.ts';
import type { HandwritingInfo } from '../../../envs/handwriting/types.ts';
import { parseConfig } from '../../../src/config/config.ts';

const trainable = imitationTrainable(handwritingAdapter);

function trained(turns: 'from-rest' | 'continue') {
  const config = {
    seed: 4,
    options: { env: { alphabet: 'lc', words: ['llcc'], text: 'listed-word' } },
    agent: { workers: { turns, network: { neurons: 150, excitatory: 120 } } },
    imitation: { demonstrations: 1, passes: 2, layout: 'own' },
  };
  const session = trainable.begin(parseConfig(trainable.schema, config, 'test'));
  const worker = session.models.find(({ name }) => name === 'worker')!.model;
  const digests: number[] = [];
  const reports = [];
  while (session.completed < session.total) {
    reports.push(session.advance());
    const { learned } = worker.arrays();
    const { data } = learned.find(({ name }) => name === 'proximalWeights')!;
    digests.push(Array.from(data).reduce((sum, weight) => sum + Math.abs(weight), 0));
  }
  return { session, reports, digests };
}

describe('rehearsal', () => {
  it('lets the recurrence learn from a teacher, and then the workers’ readouts from a recall without one', () => {
    const { reports, digests } = trained('from-rest');
    expect(reports.map(({ phase }) => phase)).toEqual(['demonstration', 'demonstration', 'recall']);
    expect(reports.map(({ workerLabels }) => workerLabels > 0)).toEqual([false, false, true]);
    expect(digests[0]).toBeGreaterThan(0);
    expect(digests[1]).not.toBe(digests[0]);
    expect(digests[2]).toBe(digests[1]);
  });
});

describe('turns', () => {
  /** Distances of the four letters, two and two of which are the same. */
  function distances(turns: 'from-rest' | 'continue') {
    const { session } = trained(turns);
    const played = { seed: 1, episodes: 1, layout: 'own', manager: 'expert', traces: 1 } as const;
    const { written } = evaluate(session.task, session.agent, played).traces[0]!.infos.at(
      -1,
    ) as HandwritingInfo;
    return written.map(({ distance }) => distance);
  }

  it('from rest are the same whenever a subtask is carried out, also twice in a row', () => {
    const [l, again, c, last] = distances('from-rest');
    // Letters lie at different places of the page, where sums round differently.
    expect(again).toBeCloseTo(l!, 9);
    expect(last).toBeCloseTo(c!, 9);
    expect(Math.abs(c! - l!)).toBeGreaterThan(1e-3);
  });

  it('depend on what was before where they continue', () => {
    const [l, again] = distances('continue');
    expect(Math.abs(again! - l!)).toBeGreaterThan(1e-3);
  });
});
