import type { Section } from '../../../src/report/document.ts';
import { compareSegmentations } from '../segmentation/compare.ts';
import type { LabelSequence } from '../segmentation/segments.ts';
import type { DecompositionContext } from './context.ts';

/** The agent’s subtasks as a segmentation of its own episodes, against the expert’s labels of the same steps. */
export function segmentationSection({ analysis, command }: DecompositionContext): Section | null {
  const traces = analysis.study.traces.get('learned/learned') ?? [];
  const reference = traces.map(({ due }) => due ?? []);
  return segmentationOf(
    reference,
    traces.map(({ subtasks }) => subtasks),
    command,
    'the agent',
  );
}

/** @param whose labels are compared with the expert’s, for people */
export function segmentationOf(
  reference: readonly LabelSequence[],
  predicted: readonly LabelSequence[],
  command: string,
  whose: string,
): Section | null {
  if (!reference.some(({ length }) => length > 0)) return null;
  const longest = Math.max(...reference.map(({ length }) => length));
  const tolerances = longest > 200 ? [5, 10, 20] : [0, 1, 2];
  const columns = (['none', 'optimal'] as const).map((matching) => {
    const scores = compareSegmentations(reference, predicted, { matching, tolerances });
    return new Map<string, number>([
      ['frame accuracy', scores.frameAccuracy],
      ['edit score', scores.editScore],
      ...scores.f1.map(({ overlap, f1 }): [string, number] => [`F1@${100 * overlap}`, f1]),
      ...scores.boundaries.map((score): [string, number] => [
        `boundary F1, ± ${score.tolerance} steps`,
        score.f1,
      ]),
      ['normalised mutual information', scores.normalisedMutualInformation],
      ['adjusted Rand index', scores.adjustedRandIndex],
      ['over-segmentation', scores.overSegmentation],
      ['under-segmentation', scores.underSegmentation],
    ]);
  });
  return {
    id: 'segmentation',
    title: 'Segmentation against the expert’s labels',
    text: [
      `What ${whose} has under way at each step, compared with what the expert says of the same steps. Named: labels count as they are. Matched: labels are first paired so that most steps agree, an upper bound.`,
    ],
    parts: [
      {
        kind: 'table',
        id: 'scores',
        caption: 'Agreement over all steps of all episodes',
        columns: [
          { key: 'measure', title: 'measure' },
          { key: 'named', title: 'named', digits: 3 },
          { key: 'matched', title: 'matched', digits: 3 },
        ],
        rows: [...columns[0]!.keys()].map((measure) => ({
          measure,
          named: columns[0]!.get(measure)!,
          matched: columns[1]!.get(measure)!,
        })),
      },
    ],
    command,
  };
}
