import type { Section } from '../../../src/report/document.ts';
import {
  discoverSplit,
  type LabelledDemonstrations,
  labelsIn,
  tryClones,
  wholeOf,
} from '../cloned-splits.ts';
import { compareSegmentations } from '../segmentation/compare.ts';
import type { DecompositionContext } from './context.ts';
import { rowOf, testsOfSplits, verdict } from './split-rows.ts';

/** Layouts on which agents of other splits are tried. */
const MOST_EPISODES = 200;
/** Discovery chooses the number of subtasks by demonstrations that it was not fitted to. */
const LEAST_DEMONSTRATIONS = 8;

/** Splits that are labels of demonstrations, found in them or somebody’s own, cloned; only in the long report. */
export async function clonedSplits({
  analysis: { study, task },
  stage,
  full,
  splits: datasets,
  evaluation,
  command,
}: DecompositionContext): Promise<Section | null> {
  const source = stage.cloning;
  if (!full || source === null) return null;
  const { seed, layout, episodes } = study.request;
  const { given } = source;
  const canDiscover = given.episodes.length >= LEAST_DEMONSTRATIONS;
  if (!canDiscover && datasets.length === 0) return null;
  const found = canDiscover ? discoverSplit(source, seed) : null;
  const tried = [given, wholeOf(given), ...(found === null ? [] : [found]), ...datasets.map(source.open)];
  const request = { seed, layout, episodes: Math.min(episodes, MOST_EPISODES), labels: [stage.labels] };
  const results = await tryClones(source, tried, request, evaluation);
  return {
    id: 'cloned-splits',
    title: 'Splits found in demonstrations, or your own',
    text: [
      verdict(results, 'Cloned with as many labels at most,'),
      `Agents of the same settings were cloned from ${given.episodes.length} demonstrations, the first that the seed of the run names, without practice, under the labels of each split, and played the same ${request.episodes} layouts.${found === null ? '' : ' Discovered: by options and expectation–maximisation, from what was seen and done alone; the number of subtasks is chosen by held-out likelihood.'} Agreement is with the task’s own labels, subtasks matched. ${testsOfSplits}`,
    ],
    parts: [
      {
        kind: 'table',
        id: 'cloned-splits',
        caption: `Success of agents cloned under each split of ${task.name}`,
        columns: [
          { key: 'split', title: 'split' },
          { key: 'subtasks', title: 'subtasks', digits: 0 },
          { key: 'accuracy', title: 'frame accuracy' },
          { key: 'boundaries', title: 'boundary F1' },
          { key: 'description', title: 'description, bits', digits: 0 },
          { key: 'labels', title: 'labels', digits: 0 },
          { key: 'success', title: 'success' },
          { key: 'difference', title: 'difference' },
        ],
        rows: results.map((result, k) => ({
          ...rowOf(result, results[0]!),
          ...agreement(given, tried[k]!, task.stepsWithin(BOUNDARY_MS)),
        })),
      },
      ...(found === null
        ? []
        : [
            {
              kind: 'table' as const,
              id: 'held-out',
              caption: 'Numbers of subtasks: log likelihood of an episode that they were not fitted to',
              columns: [
                { key: 'subtasks', title: 'subtasks', digits: 0 },
                { key: 'likelihood', title: 'log likelihood', digits: 1 },
                { key: 'gain', title: 'more than with fewer', digits: 1 },
                { key: 'error', title: 'standard error', digits: 1 },
              ],
              rows: found.heldOut.map(({ options, logLikelihood, gain, error }) => ({
                subtasks: options,
                likelihood: logLikelihood,
                gain,
                error,
              })),
            },
          ]),
    ],
    command,
  };
}

/** Boundaries this far apart agree, ms of network time; at least a step. */
const BOUNDARY_MS = 10;

/** How a split of the same demonstrations agrees with the task’s own; nothing for other demonstrations. */
function agreement(given: LabelledDemonstrations, split: LabelledDemonstrations, tolerance: number) {
  const [own, others] = [labelsIn(given), labelsIn(split)];
  if (split === given || own.some(({ length }, k) => length !== others[k]?.length))
    return { accuracy: null, boundaries: null };
  const scores = compareSegmentations(own, others, { matching: 'optimal', tolerances: [tolerance] });
  return { accuracy: scores.frameAccuracy, boundaries: scores.boundaries[0]!.f1 };
}
