import { learningCurve } from '../../src/figures/learning-curve.ts';
import type { Measured } from '../../src/run/cells/cell.ts';
import { type MeanSummary, summariseMean } from '../../src/statistics/means.ts';
import type { HoldCell, HoldResult } from './hold.ts';
import { CONTEXTS, CUE, DELAY, SPAN } from './protocol.ts';

/** The trials of one condition, a measurement for each seed. */
export type Group = readonly [Measured<HoldCell, HoldResult>, ...Measured<HoldCell, HoldResult>[]];

/** Delays of the columns of the table: from … to, ms. */
export const delays = [
  [0, 200],
  [200, 500],
  [500, 1000],
  [1000, 1500],
  [1500, 2000],
] as const;

/** Share of right answers from `from` to `to` ms after the cue, one for each seed. */
export function accuracies(
  group: readonly Measured<HoldCell, HoldResult>[],
  from: number,
  to: number,
): number[] {
  return group.map(({ result: { right, asked } }) => {
    const spans = right.slice(from / SPAN, to / SPAN);
    return spans.reduce((sum, count) => sum + count, 0) / (asked * spans.length);
  });
}

/** The course of the accuracy of a condition. */
export interface Course {
  readonly name: string;
  readonly points: readonly { readonly delayMs: number; readonly accuracy: MeanSummary }[];
}

/** Mean accuracy in each span of the delay. */
export function courseOf(group: Group): Course {
  const points = Array.from({ length: DELAY / SPAN }, (_, span) => ({
    delayMs: (span + 0.5) * SPAN,
    accuracy: summariseMean(accuracies(group, span * SPAN, (span + 1) * SPAN)),
  }));
  return { name: group[0].cell.name, points };
}

/** How long a cue is held, as an SVG document. */
export function drawCourses(courses: readonly Course[]): string {
  const within = (value: number) => Math.min(Math.max(value, 0), 1);
  return learningCurve({
    title: 'A cue is held by learned recurrence',
    subtitle: `which of ${CONTEXTS} contexts was shown for ${CUE} ms; noise on every soma and distal compartment; 95 % intervals over seeds`,
    xLabel: 'time since the cue, ms',
    yLabel: 'share of right answers',
    yDomain: [0, 1],
    series: courses.map(({ name, points }) => ({
      name,
      points: points.map(({ delayMs, accuracy: { value, low, high } }) => ({
        x: delayMs,
        value,
        ...(Number.isFinite(low) && { low: within(low), high: within(high) }),
      })),
    })),
    references: [{ name: 'chance', value: 1 / CONTEXTS }],
  });
}
