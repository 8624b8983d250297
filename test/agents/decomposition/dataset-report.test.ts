import { describe, expect, test } from 'vitest';
import { describeDataset } from '../../../agents/decomposition/dataset-report.ts';
import { columnGroup } from '../../../src/data/column.ts';
import { openDataset } from '../../../src/data/dataset.ts';
import type { Demonstration } from '../../../src/data/demonstration.ts';
import { writeDataset } from '../../../src/data/derive.ts';
import { InterruptedError } from '../../../src/errors.ts';
import { describing, randomEpisode, simpleSpaces, temporaryFolder } from '../../data/episodes.ts';

type Episode = Omit<Demonstration, 'id'>;

const episode = (seed: number, changes: Partial<Episode> = {}): Episode => ({
  ...randomEpisode(simpleSpaces, seed, 40),
  ...changes,
});
const unlabelled = { infos: columnGroup({}) };

/** A report on a dataset whose environment is not known here. */
async function reportOn(
  episodes: readonly Episode[],
  against?: readonly Episode[],
  signal = { aborted: false },
) {
  const root = temporaryFolder();
  writeDataset(describing(simpleSpaces), episodes, { root, id: 'own-v0' });
  using dataset = openDataset(root, 'own-v0');
  if (against !== undefined) writeDataset(describing(simpleSpaces), against, { root, id: 'other-v0' });
  using other = against === undefined ? undefined : openDataset(root, 'other-v0');
  return await describeDataset(dataset, { subject: 'own-v0', command: 'again', against: other, signal });
}

describe('a report on a dataset', () => {
  test('says that nothing is wrong where nothing is', async () => {
    const { lead } = await reportOn([episode(1), episode(2)]);
    expect(lead).toEqual([
      { tone: 'good', text: expect.stringMatching(/^No fault found in 2 episodes: every step is labelled/) },
    ]);
  });

  test('names episodes that were recorded twice, and those without labels', async () => {
    const { lead } = await reportOn([episode(1), episode(2), episode(1), episode(3, unlabelled)]);
    expect(lead.map(({ tone }) => tone)).toEqual(['fault', 'fault']);
    expect(lead[0]!.text).toBe('1 of 4 episodes have no labels of subtasks.');
    expect(lead[1]!.text).toMatch(
      /^1 of 4 episodes begin like an earlier one, the first of them episode 2 like 0/,
    );
  });

  test('notes layouts that other seeds give, too, which is no fault of the dataset', async () => {
    const { lead } = await reportOn([episode(1), episode(2), episode(1, { seed: 99n })]);
    expect(lead.map(({ tone }) => tone)).toEqual(['good', 'note']);
    expect(lead[1]!.text).toMatch(/^1 of 3 episodes begin like an earlier one.*Their seeds differ/);
    // Where seeds are not known, they may be one and the same.
    const unknown = { seed: null, options: null };
    const blind = await reportOn([episode(1, unknown), episode(1, unknown)]);
    expect(blind.lead[0]!.tone).toBe('fault');
  });

  test('needs labels to compare annotators', async () => {
    const bare = [episode(1, unlabelled)];
    await expect(reportOn(bare, bare)).rejects.toThrow(/own-v0: expected labelled steps/);
    await expect(reportOn([episode(1)], bare)).rejects.toThrow(/other-v0, episode 0: expected 40 labelled/);
    // Episodes without labels of one's own are left out.
    const { sections } = await reportOn([episode(2), episode(3, unlabelled)], [episode(2), episode(3)]);
    expect(sections.find(({ id }) => id === 'annotators')!.text[0]).toMatch(/^Cohen’s κ by step.*: 1\.000\./);
    await expect(reportOn([episode(1), episode(2)], [episode(1)])).rejects.toThrow(/other-v0, episode 1/);
  });

  test('stops between episodes when it is told to', async () => {
    const signal = { aborted: false };
    setImmediate(() => {
      signal.aborted = true;
    });
    await expect(reportOn([episode(1), episode(2)], undefined, signal)).rejects.toThrow(InterruptedError);
  });
});
