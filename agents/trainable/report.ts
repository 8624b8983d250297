import type { Report } from '../../src/report/report.ts';
import { formatEstimate } from '../../src/statistics/proportions.ts';
import { remarksOn } from '../evaluation/pairs.ts';
import { type ImitationReport, summarise } from '../evaluation/summary.ts';
import { labelsInWords } from '../imitation/label-counts.ts';
import type { Trial } from './conditions.ts';
import { pairsOf } from './perturbed-conditions.ts';
import type { TrainedAgent } from './trained-agent.ts';

/** The report of an evaluation. */
export function reportOf(
  { task, counts, networkSteps }: Pick<TrainedAgent, 'task' | 'counts' | 'networkSteps'>,
  { seed, episodes }: { readonly seed: number; readonly episodes: number },
  trials: readonly Trial[],
): Report {
  const { name, milestones } = task;
  const results = trials.map(({ layout, condition, results: played }) => ({
    layout,
    condition: condition.label,
    ...summarise(milestones, played),
  }));
  const pairs = pairsOf(milestones, trials);
  const data: ImitationReport = {
    seed,
    episodes,
    ...counts,
    networkSteps,
    results,
    ...(pairs.length > 0 && { pairs }),
  };
  return {
    title:
      `${name}: ${episodes} fresh layouts of each kind, never trained on; 95 % Wilson intervals\n` +
      `learned from ${labelsInWords(counts)}`,
    table: {
      head: ['layouts', 'agent', ...milestones, 'mean steps, failures too', 'manager agrees with expert'],
      rows: results.map(({ layout, condition, success, meanSteps, rightChoices }) => [
        layout,
        condition,
        ...milestones.map((milestone) => formatEstimate(success[milestone]!)),
        meanSteps.toFixed(0),
        rightChoices?.toFixed(3) ?? '–',
      ]),
    },
    ...(pairs.length > 0 && { remarks: remarksOn(pairs) }),
    data: { ...data },
  };
}
