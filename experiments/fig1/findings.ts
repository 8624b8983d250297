import { learningCurve } from '../../src/figures/learning-curve.ts';
import { spikeRaster } from '../../src/figures/spike-raster.ts';
import { traces } from '../../src/figures/traces.ts';
import type { Picture } from '../../src/report/document.ts';
import type { Measured } from '../../src/run/cells/cell.ts';
import { type MeanSummary, summariseMean } from '../../src/statistics/means.ts';
import { estimateOf } from '../reproduce/estimate.ts';
import type { Finding } from '../reproduce/reproduction.ts';
import { publishedAfter } from './published.ts';
import type { Recall, Setting, StoreCell, StoreResult } from './store.ts';

type Group = readonly [Measured<StoreCell, StoreResult>, ...Measured<StoreCell, StoreResult>[]];

/** Tables and pictures of store & recall, from the measurements of each setting. */
export function findingsOf(groups: readonly Group[]): readonly Finding[] {
  return [courses(groups), separated(groups), recalls(groups)];
}

function courses(groups: readonly Group[]): Finding {
  const stored = groups.filter(([{ cell }]) => cell.setting !== null);
  const every = stored[0]![0].cell.recallEvery;
  const series = stored.map((group) => ({
    name: group[0].cell.name,
    points: group[0].result.errors.map((_, k) => {
      const { value } = errorAfter(group, k);
      return { x: every * (k + 1), value };
    }),
  }));
  const published = series[0]!.points.flatMap(({ x }) => {
    const value = publishedAfter(x);
    return value === null ? [] : [{ x, value }];
  });
  const drawn = [
    ...(published.length > 0 ? [{ name: 'published notebook, one seed', points: published }] : []),
    ...series,
  ];
  const largest = Math.max(...drawn.flatMap(({ points }) => points.map(({ value }) => value)));
  const svg = learningCurve({
    title: 'Store & recall: error of the recall without a teacher',
    subtitle: 'means over seeds',
    xLabel: 'presentations',
    yLabel: 'error',
    yDomain: [0, 1.05 * largest],
    series: drawn,
  });
  return {
    id: 'courses',
    title: 'The course of errors',
    text: [
      'The error is the variance of target − output over outputs and time. η = 10, η_out = 0.01, 500 neurons, a clock of 5 units. The releases differ in σ_target; sparse teaching weights and halved rates belong to the setting of two contexts.',
    ],
    parts: [
      {
        kind: 'table',
        id: 'errors',
        caption: 'Error of the recall by setting, 95 % intervals (Student)',
        columns: [
          { key: 'setting', title: 'setting' },
          { key: 'seeds', title: 'seeds', digits: 0 },
          { key: 'first', title: 'first recall', digits: 3 },
          { key: 'last', title: 'last recall', digits: 4 },
          { key: 'worst', title: 'worst seed', digits: 3 },
          { key: 'variance', title: 'variance of the target', digits: 3 },
          { key: 'seconds', title: 'CPU of a training, s', digits: 1 },
        ],
        rows: groups.map((group) => ({
          setting: group[0].cell.name,
          seeds: group.length,
          first: estimateOf(group.map(({ result }) => result.errors[0]!)),
          last: estimateOf(group.map(({ result }) => result.errors.at(-1)!)),
          worst: Math.max(...group.map(({ result }) => result.errors.at(-1)!)),
          variance: summariseMean(group.map(({ result }) => result.variance)).value,
          seconds: summariseMean(group.map(({ result }) => result.cpuSeconds)).value,
        })),
        brief: true,
      },
      {
        kind: 'picture',
        id: 'errors-by-presentations',
        caption: 'Error against presentations, by setting.',
        alt: `Errors after the last recall: ${series.map(({ name, points }) => `${name} ${points.at(-1)!.value.toFixed(3)}`).join('; ')}.`,
        svg,
      },
    ],
  };
}

function errorAfter(group: Group, recall: number): MeanSummary {
  return summariseMean(group.map(({ result }) => result.errors[recall]!));
}

/** What each difference does, averaged over the settings of the other two; the same seeds on both sides. */
function separated(groups: readonly Group[]): Finding {
  const differences = [
    { name: 'σ_target 10 instead of 20', of: ({ teachingSigma }: Setting) => teachingSigma === 10 },
    { name: '75 % zeros in J_target', of: ({ teachingSparsity }: Setting) => teachingSparsity > 0 },
    { name: 'rates halved every 100 presentations', of: ({ halved }: Setting) => halved },
  ];
  const rows = differences.flatMap(({ name, of }) => {
    const effects = effectBySeed(groups, of);
    return effects === null ? [] : [{ difference: name, effect: estimateOf(effects) }];
  });
  return {
    id: 'separated',
    title: 'The differences, separated',
    text: [
      'Each difference is switched on and off in every combination of the other two. Its effect is the mean change of the last error, paired by seed: above 0 it makes recall worse.',
    ],
    parts: [
      {
        kind: 'table',
        id: 'effects',
        caption: 'Change of the last error, 95 % intervals over seeds (Student)',
        columns: [
          { key: 'difference', title: 'difference' },
          { key: 'effect', title: 'change of the error', digits: 4 },
        ],
        rows,
        brief: true,
      },
    ],
  };
}

/** For each seed: mean error with a difference less that without; null where one of the sides was not measured. */
function effectBySeed(
  groups: readonly Group[],
  difference: (setting: Setting) => boolean,
): readonly number[] | null {
  const stored = groups.filter(([{ cell }]) => cell.setting !== null);
  const sides = [true, false].map((on) => stored.filter(([{ cell }]) => difference(cell.setting!) === on));
  if (sides.some((side) => side.length === 0)) return null;
  const common = Math.min(...stored.map(({ length }) => length));
  return Array.from({ length: common }, (_, seed) => {
    const [on, off] = sides.map(
      (side) => summariseMean(side.map((group) => group[seed]!.result.errors.at(-1)!)).value,
    );
    return on! - off!;
  });
}

function recalls(groups: readonly Group[]): Finding {
  const pictured = groups.flat().find(({ result }) => result.recall !== null)!;
  const { cell, result } = pictured;
  const subtitle = `${cell.name}, seed ${cell.seed}: error ${result.errors.at(-1)!.toFixed(3)} after ${cell.presentations} presentations`;
  return {
    id: 'recall',
    title: 'A recall',
    text: ['The teacher is gone; a clock alone drives the network.'],
    parts: drawRecall(result.recall!, subtitle),
  };
}

function drawRecall({ target, output, spikes, burstSpikes }: Recall, subtitle: string): readonly Picture[] {
  const traced = traces({
    title: 'Store & recall: target and recall',
    subtitle,
    target,
    recall: output,
    startMs: 1,
    stepDurationMs: 1,
  });
  const raster = spikeRaster({
    title: 'Store & recall: spikes and bursts during the recall',
    subtitle,
    populations: [{ name: 'network', size: spikes.length, spikes, burstSpikes }],
    durationMs: target[0]!.length + 3,
  });
  return [
    { kind: 'picture', id: 'target-and-recall', caption: 'Target and recall.', alt: subtitle, svg: traced },
    {
      kind: 'picture',
      id: 'raster',
      caption: 'Spikes; those within bursts in colour.',
      alt: subtitle,
      svg: raster,
    },
  ];
}
