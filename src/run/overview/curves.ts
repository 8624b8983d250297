import type { MetricsLine } from '../metrics-log.ts';

/** How a metric went in the course of the training, as one line of text. */
export interface MetricCurve {
  readonly name: string;
  /** Mean over the first part of the training, and over the last. */
  readonly first: number;
  readonly last: number;
  /** A character for each part, from its least mean to its largest; a blank where the metric was not logged. */
  readonly line: string;
}

/** Parts of the training that a line shows. */
const PARTS = 24;

const HEIGHTS = '▁▂▃▄▅▆▇█';

/** The metrics that are numbers; lines of several seeds are taken together. */
export function curvesOf(lines: readonly MetricsLine[]): readonly MetricCurve[] {
  const total = Math.max(0, ...lines.map(({ completed }) => completed));
  const partOf = (completed: number) => Math.min(PARTS - 1, Math.floor((completed / (total + 1)) * PARTS));
  const names = [...new Set(lines.flatMap(Object.keys))].filter((name) => name !== 'completed');
  return names.flatMap((name) => {
    const sums = Array.from({ length: PARTS }, () => ({ sum: 0, count: 0 }));
    for (const line of lines) {
      const value = line[name];
      if (typeof value !== 'number') continue;
      const part = sums[partOf(line.completed)]!;
      part.sum += value;
      part.count++;
    }
    const means = sums.map(({ sum, count }) => (count === 0 ? null : sum / count));
    const known = means.filter((mean) => mean !== null);
    if (known.length === 0) return [];
    return [{ name, first: known[0]!, last: known.at(-1)!, line: lineOf(means, known) }];
  });
}

function lineOf(means: readonly (number | null)[], known: readonly number[]): string {
  const [least, largest] = [Math.min(...known), Math.max(...known)];
  const height = (mean: number) =>
    largest === least ? 0 : Math.round(((mean - least) / (largest - least)) * (HEIGHTS.length - 1));
  return means.map((mean) => (mean === null ? ' ' : HEIGHTS[height(mean)]!)).join('');
}
