import { byName, type Measured } from '../../src/run/cells/cell.ts';
import { rangesOf } from '../../src/run/start-run.ts';
import { summariseMean } from '../../src/statistics/means.ts';
import type { Estimate } from '../../src/statistics/proportions.ts';
import { defineExperiment } from '../harness/experiment.ts';
import { type HoldCell, type HoldResult, holdCue } from './hold.ts';
import { CONTEXTS, CUE, conditions, DELAY, SPAN } from './protocol.ts';

/** Delays of the columns of the table: from … to, ms. */
const columns = [
  [0, 200],
  [200, 500],
  [500, 1000],
  [1000, 1500],
  [1500, 2000],
] as const;

/** Working memory: how long a cue can be told from the activity of a network, with and without learned recurrence. */
export default defineExperiment({
  script: 'table:recurrence',
  description: 'how long a cue is held with and without learned recurrence',
  defaults: { seeds: '301-305', episodes: 2 },
  cells: ({ seeds, episodes }) =>
    conditions.flatMap((condition) =>
      seeds.map((seed): HoldCell => ({ name: condition.name, seed, condition, trials: episodes })),
    ),
  measure: holdCue,
  render: (measured, { seeds }) => {
    const rows = byName(measured).map(summarise);
    return {
      title:
        `A cue of ${CUE} ms is held: share of right answers to which of ${CONTEXTS} contexts it was (chance ${1 / CONTEXTS}) by the time since then; ` +
        `seeds ${rangesOf(seeds)}; mean with 95 % interval over seeds (Student)`,
      table: {
        head: ['memory', ...columns.map(([from, to]) => `${from}–${to} ms`)],
        rows: rows.map(({ name, delays }) => [name, ...delays.map(({ accuracy }) => inWords(accuracy))]),
      },
      data: { seeds, rows },
    };
  },
});

function summarise([first, ...others]: readonly [
  Measured<HoldCell, HoldResult>,
  ...Measured<HoldCell, HoldResult>[],
]) {
  const results = [first, ...others].map(({ result }) => result);
  const between = (from: number, to: number) =>
    summariseMean(
      results.map(({ right, asked }) => {
        const spans = right.slice(from / SPAN, to / SPAN);
        return spans.reduce((sum, count) => sum + count, 0) / (asked * spans.length);
      }),
    );
  const curve = Array.from({ length: DELAY / SPAN }, (_, span) => ({
    delayMs: (span + 0.5) * SPAN,
    accuracy: between(span * SPAN, (span + 1) * SPAN),
  }));
  const delays = columns.map(([from, to]) => ({ from, to, accuracy: between(from, to) }));
  return { name: first.cell.name, delays, curve };
}

function inWords({ value, low, high }: Estimate): string {
  return Number.isFinite(low)
    ? `${value.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`
    : value.toFixed(2);
}
