import { byName } from '../../src/run/cells/cell.ts';
import { rangesOf } from '../../src/run/start-run.ts';
import { summariseMean } from '../../src/statistics/means.ts';
import type { Estimate } from '../../src/statistics/proportions.ts';
import { defineExperiment } from '../harness/experiment.ts';
import { accuracies, courseOf, delays } from './findings.ts';
import { type HoldCell, holdCue } from './hold.ts';
import { CONTEXTS, CUE, conditions, TRIALS } from './protocol.ts';

/** Working memory: how long a cue can be told from the activity of a network, with and without learned recurrence. */
export default defineExperiment({
  script: 'table:recurrence',
  description: 'how long a cue is held with and without learned recurrence',
  defaults: { seeds: '301-305', episodes: TRIALS },
  cells: ({ seeds, episodes }) =>
    conditions.flatMap((condition) =>
      seeds.map((seed): HoldCell => ({ name: condition.name, seed, condition, trials: episodes })),
    ),
  measure: holdCue,
  render: (measured, { seeds }) => {
    const rows = byName(measured).map((group) => ({
      ...courseOf(group),
      delays: delays.map(([from, to]) => ({
        from,
        to,
        accuracy: summariseMean(accuracies(group, from, to)),
      })),
    }));
    return {
      title:
        `A cue of ${CUE} ms is held: share of right answers to which of ${CONTEXTS} contexts it was (chance ${1 / CONTEXTS}) by the time since then; ` +
        `seeds ${rangesOf(seeds)}; mean with 95 % interval over seeds (Student)`,
      table: {
        head: ['memory', ...delays.map(([from, to]) => `${from}–${to} ms`)],
        rows: rows.map(({ name, delays }) => [name, ...delays.map(({ accuracy }) => inWords(accuracy))]),
      },
      data: { seeds, rows },
    };
  },
});

function inWords({ value, low, high }: Estimate): string {
  return Number.isFinite(low)
    ? `${value.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`
    : value.toFixed(2);
}
