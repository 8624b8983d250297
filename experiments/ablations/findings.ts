import { type ComparisonRow, comparisonBars } from '../../src/figures/comparison-bars.ts';
import type { DocumentTable, Picture, TableCell } from '../../src/report/document.ts';
import { byName, type Measured } from '../../src/run/cells/cell.ts';
import { summariseMean } from '../../src/statistics/means.ts';
import { type Estimate, proportion } from '../../src/statistics/proportions.ts';
import { estimateOf } from '../reproduce/estimate.ts';
import type { Finding } from '../reproduce/reproduction.ts';
import {
  clockStores,
  clocks,
  controlAblations,
  disturbances,
  flaglessControls,
  recallAblations,
  stores,
} from './conditions.ts';
import type { ControlCell, ControlResult } from './control.ts';
import type { AblationCell, AblationResult } from './score.ts';

type Cells = readonly Measured<AblationCell, AblationResult>[];

/** Tables and pictures of the ablations. */
export function findingsOf(measured: Cells): readonly Finding[] {
  const errors = new Map(
    byName(measured.filter(({ cell }) => cell.part === 'recall')).map((group) => [
      group[0].cell.name,
      group.map(({ result }) => result as number),
    ]),
  );
  return [recallFinding(errors), disturbedFinding(errors), controlFinding(measured)];
}

type Errors = ReadonlyMap<string, readonly number[]>;

function recallFinding(errors: Errors): Finding {
  const names = recallAblations.map(({ name }) => name);
  return {
    id: 'recall',
    title: 'Recall: one part taken away at a time',
    text: [
      'One trajectory of 1000 ms, 500 neurons, 5 clock units, 100 presentations where the recurrence learns. Every row has the same readout: ridge regression (λ = 10⁻³) of features from one free recall, tested on further ones. Without learned recurrence, a context that is always on lets neurons burst. The last rows have no neurons, and see low-passed copies of the clock (20, 100 and 500 ms).',
    ],
    parts: [
      {
        kind: 'table',
        id: 'recall',
        caption: 'Error of recall (variance of target − output), 95 % intervals over seeds (Student)',
        columns: [
          { key: 'condition', title: 'network' },
          { key: 'error', title: 'error', digits: 4 },
        ],
        rows: names.map((name) => ({ condition: name, error: estimateOf(errors.get(name)!) })),
        brief: true,
      },
      bars(
        'recall-bars',
        'Recall: error by what is taken away',
        'error',
        names.map((name) => ({ label: name, series: 'error', ...boundedMean(errors.get(name)!) })),
      ),
    ],
  };
}

/** Mean with an interval that can be drawn: it does not go below 0, and a single value has none. */
function boundedMean(values: readonly number[]): Estimate {
  const { value, low, high, count } = summariseMean(values);
  if (count === 1) return { value, low: value, high: value };
  return { value, low: Math.max(0, low), high };
}

function disturbedFinding(errors: Errors): Finding {
  return {
    id: 'disturbed',
    title: 'Recall under noise and lesions, without a clock, and of longer trajectories',
    text: [
      'Noise is there in training, when the readout learns (from five recalls) and in the test, drawn anew at every step: on the input with a standard deviation of 0.05 of a clock unit, on membranes as a current of standard deviation 10 into every soma and distal compartment. Lesions come after learning. So does the silence of the clock: from 500 ms on nothing enters, and the second half has to be completed.',
      'A clock of one unit is a constant input. The trajectory repeats after 1000 ms, so that one of 3000 ms asks for a rhythm longer than any time constant of the neurons (200 ms).',
    ],
    parts: [
      storesTable(
        'disturbed',
        'Error of recall under disturbances',
        'disturbance',
        Object.keys(disturbances),
        (store, done) => errors.get(`${store}, ${done}`),
      ),
      storesTable(
        'clocks',
        'Error of recall by what tells the time',
        'clock',
        Object.keys(clocks),
        (store, clock) => errors.get(`${store}, clock of ${clock}`),
        clockStores,
      ),
    ],
  };
}

/** A row for each thing that is done, a column for each store. */
function storesTable(
  id: string,
  caption: string,
  title: string,
  done: readonly string[],
  errorsOf: (store: string, done: string) => readonly number[] | undefined,
  compared = stores,
): DocumentTable {
  const rows = done.map((name) => ({
    done: name,
    ...Object.fromEntries(
      Object.keys(compared).map((store): [string, TableCell] => {
        const values = errorsOf(store, name);
        return [store, values === undefined ? null : estimateOf(values)];
      }),
    ),
  }));
  return {
    kind: 'table',
    id,
    caption: `${caption}, 95 % intervals over seeds (Student)`,
    columns: [
      { key: 'done', title },
      ...Object.keys(compared).map((store) => ({ key: store, title: store, digits: 4 })),
    ],
    rows,
    brief: true,
  };
}

function controlFinding(measured: Cells): Finding {
  const played = measured.flatMap(({ cell, result }) =>
    cell.part === 'control' ? [{ cell, result: result as ControlResult }] : [],
  );
  const rows = [...controlAblations, ...flaglessControls].map(({ name }) => {
    return controlRow(
      name,
      played.filter(({ cell }) => cell.name === name),
    );
  });
  return {
    id: 'control',
    title: 'Control: Button & Food',
    text: [
      'The recipe of the task (DAgger), without its path past the neurons unless a row says so: readouts see bursts alone. Fresh layouts of the published distances. Lesions and noise (standard deviation 20) come after training, in manager and worker. Linear and random ReLU models take the place of both. Readouts see the spikes within bursts; without a burst window there are none, and nothing is read. The coincidences b of somatic activity and distal spikes are there with and without it.',
    ],
    parts: [
      {
        kind: 'table',
        id: 'control',
        caption: 'Success, 95 % Wilson intervals over all layouts of all seeds',
        columns: [
          { key: 'condition', title: 'agent' },
          { key: 'success', title: 'success', digits: 3 },
          { key: 'worst', title: 'worst seed', digits: 3 },
          { key: 'labels', title: 'most labels', digits: 0 },
        ],
        rows,
        brief: true,
      },
      bars(
        'control-bars',
        'Button & Food: success by what is taken away',
        'success',
        rows.map(({ condition, success }) => ({ label: condition, series: 'success', ...success })),
      ),
    ],
  };
}

function controlRow(condition: string, group: readonly Measured<ControlCell, ControlResult>[]) {
  const layouts = group.reduce((sum, { cell }) => sum + cell.layouts, 0);
  const successes = group.reduce((sum, { result }) => sum + result.successes, 0);
  return {
    condition,
    success: proportion(successes, layouts),
    worst: Math.min(...group.map(({ cell, result }) => result.successes / cell.layouts)),
    labels: Math.max(...group.map(({ result }) => result.labels)),
  };
}

function bars(id: string, title: string, valueLabel: string, rows: readonly ComparisonRow[]): Picture {
  const most = Math.max(...rows.map(({ high }) => high));
  return {
    kind: 'picture',
    id,
    caption: `${title}; 95 % intervals.`,
    alt: rows.map(({ label, value }) => `${label} ${value.toFixed(3)}`).join('; '),
    svg: comparisonBars({ title, valueLabel, domain: [0, Math.max(0.05, most)], rows }),
  };
}
