import { segmentsOf } from './segmentation/segments.ts';
import { type DecisionTrace, succeeded } from './trace.ts';

/** What went wrong in an episode that failed. */
export const causes = {
  unreachable: 'the expert fails on this layout, too',
  deadly: 'a step ended the episode without success',
  'wrong choice': 'another subtask than the one due was carried out to the end',
  'early switch': 'the agent went on to a later subtask before this one was done',
  'late switch': 'the agent stayed with a subtask that was done',
  dithering: 'the agent switched to and fro between subtasks',
  stuck: 'the right subtask was carried out, and nothing changed any more',
  'endless cycle': 'the right subtask was carried out, and the same states came round again',
  astray: 'the right subtask was carried out, but not achieved',
  'out of time': 'the right subtask was under way when time was up',
} as const;

export type CauseKind = keyof typeof causes;

/** Why an episode failed, and where. */
export interface Cause {
  readonly kind: CauseKind;
  /** Who was at fault in the last stretch: the one who chose, or the one who acted. Null: neither. */
  readonly level: 'manager' | 'workers' | null;
  /** The subtask that was due at the end. */
  readonly subtask: number;
  /** The subtask that was due before it; null for the first one. */
  readonly before: number | null;
}

/** Steps at the end of an episode that are looked at for repetition. */
const WINDOW = 60;

/**
 * The cause of a failure, judged by the last stretch: the steps since the expert last moved on to another subtask. The manager
 * is at fault where less than half of them were spent on the subtask that was due, else the workers are.
 *
 * @param trace of an episode that failed, with an expert
 * @param order pairs of subtasks, see `SubtaskStructure.order`
 * @param usual steps that the expert takes for each subtask
 * @param solvable whether the expert succeeds on the layout
 */
export function causeOf(
  trace: DecisionTrace,
  order: readonly (readonly [before: number, after: number])[],
  usual: readonly number[],
  solvable: boolean,
): Cause {
  const stretches = segmentsOf(trace.due ?? []);
  const { label: subtask, start: from, end: to } = stretches.at(-1) ?? { label: 0, start: 0, end: 0 };
  const before = stretches.at(-2)?.label ?? null;
  const carried = trace.subtasks.subarray(from, to);
  const cause = (kind: CauseKind, level: Cause['level']): Cause => ({ kind, level, subtask, before });
  if (!solvable) return cause('unreachable', null);
  if (trace.terminated) return cause('deadly', carried.at(-1) === subtask ? 'workers' : 'manager');
  const right = carried.filter((other) => other === subtask).length;
  if (2 * right >= carried.length) return cause(workersCause(trace, from, usual[subtask] ?? 0), 'workers');
  const turns = segmentsOf(carried);
  if (turns.length > 4 + carried.length / 10) return cause('dithering', 'manager');
  const longest = turns.reduce((best, turn) => (turn.end - turn.start > best.end - best.start ? turn : best));
  if (longest.label === before) return cause('late switch', 'manager');
  const later = order.some(([first, next]) => first === subtask && next === longest.label);
  return cause(later ? 'early switch' : 'wrong choice', 'manager');
}

function workersCause({ states }: DecisionTrace, from: number, usual: number): CauseKind {
  const steps = states.length - from;
  const tail = states.subarray(Math.max(from, states.length - WINDOW));
  const distinct = new Set(tail).size;
  if (tail.length >= 10 && distinct <= 2) return 'stuck';
  if (tail.length >= 10 && 3 * distinct <= tail.length) return 'endless cycle';
  return steps <= 2 * usual ? 'out of time' : 'astray';
}

/** The episodes that failed, with their causes. @param expert the expert on the same layouts */
export function failuresOf(
  traces: readonly DecisionTrace[],
  expert: readonly DecisionTrace[],
  order: readonly (readonly [before: number, after: number])[],
  usual: readonly number[],
): { readonly trace: DecisionTrace; readonly index: number; readonly cause: Cause }[] {
  return traces.flatMap((trace, index) =>
    succeeded(trace)
      ? []
      : [{ trace, index, cause: causeOf(trace, order, usual, succeeded(expert[index]!)) }],
  );
}
