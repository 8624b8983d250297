import { type CurvePoint, learningCurve } from '../../figures/learning-curve.ts';
import { rangesOf } from '../start-run.ts';
import type { ComparisonExtent, ComparisonRow } from './summary.ts';

/** Success against labels, a line for each way of learning; a standalone SVG document. */
export function drawComparison(
  { task, seeds, episodes }: ComparisonExtent,
  rows: readonly ComparisonRow[],
): string {
  const points = new Map<string, CurvePoint[]>();
  for (const { contender, labels, success } of rows)
    points.set(contender, [...(points.get(contender) ?? []), { x: labels, ...success }]);
  return learningCurve({
    title: `${task}: success against labels`,
    subtitle: `seeds ${rangesOf(seeds)} × ${episodes} fresh layouts, the same for all; 95 % Wilson intervals`,
    xLabel: 'labels of manager and workers, each counted',
    series: [...points].map(([name, each]) => ({ name, points: each.sort((a, b) => a.x - b.x) })),
  });
}
