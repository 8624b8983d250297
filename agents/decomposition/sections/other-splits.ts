import { learningCurve } from '../../../src/figures/learning-curve.ts';
import type { Section } from '../../../src/report/document.ts';
import { splitsOf, trySplits } from '../splits.ts';
import type { DecompositionContext } from './context.ts';
import { rowOf, successOf, testsOfSplits, verdict } from './split-rows.ts';

/** Layouts on which agents of other splits are tried. */
const MOST_EPISODES = 200;

/** What other splits into subtasks give for as many labels; only in the long report, since it trains an agent for each. */
export async function otherSplits({
  analysis,
  stage,
  full,
  evaluation,
  command,
}: DecompositionContext): Promise<Section | null> {
  const { trainSplit } = stage;
  if (!full || trainSplit === null) return null;
  const { study, task } = analysis;
  const { seed, layout, episodes } = study.request;
  const budget = stage.labels;
  const request = {
    seed,
    layout,
    episodes: Math.min(episodes, MOST_EPISODES),
    labels: [Math.max(1, Math.round(budget / 4)), budget],
  };
  const splits = splitsOf(task.subtasks.names, study.pace);
  const results = await trySplits(trainSplit, splits, request, evaluation);
  const ownOf = (k: number) => results[k % request.labels.length]!;
  const rows = results.map((result, k) => rowOf(result, ownOf(k)));
  return {
    id: 'other-splits',
    title: 'Another split: would it give more for the same labels?',
    text: [
      verdict(
        results.filter((_, k) => k % request.labels.length === request.labels.length - 1),
        'With all labels',
      ),
      `Agents of the same settings learned under other splits, with ${request.labels.join(' and ')} labels of manager and workers, one training each, and played the same ${request.episodes} layouts. Where workers are gated parts of one network, more subtasks leave fewer neurons to each. Ways between places, which only the own split has, are used by none.`,
      'Description: mean bits an episode that tell which subtask is due when (for each stretch of the expert log₂ subtasks + log₂ steps). Difference: from the own split with as many labels, 95 % interval over layouts (Agresti & Min).',
      testsOfSplits,
    ],
    parts: [
      {
        kind: 'table',
        id: 'splits',
        caption: 'Success under other splits into subtasks',
        brief: true,
        columns: [
          { key: 'split', title: 'split' },
          { key: 'subtasks', title: 'subtasks', digits: 0 },
          { key: 'description', title: 'description, bits', digits: 0 },
          { key: 'labels', title: 'labels', digits: 0 },
          { key: 'success', title: 'success' },
          { key: 'difference', title: 'difference' },
        ],
        rows,
      },
      {
        kind: 'picture',
        id: 'splits-curve',
        caption: 'Success against labels under each split',
        alt: `Success against labels under ${splits.length} splits; the numbers are in the table above.`,
        svg: learningCurve({
          title: `${task.name}: success under other splits`,
          subtitle: `${request.episodes} layouts, the same for all; 95 % Wilson intervals`,
          xLabel: 'labels of manager and workers',
          series: splits.map(([name], k) => ({
            name,
            points: results
              .slice(k * request.labels.length, (k + 1) * request.labels.length)
              .map(({ labels, successes }) => ({ x: labels, ...successOf(successes) })),
          })),
        }),
      },
    ],
    command,
  };
}
