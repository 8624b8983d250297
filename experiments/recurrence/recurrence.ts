import { byName } from '../../src/run/cells/cell.ts';
import { summariseMean } from '../../src/statistics/means.ts';
import { estimateOf } from '../reproduce/estimate.ts';
import { smallerThan } from '../reproduce/paired-claim.ts';
import { defineReproduction } from '../reproduce/reproduction.ts';
import { accuracies, courseOf, delays, drawCourses, type Group } from './findings.ts';
import { type HoldCell, type HoldResult, holdCue } from './hold.ts';
import { conditions, TRIALS } from './protocol.ts';

/** Parts of the delay by which the statements are judged, ms after the cue: beyond two, five and seven times the longest time constant of a neuron. */
const JUDGED = [
  [500, 1000],
  [1000, 1500],
  [1500, 2000],
] as const;

const QUICK = ['learned recurrence', 'control: no learned recurrence'];

/** Where learned recurrence is needed: a cue is held after everything that told it is gone. */
export default defineReproduction<HoldCell, HoldResult>({
  title: 'a cue is held: where learned recurrence is needed',
  seeds: { full: 5, quick: 1 },
  cells: ({ seeds, quick }) =>
    conditions
      .filter(({ name }) => !quick || QUICK.includes(name))
      .flatMap((condition) =>
        seeds.map((seed): HoldCell => {
          const presentations = quick ? Math.min(condition.presentations, 1) : condition.presentations;
          return {
            name: condition.name,
            seed,
            condition: { ...condition, presentations },
            trials: quick ? 1 : TRIALS,
          };
        }),
      ),
  measure: holdCue,
  report: (measured) => {
    const groups = byName(measured);
    const wrong = (group: Group, [from, to]: (typeof JUDGED)[number]) => ({
      name: group[0].cell.name,
      values: accuracies(group, from, to).map((accuracy) => 1 - accuracy),
    });
    const [learned, ...others] = groups as readonly [Group, ...Group[]];
    const summaries = groups.map((group) => {
      const { value } = summariseMean(accuracies(group, ...JUDGED[0]));
      return `${group[0].cell.name} ${value.toFixed(2)}`;
    });
    const svg = drawCourses(groups.map(courseOf));
    return {
      claims: JUDGED.flatMap((span) =>
        others.map((other) =>
          smallerThan(
            `${span[0]} to ${span[1]} ms after a cue, fewer answers are wrong than with the ${other[0].cell.name}`,
            wrong(learned, span),
            wrong(other, span),
          ),
        ),
      ),
      findings: [
        {
          id: 'hold',
          title: 'How long a cue is held',
          text: [
            'One of four contexts is shown for 100 ms; then nothing tells which. Every soma and every distal compartment receives noise. A ridge regression of burst spikes and of all spikes, fitted on trials of their own, says which it was.',
          ],
          parts: [
            {
              kind: 'table',
              id: 'accuracy',
              caption:
                'Share of right answers by the time since the cue; 95 % intervals over seeds (Student)',
              columns: [
                { key: 'memory', title: 'memory' },
                ...delays.map(([from, to]) => ({ key: `from${from}`, title: `${from}–${to} ms`, digits: 2 })),
              ],
              rows: groups.map((group) => ({
                memory: group[0].cell.name,
                ...Object.fromEntries(
                  delays.map(([from, to]) => [`from${from}`, estimateOf(accuracies(group, from, to))]),
                ),
              })),
              brief: true,
            },
            {
              kind: 'picture',
              id: 'courses',
              caption: 'Share of right answers over the time since the cue.',
              alt: `Share of right answers ${JUDGED[0]} to ${JUDGED[1]} ms after the cue: ${summaries.join('; ')}.`,
              svg,
            },
          ],
        },
      ],
    };
  },
});
