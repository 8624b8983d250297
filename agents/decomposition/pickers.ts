import { streamGenerator } from '../../src/numeric/seeds.ts';
import { median } from '../../src/statistics/median.ts';
import { segmentsOf } from './segmentation/segments.ts';
import type { DecisionTrace } from './trace.ts';

/** What experts do when, whatever they see: the reference of managers that look at nothing. */
export interface Pace {
  /** The most common order of subtasks, each with the median number of its steps. */
  readonly sequence: readonly (readonly [subtask: number, steps: number])[];
  /** The median number of steps of each subtask at a stretch; 0 of those that never came up. */
  readonly steps: readonly number[];
  /** By subtask: the one that most often takes its place when it is left out, i.e. follows, or else precedes it; itself if alone. */
  readonly substitutes: readonly number[];
}

/** The pace of the expert. @param traces of the expert at work, by which subtasks are due */
export function paceOf(traces: readonly Pick<DecisionTrace, 'due'>[], subtasks: number): Pace {
  const episodes = traces.map(({ due }) => segmentsOf(due ?? []));
  const steps = Array.from({ length: subtasks }, (_, k) =>
    median(episodes.flat().flatMap(({ label, start, end }) => (label === k ? [end - start] : []))),
  );
  const orders = episodes.map((stretches) => stretches.map(({ label }) => label).join(','));
  const order = mostCommon(orders);
  const alike = episodes.filter((_, k) => orders[k] === order);
  const sequence = (alike[0] ?? []).map(
    ({ label }, place) =>
      [label, median(alike.map((stretches) => stretches[place]!.end - stretches[place]!.start))] as const,
  );
  const neighbours = (k: number, offset: number) =>
    episodes.flatMap((stretches) =>
      stretches.flatMap(({ label }, i) =>
        label === k && stretches[i + offset] !== undefined ? [stretches[i + offset]!.label] : [],
      ),
    );
  const substitutes = steps.map((_, k) => mostCommon(neighbours(k, 1)) ?? mostCommon(neighbours(k, -1)) ?? k);
  return { sequence, steps, substitutes };
}

/** Picks subtasks in a frozen order, each for its time; the last one stays. */
export function pickFrozen({ sequence }: Pace): () => number {
  let place = 0;
  let left = sequence[0]?.[1] ?? 0;
  return () => {
    while (left <= 0 && place < sequence.length - 1) left = sequence[++place]![1];
    left--;
    return sequence[place]?.[0] ?? 0;
  };
}

/** Picks any subtask that comes up at all, for the time that an expert takes for it, then any again. */
export function pickRandom({ steps }: Pace, seed: bigint): () => number {
  const generator = streamGenerator(Number(seed & 0xffffffffn), 'randomManager');
  const usual = [...steps.keys()].filter((subtask) => steps[subtask]! > 0);
  let subtask = 0;
  let left = 0;
  return () => {
    if (left <= 0) {
      subtask = usual[Number(generator.integers(0, usual.length))] ?? 0;
      left = steps[subtask] ?? 1;
    }
    left--;
    return subtask;
  };
}

/** Picks what is due, but never one subtask, in whose place its substitute is carried out. */
export function pickWithout({ substitutes }: Pace, without: number): (due: number) => number {
  return (due) => (due === without ? (substitutes[without] ?? due) : due);
}

/** The first of the most common ones. */
function mostCommon<Value>(values: readonly Value[]): Value | undefined {
  const counts = new Map<Value, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce<readonly [Value, number] | undefined>(
    (best, entry) => (best === undefined || entry[1] > best[1] ? entry : best),
    undefined,
  )?.[0];
}
