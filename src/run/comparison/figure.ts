import { type CurvePoint, learningCurve } from '../../figures/learning-curve.ts';
import { rangesOf } from '../start-run.ts';
import type { ComparisonExtent, ComparisonRow } from './summary.ts';

/** Success against labels, a line for each way of learning; a standalone SVG document. */
export function drawComparison(
  { task, seeds, episodes }: ComparisonExtent,
  rows: readonly ComparisonRow[],
): string {
  const points = new Map<string, CurvePoint[]>();
  for (const row of rows) points.set(row.contender, [...(points.get(row.contender) ?? []), pointOf(row)]);
  const algorithms = [...new Set([...points.keys()].map(algorithmOf))];
  return learningCurve({
    title: `${task}: success against labels`,
    subtitle: `seeds ${rangesOf(seeds)} × ${episodes} fresh layouts, the same for all; rings: each seed; bands: 95 % Wilson intervals over all layouts, of these trainings`,
    xLabel: 'labels of manager and workers, each counted',
    series: [...points].map(([name, each]) => ({
      name,
      points: each.sort((a, b) => a.x - b.x),
      pattern: algorithms.indexOf(algorithmOf(name)),
    })),
  });
}

/** At the labels that were given, which are fewer than the budget where the training was over before. */
function pointOf({ managerLabels, workerLabels, success, ofSeeds }: ComparisonRow): CurvePoint {
  const given = managerLabels.map((labels, seed) => labels + workerLabels[seed]!);
  return { x: Math.max(...given), ...success, repetitions: ofSeeds };
}

function algorithmOf(contender: string): string {
  return contender.split(', ', 1)[0]!;
}
