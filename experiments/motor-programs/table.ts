import { byName, type Measured } from '../../src/run/cells/cell.ts';
import { rangesOf } from '../../src/run/start-run.ts';
import { summariseMean } from '../../src/statistics/means.ts';
import { formatEstimate, proportion } from '../../src/statistics/proportions.ts';
import { defineExperiment } from '../harness/experiment.ts';
import { isControl, variants } from './variants.ts';
import { CONTROL_WORDS, learnAndWrite, WORDS, type WritingCell, type WritingResult } from './writing.ts';

/** The alphabet as motor programs of one network: letters and words written right, beside controls. */
export default defineExperiment({
  script: 'table:motor-programs',
  description: 'letters and words written right after learning the alphabet, beside controls',
  defaults: { seeds: '201-205', episodes: WORDS },
  cells: ({ seeds, episodes }) =>
    variants.flatMap((variant) =>
      seeds.map((seed): WritingCell => {
        const most = isControl(variant) ? CONTROL_WORDS : episodes;
        return { name: variant.name, seed, variant, episodes: Math.min(episodes, most), pictured: null };
      }),
    ),
  measure: learnAndWrite,
  render: (measured, { seeds, episodes }) => {
    const rows = byName(measured).map(summarise);
    return {
      title:
        `Motor programs, seeds ${rangesOf(seeds)} × ${episodes} words (controls: ${Math.min(episodes, CONTROL_WORDS)}); ` +
        'letters of the seeds from worst to best; 95 % Wilson intervals of words',
      table: {
        head: [
          'learned',
          'letters recognised',
          'letters right',
          'distance',
          'words right',
          'labels',
          'training, CPU s',
        ],
        rows: rows.map((row) => [
          row.name,
          `${range(row.recognised)} of ${row.letters}`,
          `${range(row.right)} of ${row.letters}`,
          row.distance.value.toFixed(3),
          formatEstimate(row.words),
          String(row.labels),
          range(row.seconds.map(Math.round)),
        ]),
      },
      data: { seeds, episodes, rows },
    };
  },
});

function summarise(
  measured: readonly [Measured<WritingCell, WritingResult>, ...Measured<WritingCell, WritingResult>[]],
) {
  const results = measured.map(({ result }) => result);
  const [{ cell }] = measured;
  const words = results.reduce((sum, result) => sum + result.words, 0);
  return {
    name: cell.name,
    letters: results[0]!.letters,
    recognised: results.map(({ recognised }) => recognised),
    right: results.map(({ right }) => right),
    distance: summariseMean(results.map(({ distance }) => distance)),
    words: proportion(words, measured.length * cell.episodes),
    labels: Math.max(...results.map(({ labels }) => labels)),
    seconds: results.map(({ trainingSeconds }) => trainingSeconds),
  };
}

/** `24–26`, or `26` where all are the same. */
function range(values: readonly number[]): string {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return low === high ? `${low}` : `${low}–${high}`;
}
